using CreditDecision.Core.Reviews;
using CreditDecision.Service.Reviews;
using CreditDecision.Storage.V1;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Monitoring;

/// <summary>How people decided what the strategies of a subject had referred to them (A22, A40).</summary>
internal sealed class OverrideCount(IReviewStore reviews)
{
    private const string StrategyKind = "strategy";

    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    public async ValueTask<Wire.OverrideCounts> OfAsync(Watch watch, Period period, CancellationToken cancellation)
    {
        var strategies = watch.Strategies.Select(strategy => (strategy.Id, strategy.Version)).ToHashSet();
        var counts = new Wire.OverrideCounts();
        await reviews.ReadDecidedAsync(period.From ?? DateTimeOffset.UnixEpoch, period.Before ?? DateTimeOffset.MaxValue, each => Add(counts, each, strategies), cancellation);
        return counts;
    }

    private static void Add(Wire.OverrideCounts counts, StoredReview stored, HashSet<(string, string)> strategies)
    {
        if (stored.Record.Became < ReviewState.Approved) return;
        ReviewDetail detail = ReviewSeal.DetailOf(stored);
        if (!detail.Artifacts.Any(artifact => artifact.Kind == StrategyKind && strategies.Contains((artifact.Id, artifact.Version)))) return;
        bool approved = stored.Record.Became == ReviewState.Approved;
        counts.Cases++;
        counts.Approvals += approved ? 1 : 0;
        counts.Declines += approved ? 0 : 1;
        counts.ApprovedFen += stored.Record.Amount.Fen;
    }
}
