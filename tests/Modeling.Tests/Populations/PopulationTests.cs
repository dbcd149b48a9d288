using System.Text;
using CreditDecision.Core.Features;
using CreditDecision.Core.Values;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Populations;

namespace CreditDecision.Modeling.Tests.Populations;

public class PopulationTests
{
    private const int Rows = 20_000;
    private static readonly DateOnly Day = PopulationGenerator.DefaultDay;
    private static readonly byte[] Bytes = Generate(Rows, 7);
    private static readonly CsvTable Table = Repository.Table(Bytes, "population.csv");

    [Fact]
    public void Same_seed_same_bytes_and_another_seed_others()
    {
        Assert.Equal(Generate(500, 7), Generate(500, 7));
        Assert.NotEqual(Generate(500, 7), Generate(500, 8));
    }

    [Fact]
    public void Numbers_pass_every_check_and_were_issued_to_nobody()
    {
        foreach (string[] row in Encoding.UTF8.GetString(Bytes).Split('\n').Skip(1).Take(5_000).Select(line => line.Split(',')))
        {
            Assert.True(PersonName.TryParse(row[1], out _, out string error), error);
            Assert.True(ResidentId.TryParse(row[2], out ResidentId id, out error), error);
            Assert.Equal("99", id.RegionCode[4..]);
            Assert.True(MobileNumber.TryParse(row[3], out MobileNumber phone, out error), error);
            Assert.StartsWith("160", phone.Text, StringComparison.Ordinal);
            Assert.True(BankCard.TryParse(row[4], out BankCard card, out error), error);
            Assert.StartsWith("999999", card.Text, StringComparison.Ordinal);
            Assert.Equal((id.ProvinceCode, id.RegionCode[..4]), (row[5], row[6]));
            Assert.Equal(Table.Find("age")!.Numbers[int.Parse(row[0][4..]) - 1], id.AgeOn(Day));
        }
    }

    [Fact]
    public void Telephones_and_cards_are_each_one_persons()
    {
        string[][] rows = [.. Encoding.UTF8.GetString(Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(Rows, rows.Select(row => row[3]).Distinct().Count());
        Assert.Equal(Rows, rows.Select(row => row[4]).Distinct().Count());
    }

    [Fact]
    public void Every_feature_that_models_are_offered_is_a_column_with_valid_values()
    {
        HashSet<string> offered = [.. ReferenceModelsTests.OfferedToModels()];
        foreach (FeatureDefinition feature in Repository.Catalog.Features.Where(feature => offered.Contains(feature.Name)))
        {
            CsvColumn column = Table.Find(feature.Name) ?? throw new InvalidOperationException($"no column {feature.Name}");
            if (feature.Type == FeatureType.Number)
                Assert.All(column.Numbers, value => Assert.True(double.IsNaN(value) || (value >= feature.Least && value <= feature.Most), $"{feature.Name} {value}"));
            else
                Assert.Empty(column.Categories.Except(feature.Type == FeatureType.Flag ? ["true", "false"] : feature.Categories));
        }
    }

    [Fact]
    public void Bad_events_are_as_frequent_as_in_a_plausible_portfolio()
    {
        Assert.InRange(Share("identity_fraud"), 0.007, 0.013);
        Assert.InRange(Share("fraud"), 0.015, 0.023);
        Assert.InRange(Share("aml_suspicious"), 0.006, 0.012);
        Assert.InRange(Share("default_12m"), 0.05, 0.08);
    }

    [Fact]
    public void Causes_show_in_their_effects()
    {
        double[] byPastDue = [.. new[] { 0, 1, 2 }.Select(months => Rate("default_12m", row => Value("months_past_due_now", row) == months))];
        Assert.Equal(byPastDue.Order(), byPastDue);
        Assert.True(byPastDue[2] > 5 * byPastDue[0]);
        Assert.True(Rate("default_12m", row => Value("card_limit_yuan", row) < 10_000) > Rate("default_12m", row => Value("card_limit_yuan", row) > 60_000));
        Assert.True(Rate("fraud", row => Value("device_borrowers_30d", row) >= 4) > 0.3);
        Assert.True(Mean("monthly_income_yuan", row => Table.Find("education")!.TextAt(row) == "graduate") > 1.3 * Mean("monthly_income_yuan", row => Table.Find("education")!.TextAt(row) == "high_school"));
    }

    [Fact]
    public void Thin_files_are_there_and_their_default_rate_is_about_the_average()
    {
        Assert.InRange(Enumerable.Range(0, Rows).Average(row => double.IsNaN(Value("card_limit_yuan", row)) ? 1.0 : 0), 0.2, 0.45);
        Assert.InRange(Rate("default_12m", row => double.IsNaN(Value("bureau_history_months", row))) / Share("default_12m"), 0.6, 1.6);
    }

    private static double Value(string column, int row) => Table.Find(column)!.Numbers[row];

    private static double Share(string outcome) => Rate(outcome, _ => true);

    private static double Rate(string outcome, Func<int, bool> where) =>
        Enumerable.Range(0, Rows).Where(row => Table.Find(outcome)!.TextAt(row) is not null && where(row)).Average(row => Table.Find(outcome)!.TextAt(row) == "true" ? 1.0 : 0);

    private static double Mean(string column, Func<int, bool> where) => Enumerable.Range(0, Rows).Where(where).Average(row => Value(column, row));

    private static byte[] Generate(int rows, long seed)
    {
        using var stream = new MemoryStream();
        PopulationGenerator.Write(rows, seed, Day, stream, new Progress<int>());
        return stream.ToArray();
    }
}
