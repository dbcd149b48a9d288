using CreditDecision.Core.Monitoring;
using CreditDecision.Service.Monitoring.Loans;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Monitoring;

/// <summary>From what was counted to the API's report. Figures that are not known are absent.</summary>
internal static class MonitoringTranslation
{
    public static Wire.MonitoringReport ToWire(MonitoringJob job, Baseline baseline, Counted? before, Counted current, Comparison comparison, CountedDefaults defaults)
    {
        var report = new Wire.MonitoringReport
        {
            RequestedBy = job.RequestedBy,
            Subject = new Wire.MonitoringSubject { Product = job.Watch.Product, ModelId = job.Watch.ModelId, ModelVersion = job.Watch.ModelVersion },
            Period = ToWire(job.Current),
            Baseline = new Wire.MonitoringBaseline(),
            Policy = ToWire(job.Policy),
            Current = ToWire(current),
            Score = ToWire(comparison.Score),
            DefaultRates = DefaultRateTranslation.ToWire(defaults, job.Policy),
            Signals = { comparison.Signals.Concat(defaults.Findings.Signals).Select(ToWire) },
            Features = { comparison.Features.Select(ToWire) },
            Strategies = { job.Watch.Strategies.Select(strategy => new Wire.WatchedStrategy { Id = strategy.Id, Version = strategy.Version }) },
        };
        if (job.BaselinePeriod is { } period) report.Baseline.Period = ToWire(period);
        else report.Baseline.Document = new Wire.Artifact { Id = baseline.Name, Sha256 = job.DocumentSha256, Kind = "monitoring_baseline" };
        if (before is not null) report.Before = ToWire(before);
        return report;
    }

    public static Wire.MonitoringSignal ToWire(Signal signal) => new()
    {
        Metric = (Wire.MonitoringMetric)signal.Metric, Subject = signal.Subject, Value = signal.Value, Bound = signal.Bound, Level = (Wire.MonitoringLevel)signal.Level,
        Detail = signal.Detail,
    };

    public static Wire.Artifact ToWire(MonitoringPolicy policy) =>
        new() { Id = policy.Id, Version = policy.Version, Sha256 = policy.Sha256, Kind = "monitoring_policy" };

    public static IEnumerable<Wire.UnknownStrategy> ToWire(StrategyCounts counts) =>
        counts.All.Select(each => new Wire.UnknownStrategy { Id = each.Id, Version = each.Version, Decisions = each.Count });

    private static Wire.MonitoringPeriod ToWire(Period period) => new() { From = period.From?.ToTimestamp(), Before = period.Before?.ToTimestamp() };

    private static Wire.PopulationCounts ToWire(Counted counted)
    {
        PopulationTally tally = counted.Tally;
        var counts = new Wire.PopulationCounts
        {
            Decisions = tally.Decisions,
            Degraded = tally.Degraded,
            Read = tally.Read,
            Outcomes = { tally.Outcomes.Select((count, outcome) => new Wire.OutcomeCount { Outcome = (Wire.Outcome)outcome, Decisions = count }).Where(each => each.Decisions > 0) },
            Unread = { tally.Unread.OrderByDescending(each => each.Value).Select(each => new Wire.UnreadCount { Cause = each.Key, Decisions = each.Value }) },
            Unknown = { ToWire(counted.Unknown) },
        };
        if (tally.Decisions > 0) counts.ApprovalRate = tally.ApprovalRate;
        return counts;
    }

    private static Wire.FeatureWatch ToWire(FeatureComparison feature)
    {
        var watch = new Wire.FeatureWatch { Name = feature.Feature.Name };
        if (feature.Shift is { } shift) watch.Shift = ToWire(shift);
        if (!double.IsNaN(feature.MissingRate)) watch.MissingRate = feature.MissingRate;
        if (!double.IsNaN(feature.BaselineMissingRate)) watch.BaselineMissingRate = feature.BaselineMissingRate;
        if (!double.IsNaN(feature.StaleRate)) watch.StaleRate = feature.StaleRate;
        if (!double.IsNaN(feature.BaselineStaleRate)) watch.BaselineStaleRate = feature.BaselineStaleRate;
        return watch;
    }

    private static Wire.DistributionShift ToWire(Shift shift)
    {
        var wire = new Wire.DistributionShift { Level = (Wire.MonitoringLevel)shift.Level, Edges = { shift.Bins.Cuts } };
        foreach ((string label, int group) in shift.Bins.Labels().Select((label, group) => (label, group)))
            wire.Groups.Add(new Wire.DistributionGroup { Label = label, Baseline = shift.Baseline[group], Current = shift.Current[group] });
        if (double.IsNaN(shift.Index)) return wire;
        (wire.Psi, wire.ChanceBound) = (shift.Index, shift.Chance);
        return wire;
    }
}
