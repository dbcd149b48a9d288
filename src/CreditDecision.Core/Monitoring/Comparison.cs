using CreditDecision.Core.Features;

namespace CreditDecision.Core.Monitoring;

/// <summary>A watched feature in the period and before. Shares are NaN where nothing is known.</summary>
/// <param name="Shift">Null where the baseline does not have the feature.</param>
public sealed record FeatureComparison(
    FeatureDefinition Feature, Shift? Shift, double MissingRate, double BaselineMissingRate, double StaleRate, double BaselineStaleRate);

/// <summary>A period held against a baseline: validity of what goes into a model and stability of what comes out (A40).</summary>
/// <param name="Signals">Every level that was passed, the score's first.</param>
public sealed record Comparison(Shift Score, IReadOnlyList<FeatureComparison> Features, IReadOnlyList<Signal> Signals)
{
    /// <param name="current">Counted in the baseline's groups.</param>
    /// <param name="watched">In the order in which both were counted.</param>
    public static Comparison Of(PopulationTally current, Baseline baseline, IReadOnlyList<FeatureDefinition> watched, MonitoringPolicy policy)
    {
        var score = Shift.Of(baseline.Bins.Score, baseline.Scores, current.Scores, policy);
        FeatureComparison[] features = [.. watched.Select((feature, i) => new FeatureComparison(
            feature, baseline.Features[i] is { } counts ? Shift.Of(baseline.Bins.Features[i], counts, current.Features[i], policy) : null,
            current.MissingRate(i), baseline.MissingRate(i), current.StaleRate(i), baseline.StaleRates[i]))];
        var signals = new List<Signal?> { score.Signal(MonitoringMetric.ScoreStability) };
        signals.AddRange(features.Select(feature => feature.Shift?.Signal(MonitoringMetric.FeatureStability)));
        if (current.Read >= policy.LeastDecisions)
            foreach (FeatureComparison feature in features)
            {
                signals.Add(OfRise(MonitoringMetric.MissingRate, feature.Feature.Name, feature.BaselineMissingRate, feature.MissingRate, policy.MissingRise));
                signals.Add(OfRise(MonitoringMetric.StaleRate, feature.Feature.Name, feature.BaselineStaleRate, feature.StaleRate, policy.StaleRise));
            }
        if (current.Decisions >= policy.LeastDecisions) signals.Add(OfApprovals(baseline.ApprovalRate, current.ApprovalRate, policy.ApprovalChange));
        return new Comparison(score, features, [.. signals.OfType<Signal>()]);
    }

    // NaN passes no level.
    private static Signal? OfRise(MonitoringMetric metric, string subject, double before, double now, Levels levels) =>
        levels.OfRise(now - before) is { Level: not MonitoringLevel.Unspecified } passed
            ? new Signal(metric, subject, now - before, passed.Bound, passed.Level, FormattableString.Invariant($"{now:0.0000} after {before:0.0000}"))
            : null;

    private static Signal? OfApprovals(double before, double now, Levels levels) =>
        levels.OfRise(Math.Abs(now - before)) is { Level: not MonitoringLevel.Unspecified } passed
            ? new Signal(MonitoringMetric.ApprovalRate, "", now - before, passed.Bound, passed.Level, FormattableString.Invariant($"{now:0.0000} after {before:0.0000}"))
            : null;
}
