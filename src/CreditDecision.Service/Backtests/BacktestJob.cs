using CreditDecision.Core.Decisions.Backtests;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies;

namespace CreditDecision.Service.Backtests;

/// <summary>Everything that a back-test is made from; nothing in it changes while it runs.</summary>
internal sealed record BacktestJob
{
    public required StrategySnapshot Candidate { get; init; }

    /// <summary>What was loaded when the run began.</summary>
    public required StrategyBook Book { get; init; }

    public required EvidenceSeal Evidence { get; init; }
    public required ScanQuery Query { get; init; }
    public required IReadOnlyList<Segmentation> Segmentations { get; init; }
    public required OutcomeBook Outcomes { get; init; }

    /// <summary>Threads that decide, 1 or more.</summary>
    public required int Parallelism { get; init; }

    /// <summary>Of a strategy that is loaded; null of any other.</summary>
    public BasisPoints? LossGivenDefaultOf(string strategyId, string version)
    {
        foreach (StrategySnapshot strategy in Book.Strategies)
            if (strategy.Id == strategyId && strategy.Version == version) return strategy.Pricing.LossGivenDefault;
        return null;
    }
}
