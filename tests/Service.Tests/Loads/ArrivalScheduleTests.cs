using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Results;
using CreditDecision.LoadTests.Scenarios;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Service.Tests.Loads;

public sealed class ArrivalScheduleTests
{
    private static readonly Gen<RateStep> Steps =
        from seconds in Gen.Choose(1, 20)
        from first in Gen.Choose(0, 300)
        from last in Gen.Choose(0, 300)
        select new RateStep(seconds, first, last);

    [Fact]
    public void Whatever_the_profile_arrivals_ascend_lie_within_it_and_are_as_many_as_its_area() => Prop.ForAll(
        Steps.NonEmptyListOf().Select(steps => steps.Take(5).ToArray()).ToArbitrary(), profile =>
        {
            double[] arrivals = All(profile);
            bool ascend = arrivals.Zip(arrivals.Skip(1)).All(pair => pair.First <= pair.Second + 1e-9);
            bool within = arrivals.All(at => at >= 0 && at <= profile.Sum(step => step.Seconds) + 1e-9);
            return ascend && within && Math.Abs(arrivals.Length - profile.Sum(step => step.Arrivals)) <= 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void At_a_constant_rate_they_come_evenly() =>
        Assert.Equal([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75], All([new RateStep(2, 4, 4)]), (one, other) => Math.Abs(one - other) < 1e-9);

    [Fact]
    public void On_a_ramp_from_nothing_half_of_them_come_in_the_last_third()
    {
        double[] arrivals = All([new RateStep(10, 0, 100)]);
        Assert.Equal(500, arrivals.Length);
        Assert.InRange(arrivals.Count(at => at > 10 / Math.Sqrt(2)), 248, 252);
    }

    [Fact]
    public void Growth_is_told_by_medians_of_the_second_and_the_last_third()
    {
        (double, double)[] grows = [.. Enumerable.Range(0, 180).Select(i => (i / 6.0, 200 + (i / 6.0 * 0.1)))];
        Assert.Equal(6, MemorySeries.GrowthOf(grows), 9);
        // What fills at first, and one moment that is off at the end, are no growth.
        Assert.Equal(0, MemorySeries.GrowthOf([.. grows.Select((at, i) => (at.Item1, i < 60 ? 100.0 + i : i == 179 ? 210 : 198))]), 9);
        Assert.Equal(0, MemorySeries.GrowthOf([(0, 1)]));
    }

    private static double[] All(RateStep[] profile)
    {
        var schedule = new ArrivalSchedule(profile);
        var all = new List<double>();
        while (schedule.TryNext(out double at)) all.Add(at);
        return [.. all];
    }
}
