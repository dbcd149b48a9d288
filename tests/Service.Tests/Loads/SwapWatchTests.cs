using CreditDecision.LoadTests.Rows;
using CreditDecision.LoadTests.Wire;

namespace CreditDecision.Service.Tests.Loads;

public sealed class SwapWatchTests
{
    [Fact]
    public void Only_a_call_that_was_sent_after_the_change_was_told_and_got_the_old_strategy_is_mixed()
    {
        var watch = new SwapWatch();
        watch.Add(Answered(sent: 1, strategy: 7), 10);
        Assert.False(watch.HasChanged);
        watch.Returned(100);
        // Sent before it was told: either is right.
        watch.Add(Answered(sent: 99, strategy: 7), 120);
        watch.Add(Answered(sent: 99, strategy: 8), 130);
        Assert.True(watch.HasChanged);
        Assert.Equal(0, watch.Mixed);
        watch.Add(Answered(sent: 101, strategy: 7), 140);
        Assert.Equal(1, watch.Mixed);
        Assert.Equal(0, watch.Failed);
        watch.Add(new Http2Connection.Call(1, 150) { Answer = GrpcAnswer.Broken }, 160);
        Assert.Equal(1, watch.Failed);
    }

    private static Http2Connection.Call Answered(long sent, ulong strategy) => new(1, sent) { Answer = new GrpcAnswer(1, 1, false) { StrategyHash = strategy } };
}
