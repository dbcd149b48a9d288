using CreditDecision.Core.Features;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Features;

[Trait("Article", "A19")]
public sealed class VelocityTests
{
    private const long Hour = 3_600_000, Day = 24 * Hour;

    [Fact]
    public void Counts_are_those_of_a_list_as_long_as_it_is_short() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            byte[] log = [];
            var all = new List<VelocityEvent>();
            long at = 0;
            for (int i = random.Next(1, 60); i > 0; i--)
            {
                // Some come again, and some out of order, as clocks of replicas differ.
                var one = new VelocityEvent(at += random.Next(5) == 0 ? -1_000 : random.NextInt64(0, 3 * Day), (ulong)random.Next(40), (ulong)random.Next(6));
                log = VelocityLog.With(log, one);
                all.RemoveRange(0, all.TakeWhile(seen => seen.At <= one.At - (30 * Day)).Count());
                if (!all.Exists(seen => seen.Application == one.Application)) all.Add(one);
                int[] counts = new int[Velocity.CountsOfSubject];
                VelocityLog.Count(log, one.At, one.Application, counts);
                Assert.Equal(Naive(all, one), counts);
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, Hour)]
    [InlineData(1, Day)]
    [InlineData(2, 7 * Day)]
    [InlineData(3, 30 * Day)]
    public void An_application_leaves_a_window_exactly_when_it_is_as_old(int window, long length)
    {
        byte[] log = VelocityLog.With([], new VelocityEvent(1_000, 1, 1));
        int[] counts = new int[Velocity.CountsOfSubject];
        VelocityLog.Count(log, 1_000 + length - 1, 2, counts);
        Assert.Equal(1, counts[window]);
        VelocityLog.Count(log, 1_000 + length, 2, counts);
        Assert.Equal(0, counts[window]);
        // To itself it is there: it may have been asked for again.
        VelocityLog.Count(log, 1_000 + length, 1, counts);
        Assert.Equal(1, counts[window]);
    }

    [Fact]
    public void A_log_never_grows_past_its_bound_and_forgets_the_oldest()
    {
        byte[] log = [];
        for (int i = 0; i < 1_000; i++) log = VelocityLog.With(log, new VelocityEvent(i, (ulong)i, (ulong)i));
        Assert.Equal(VelocityLog.MostEvents * VelocityLog.EventBytes, log.Length);
        int[] counts = new int[Velocity.CountsOfSubject];
        VelocityLog.Count(log, 1_000, 999, counts);
        Assert.All(counts, count => Assert.Equal(VelocityLog.MostEvents, count));
        // The newest is in it, and comes again without being added.
        Assert.Equal(log, VelocityLog.With(log, new VelocityEvent(1_001, 999, 5)));
    }

    [Fact]
    public void Every_count_has_a_name_and_every_name_a_count()
    {
        Assert.Equal(Velocity.Length, VelocityFeatures.Names.Count());
        Assert.True(VelocityFeatures.Knows("velocity_device_borrowers_24h"));
        Assert.True(VelocityFeatures.Knows("velocity_borrower_devices_7d"));
        Assert.False(VelocityFeatures.Knows("velocity_borrower_borrowers_7d"));
        Assert.Throws<ArgumentException>(() => new Velocity(new int[3]));
    }

    private static int[] Naive(List<VelocityEvent> all, VelocityEvent asked)
    {
        long[] windows = [Hour, Day, 7 * Day, 30 * Day];
        List<VelocityEvent>[] within = [.. windows.Select(window => all.FindAll(seen => seen.At > asked.At - window || seen.Application == asked.Application))];
        return [.. within.Select(events => events.Count), .. within.Select(events => events.Select(seen => seen.Other).Distinct().Count())];
    }
}
