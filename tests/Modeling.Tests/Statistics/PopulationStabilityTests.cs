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

    [Fact]
    public void A_count_that_is_zero_for_nearly_everybody_is_not_all_in_one_group()
    {
        double[] Counts(int zeros, int ones, int more) => [.. Enumerable.Repeat(0.0, zeros), .. Enumerable.Repeat(1.0, ones), .. Enumerable.Range(2, more).Select(i => (double)i)];
        Assert.Equal([0, 1], Quantiles.Cuts(Counts(920, 50, 30), 10));
        Assert.True(PopulationStability.OfValues(Counts(920, 50, 30), Counts(700, 200, 100)) > 0.25);
        // A fifth at 5 amid others: it stands alone, and what is above it keeps its quantiles.
        double[] heaped = [.. Enumerable.Range(0, 40).Select(i => i / 10.0), .. Enumerable.Repeat(5.0, 25), .. Enumerable.Range(60, 35).Select(i => (double)i)];
        double[] cuts = Quantiles.Cuts(heaped, 10);
        Assert.Contains(5.0, cuts);
        Assert.Contains(60.0, cuts);
        Assert.True(cuts.Length <= 9);
        Assert.Equal([7], Quantiles.Cuts([7, 7, 7], 10));
    }
}
