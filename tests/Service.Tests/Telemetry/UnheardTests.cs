using CreditDecision.Service.Decisions;
using CreditDecision.Service.Door;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Telemetry;
using CreditDecision.V1;
using Tests.Allocations;

namespace CreditDecision.Service.Tests.Telemetry;

/// <summary>Where nobody listens, measuring allocates nothing.</summary>
public sealed class UnheardTests
{
    [Fact]
    public void Nothing_is_allocated_where_nobody_listens()
    {
        var decision = new Decision { Product = "consumer-cash", Outcome = Outcome.Refer, Experiment = new Experiment { Arm = "champion" }, Degraded = { new DegradedMark { Cause = "missing" } } };
        Assert.False(CallMetrics.IsRead);
        Assert.Equal(0, Allocation.Least(() =>
        {
            DecisionMetrics.StageTime stage = DecisionMetrics.Begin("gather", TimeProvider.System);
            stage.End();
            DecisionMetrics.Recorded(decision);
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
