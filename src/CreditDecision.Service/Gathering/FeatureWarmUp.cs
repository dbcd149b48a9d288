using CreditDecision.Service.Ledger;
using CreditDecision.Service.RiskData;

namespace CreditDecision.Service.Gathering;

/// <summary>
/// Brings the features of those borrowers of whom something was put last into Redis when a service starts, beside serving: who is written about
/// applies soon. A newer version that is there already stays.
/// </summary>
internal sealed class FeatureWarmUp(IRiskDataStore store, IFeatureCache cache, CacheOptions options, GatheringLog log) : BackgroundService
{
    // So few that Redis goes on answering decisions in between, and that each lot is there within a call's time.
    private const int AtOnce = 64;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.WarmBorrowers == 0) return;
        try
        {
            var newest = await store.ReadNewestAsync(options.WarmBorrowers, stoppingToken);
            foreach (var some in newest.Chunk(AtOnce))
            {
                stoppingToken.ThrowIfCancellationRequested();
                await cache.RememberAsync([.. some.Select(each => (each.Key, each.Value))]);
            }
            log.Warmed(newest.Count);
        }
        catch (LedgerUnavailableException problem)
        {
            log.NotWarmed(problem);
        }
    }
}
