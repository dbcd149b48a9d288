using CreditDecision.Core.Decisions;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Door;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Telemetry;
using Tests.Allocations;

namespace CreditDecision.Service.Tests.Telemetry;

/// <summary>Where nobody listens, measuring allocates nothing.</summary>
public sealed class UnheardTests
{
    [Fact]
    public void Nothing_is_allocated_where_nobody_listens()
    {
        var decision = new Decision(Outcome.Refer, null, [], default, null, [], null!, [new DegradedMark("device_age_days", DegradedCause.Stale)], default, Money.Zero);
        var experiment = new V1.Experiment { Arm = "champion" };
        Assert.False(CallMetrics.IsRead);
        Assert.Equal(0, Allocation.Least(() =>
        {
            DecisionMetrics.StageTime stage = DecisionMetrics.Begin("gather", TimeProvider.System);
            stage.End();
            DecisionMetrics.Recorded("consumer-cash", experiment, decision);
            DecisionMetrics.AnsweredAgain();
            LedgerMetrics.Begin([])?.Dispose();
            LedgerMetrics.Committed(3, TimeSpan.FromMilliseconds(1), succeeded: true);
            GatheringMetrics.Learned(default);
            GatheringMetrics.Asked(null);
            DoorMetrics.WasOver(DoorMetrics.Unnamed, "rate");
            Assert.Null(Spans.Current);
        }));
    }
}
