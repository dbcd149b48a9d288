using System.Text.Json;
using CreditDecision.Modeling.Formats;
using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Tests.Statistics;

public class WeightOfEvidenceTests
{
    [Fact]
    public void Published_information_values_of_raw_categories_are_met()
    {
        JsonElement golden = Golden.Statistics().GetProperty("german_iv_checking_status");
        CsvTable table = Repository.SharedTable("data/german_credit.csv");
        Assert.Equal(golden.GetProperty("iv").GetDouble(), InformationValue(table, "status_of_existing_checking_account"), 9);
        var columns = new Dictionary<string, string> { ["savings"] = "savings_account_and_bonds" };
        foreach (JsonProperty other in golden.GetProperty("others").EnumerateObject())
            Assert.Equal(other.Value.GetDouble(), InformationValue(table, columns.GetValueOrDefault(other.Name, other.Name)), 9);
    }

    [Fact]
    public void A_group_like_the_average_says_nothing_and_a_better_one_is_positive()
    {
        Assert.Equal(0, WeightOfEvidence.Of(90, 10, 900, 100), 12);
        Assert.Equal(Math.Log(2), WeightOfEvidence.Of(180, 10, 900, 100), 12);
        Assert.True(WeightOfEvidence.Of(10, 10, 900, 100) < 0);
    }

    [Fact]
    public void A_pure_group_stays_finite()
    {
        Assert.True(double.IsFinite(WeightOfEvidence.Of(50, 0, 900, 100)));
        Assert.True(double.IsFinite(WeightOfEvidence.InformationValue([(50, 0), (0, 5), (0, 0)])));
    }

    private static double InformationValue(CsvTable table, string column)
    {
        (CsvColumn values, CsvColumn outcome) = (table.Find(column)!, table.Find("creditability")!);
        return WeightOfEvidence.InformationValue(Enumerable.Range(0, table.Rows).GroupBy(values.TextAt)
            .Select(group => ((long)group.Count(row => outcome.TextAt(row) == "good"), (long)group.Count(row => outcome.TextAt(row) == "bad"))));
    }
}
