using System.Diagnostics;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Postgres;

namespace CreditDecision.Service.Tests.Ledger.Postgres;

public sealed class GatheringPaceTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    [Theory]
    [InlineData(500, 0, false)]
    [InlineData(1_500, 0, false)]
    [InlineData(4_000, 0, true)]
    // As many as a moment would bring wait already.
    [InlineData(4_000, 10, false)]
    public void It_waits_where_a_moment_brings_several_and_fewer_wait(int perSecond, int waiting, bool waits)
    {
        var pace = new GatheringPace(new LedgerOptions { GatherMilliseconds = 1 });
        for (int i = 1; i <= 200; i++) pace.Took(Math.Max(1, perSecond / 1000), Math.Max(1, 1000 / perSecond) * Millisecond * i);
        Assert.Equal(waits, pace.Wait(waiting) is not null);
    }

    [Fact]
    public void It_forgets_a_load_that_is_over_and_never_waits_where_nobody_wants_it()
    {
        var pace = new GatheringPace(new LedgerOptions { GatherMilliseconds = 2 });
        for (int i = 1; i <= 100; i++) pace.Took(8, Millisecond * i);
        Assert.Equal(TimeSpan.FromMilliseconds(2), pace.Wait(1));
        pace.Took(1, Millisecond * 5_000);
        Assert.Null(pace.Wait(1));
        var never = new GatheringPace(new LedgerOptions { GatherMilliseconds = 0 });
        for (int i = 1; i <= 100; i++) never.Took(8, Millisecond * i);
        Assert.Null(never.Wait(1));
    }
}
