using CreditDecision.Service.Shadowing;

namespace CreditDecision.Service.Tests.Shadowing;

public sealed class ShadowPaceTests
{
    [Fact]
    public void Over_a_long_time_there_are_as_many_as_the_budget_allows_and_a_tenth_of_a_second_more()
    {
        var pace = new ShadowPace(50);
        TimeSpan now = TimeSpan.FromHours(1), start = now;
        int answers = 0;
        for (; now < start + TimeSpan.FromSeconds(20); answers += 2) now += pace.Next(now, 2);
        // What was kept, and the pair at each end.
        Assert.InRange(answers, 20 * 50, 20 * 50 + 50 / 10 + 2 * 2);
    }

    [Fact]
    public void A_short_burst_passes_and_a_long_one_waits()
    {
        var pace = new ShadowPace(100);
        TimeSpan now = TimeSpan.FromMinutes(1);
        TimeSpan[] waits = [.. Enumerable.Range(0, 13).Select(_ => pace.Next(now, 1))];
        Assert.All(waits[..11], wait => Assert.Equal(TimeSpan.Zero, wait));
        Assert.Equal([TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20)], waits[11..]);
    }
}
