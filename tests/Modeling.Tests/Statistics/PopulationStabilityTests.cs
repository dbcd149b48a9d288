using System.Text.Json;
using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Tests.Statistics;

public class PopulationStabilityTests
{
    [Fact]
    public void A_published_index_of_counts_is_met()
    {
        JsonElement golden = Golden.Statistics().GetProperty("psi_heloc_score");
        long[] Counts(string name) => [.. golden.GetProperty(name).Numbers().Select(count => (long)count)];
        Assert.Equal(golden.GetProperty("psi_full").GetDouble(), PopulationStability.OfCounts(Counts("expected"), Counts("actual")), 12);
    }

    [Theory]
    [InlineData("LOAN", 0.039, 0.128)]
    [InlineData("MORTDUE", 0.027, 0.104)]
    [InlineData("VALUE", 0.041, 0.145)]
    [InlineData("YOJ", 0.013, 0.050)]
    [InlineData("DEBTINC", 0, 0)]
    [InlineData("CLAGE", 0, 0)]
    public void Known_drift_of_real_quarters_is_found(string column, double second, double third)
    {
        double[] Quarter(int number) => Repository.SharedTable($"data/hmeq_quarter{number}.csv").Find(column)!.Numbers;
        Assert.Equal(second, PopulationStability.OfValues(Quarter(1), Quarter(2)), 0.0006);
        Assert.Equal(third, PopulationStability.OfValues(Quarter(1), Quarter(3)), 0.0006);
    }

    [Fact]
    public void The_same_sample_is_perfectly_stable_and_a_new_missing_group_is_not()
    {
        double[] values = [.. Enumerable.Range(0, 1_000).Select(i => (double)i)];
        Assert.Equal(0, PopulationStability.OfValues(values, values), 12);
        Assert.True(PopulationStability.OfValues(values, [.. values.Select(value => value < 300 ? double.NaN : value)]) > 0.25);
    }
}
