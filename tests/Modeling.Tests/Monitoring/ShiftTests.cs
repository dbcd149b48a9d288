using CreditDecision.Core.Monitoring;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Modeling.Tests.Monitoring;

[Trait("Article", "A40")]
public sealed class ShiftTests
{
    [Theory]
    [InlineData("LOAN", 0.128)]
    [InlineData("MORTDUE", 0.104)]
    [InlineData("VALUE", 0.145)]
    [InlineData("YOJ", 0.050)]
    [InlineData("DEBTINC", 0)]
    [InlineData("CLAGE", 0)]
    public void The_second_quarter_raises_nothing_and_the_third_warns_of_what_drifted(string column, double third)
    {
        double[] first = Quarter(1, column);
        var bins = Bins.OfSample(column, first);
        Assert.Equal(MonitoringLevel.Unspecified, Of(bins, first, Quarter(2, column)).Level);
        Shift last = Of(bins, first, Quarter(3, column));
        Assert.Equal(third, last.Index, 0.0006);
        Assert.Equal(third >= 0.1 ? MonitoringLevel.Warn : MonitoringLevel.Unspecified, last.Level);
        Assert.Equal(third >= 0.1, last.Signal(MonitoringMetric.FeatureStability) is { Subject: var subject, Bound: 0.10 } && subject == column);
    }

    [Fact]
    public void A_shift_that_chance_makes_in_small_samples_raises_nothing()
    {
        Bins bins = Bins.OfNumbers("x", [1, 2, 3]);
        // 0.15 of a thousand is more than chance, of sixty it is not; and of sixty nothing is said anyway.
        Shift many = Shift.Of(bins, [250, 250, 250, 250, 0], [400, 270, 180, 150, 0], Policies.Standard);
        Shift few = Shift.Of(bins, [15, 15, 15, 15, 0], [24, 16, 12, 8, 0], Policies.Standard with { LeastDecisions = 1 });
        Assert.True(many.Index > 0.1 && few.Index > 0.1 && few.Chance > few.Index);
        Assert.Equal((MonitoringLevel.Warn, MonitoringLevel.Unspecified), (many.Level, few.Level));
        Assert.Equal(MonitoringLevel.Unspecified, Shift.Of(bins, [1, 0, 0, 0, 0], [0, 0, 0, 9, 0], Policies.Standard).Level);
    }

    [Fact]
    public void Groups_that_nobody_is_in_make_no_shift_of_a_small_sample()
    {
        Bins bins = Bins.OfChoices("kind", ["a", "b", "c", "d", "e"]);
        Assert.Equal(0, Shift.Of(bins, [1_000, 0, 0, 0, 0, 0], [10, 0, 0, 0, 0, 0], Policies.Standard).Index);
        Assert.True(Shift.Of(bins, [500, 500, 0, 0, 0, 0], [500, 0, 500, 0, 0, 0], Policies.Standard) is { Level: MonitoringLevel.Breach });
    }

    [Fact]
    public void A_period_without_decisions_has_no_index()
    {
        Shift empty = Shift.Of(Bins.OfChoices("flag", ["false", "true"]), [5, 5, 0], [0, 0, 0], Policies.Standard);
        Assert.True(double.IsNaN(empty.Index));
        Assert.Null(empty.Signal(MonitoringMetric.FeatureStability));
    }

    [Fact]
    public void Every_value_falls_into_one_group_with_its_label() => Prop.ForAll<double[], double>((cuts, value) =>
    {
        double[] ascending = [.. cuts.Where(double.IsFinite).Distinct().Order()];
        Bins bins = Bins.OfNumbers("x", ascending);
        int group = bins.GroupOf(value);
        return bins.Labels().Count() == bins.Groups && group >= 0 && group < bins.Groups && group == (double.IsNaN(value) ? bins.Groups - 1 : ascending.Count(cut => cut <= value));
    }).QuickCheckThrowOnFailure();

    private static Shift Of(Bins bins, double[] baseline, double[] current) => Shift.Of(bins, Count(bins, baseline), Count(bins, current), Policies.Standard);

    private static long[] Count(Bins bins, double[] values)
    {
        long[] counts = new long[bins.Groups];
        foreach (double value in values) counts[bins.GroupOf(value)]++;
        return counts;
    }

    private static double[] Quarter(int number, string column) => Repository.SharedTable($"data/hmeq_quarter{number}.csv").Find(column)!.Numbers;
}
