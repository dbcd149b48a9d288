using System.Security.Cryptography;
using System.Text;
using CreditDecision.Core.Monitoring;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Monitoring.Loans;
using CreditDecision.Service.Monitoring.Reports;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Monitoring;

/// <summary>Watches live models and keeps what it found (A40).</summary>
internal sealed class MonitoringDesk(IDecisionLedger ledger, DefaultRateCount defaults, OverrideCount overrides, IReportStore reports, MonitoringLog log, TimeProvider time)
{
    /// <summary>Counts, judges, and keeps the report.</summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be read or written; nothing was kept.</exception>
    public async Task<Wire.MonitoringReport> RunAsync(MonitoringJob job, CancellationToken cancellation)
    {
        var run = new PopulationRun(job, ledger);
        Counted? before = job.BaselinePeriod is { } period ? await run.CountAsync(period, await run.BinsAsync(period, cancellation), cancellation) : null;
        Baseline baseline = job.Document ?? Baseline.Of(before!.Tally);
        Counted current = await run.CountAsync(job.Current, baseline.Bins, cancellation);
        var comparison = Comparison.Of(current.Tally, baseline, job.Watched.Features, job.Policy);
        CountedDefaults counted = await defaults.OfAsync(job.Watch, default, job.AsOf, job.Policy.Defaults, cancellation);
        DateTimeOffset madeAt = Moments.ToMicroseconds(time.GetUtcNow());
        Wire.MonitoringReport report = MonitoringTranslation.ToWire(job, baseline, before, current, comparison, counted);
        report.MadeAt = madeAt.ToTimestamp();
        report.Overrides = await overrides.OfAsync(job.Watch, job.Current, cancellation);
        return await KeepAsync(report, madeAt, job.Watch, cancellation);
    }

    private async Task<Wire.MonitoringReport> KeepAsync(Wire.MonitoringReport report, DateTimeOffset madeAt, Watch watch, CancellationToken cancellation)
    {
        string document = ReportDocuments.Write(report);
        byte[] sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(document));
        int breaches = report.Signals.Count(signal => signal.Level == Wire.MonitoringLevel.Breach), warnings = report.Signals.Count - breaches;
        var head = new ReportHead(0, madeAt, report.RequestedBy, watch.Product, watch.ModelId, watch.ModelVersion, warnings, breaches, sha256);
        report.Number = await reports.AddAsync(new KeptReport(head, document), cancellation);
        report.Sha256 = Convert.ToHexStringLower(sha256);
        if (report.Signals.Count > 0) log.Signals(report.Number, warnings, breaches);
        else log.Quiet(report.Number);
        return report;
    }
}
