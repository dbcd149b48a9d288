using CreditDecision.Cli.Batches;
using CreditDecision.Cli.Mappings;
using CreditDecision.Core.Features;
using CreditDecision.Core.Values;
using CreditDecision.V1;

namespace CreditDecision.Cli.Tests.Shipped;

public sealed class TaiwanMappingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Header =
        ("ID,LIMIT_BAL,SEX,EDUCATION,MARRIAGE,AGE,PAY_0,PAY_2,PAY_3,PAY_4,PAY_5,PAY_6,BILL_AMT1,BILL_AMT2,BILL_AMT3,BILL_AMT4,BILL_AMT5,BILL_AMT6,"
        + "PAY_AMT1,PAY_AMT2,PAY_AMT3,PAY_AMT4,PAY_AMT5,PAY_AMT6,default.payment.next.month").Split(',');

    [Fact]
    public void A_late_card_holder_becomes_the_features_that_the_risk_model_reads()
    {
        DecideRequest request = Map("7,100000,1,2,1,40,2,3,-1,0,-2,1,50000,40000,30000,20000,10000,0,1000,2000,3000,4000,0,5,1");

        Assert.Equal(2, Number(request, "months_past_due_now"));
        Assert.Equal(3, Number(request, "max_months_past_due_6m"));
        Assert.Equal(3, Number(request, "past_due_count_6m"));
        Assert.Equal(0.5, Number(request, "card_utilisation"));
        Assert.Equal(0.25, Number(request, "card_utilisation_mean_6m"));
        Assert.Equal(0.1, Number(request, "card_payment_ratio_6m"));
        Assert.Equal(22_000, Number(request, "card_limit_yuan"));
        Assert.Equal((2_200_000L, 1_100_000L, 610_000L), (request.AmountFen, request.Finances.OutstandingDebtElsewhereFen, request.Finances.DeclaredMonthlyIncomeFen));
        Assert.True(ResidentId.TryParse(request.Borrower.IdNumber, out ResidentId id, out string error), error);
        Assert.Equal((40, Sex.Male), (id.AgeOn(BeijingTime.DayOf(Now)), id.Sex));
        Assert.Empty(Repository.Objections(request, Repository.Catalog(), Now));
    }

    [Fact]
    public void Someone_who_did_not_use_the_card_has_no_payment_ratio_and_a_credit_balance_is_no_debt()
    {
        DecideRequest request = Map("8,1000000,2,5,1,60,-2,-2,-2,-2,-2,-2,-300,-200,0,0,0,0,0,0,0,0,0,0,0");

        Assert.DoesNotContain(request.Features, feature => feature.Name is "card_payment_ratio_6m" or "education");
        Assert.Equal(0, Number(request, "max_months_past_due_6m"));
        Assert.Equal((20_000_000L, 0L), (request.AmountFen, request.Finances.OutstandingDebtElsewhereFen));
        Assert.Empty(Repository.Objections(request, Repository.Catalog(), Now));
    }

    [Fact]
    public void Every_row_of_the_real_file_becomes_an_application_that_the_catalog_knows()
    {
        var file = new FileInfo(Path.Combine(Repository.Root, "..", "shared", "data", "taiwan_credit_card.csv"));
        if (!file.Exists) Assert.Skip("The folder with the real data is absent.");
        FeatureCatalog catalog = Repository.Catalog();
        Mapping mapping = Open([.. Header]);
        using CsvSource source = CsvSource.Open(file);
        var people = new HashSet<string>();
        int bad = 0;

        while (source.Next() is { } row)
        {
            DecideRequest? request = mapping.Map(row);
            Assert.True(request is not null, string.Join("; ", row.Errors));
            Assert.Empty(Repository.Objections(request, catalog, Now));
            people.Add(request.Borrower.IdNumber);
            if (mapping.Label!.IsBad(row) == true) bad++;
        }

        Assert.Equal((30_000, 6_636), (source.Count, bad));
        Assert.Equal(30_000, people.Count);
    }

    private static DecideRequest Map(string cells)
    {
        var row = new FileRow(1, cells.Split(','));
        DecideRequest? request = Open(Header).Map(row);
        Assert.True(request is not null, string.Join("; ", row.Errors));
        return request;
    }

    private static Mapping Open(string[] header) =>
        LiveMapping.Open(Repository.File("mappings", "taiwan-credit-card.yaml"), header, new RunContext("r", Now, true), null, TimeProvider.System).Current;

    private static double Number(DecideRequest request, string feature) => Assert.Single(request.Features, each => each.Name == feature).Number;
}
