using CreditDecision.Core.Monitoring;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Monitoring;

/// <summary>A period as it was counted.</summary>
/// <param name="Unknown">Decisions of strategies of which it is not known which model they asked.</param>
internal sealed record Counted(PopulationTally Tally, StrategyCounts Unknown);

/// <summary>Looks through the decisions of periods, with several threads.</summary>
internal sealed class PopulationRun(MonitoringJob job, IDecisionLedger ledger)
{
    // Deciles of so many are off by a tenth of a decile at most.
    private const int MostSampled = 20_000;

    /// <summary>The groups that a period is divided into: by the deciles of its own values.</summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public async Task<PopulationBins> BinsAsync(Period period, CancellationToken cancellation)
    {
        long decisions = job.Watch.Products.Sum(product => ledger.Measure(QueryOf(product, period)).Count);
        var sample = new PopulationSample(job.Watched);
        double share = Math.Min(1, (double)MostSampled / Math.Max(decisions, 1));
        await SweepAsync(period, () => new SampleWorker(job, share, sample), cancellation);
        return sample.Bins();
    }

    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public async Task<Counted> CountAsync(Period period, PopulationBins bins, CancellationToken cancellation)
    {
        var counted = new Counted(new PopulationTally(job.Watched, bins), new StrategyCounts());
        await SweepAsync(period, () => new TallyWorker(job, bins, counted), cancellation);
        return counted;
    }

    private async Task SweepAsync(Period period, Func<ISweepWorker> worker, CancellationToken cancellation)
    {
        foreach (string product in job.Watch.Products)
            await new LedgerSweep(ledger, QueryOf(product, period), "monitoring", job.Parallelism).Start(worker, cancellation);
    }

    private static ScanQuery QueryOf(string product, Period period) =>
        new() { Product = product, DecidedFrom = period.From, DecidedBefore = period.Before, NamesApplications = false };
}
