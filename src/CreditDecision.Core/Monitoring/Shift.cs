using CreditDecision.Core.Statistics;

namespace CreditDecision.Core.Monitoring;

/// <summary>How two periods lie in the same groups.</summary>
/// <param name="Index">
/// PSI with half a row added to each group, so that an empty one stays finite; 0 of the same distribution. NaN where a period has nothing.
/// </param>
/// <param name="Chance">What the index exceeds by chance alone with a probability of 1 − confidence; NaN where a period has nothing.</param>
/// <param name="Level">Of an index that is above chance; of enough decisions.</param>
public sealed record Shift(Bins Bins, long[] Baseline, long[] Current, double Index, double Chance, MonitoringLevel Level, double Bound)
{
    private const double Smoothing = 0.5;

    /// <param name="baseline">Counts by group of <paramref name="bins"/>, as <paramref name="current"/>.</param>
    public static Shift Of(Bins bins, long[] baseline, long[] current, MonitoringPolicy policy)
    {
        long expected = baseline.Sum(), actual = current.Sum();
        if (expected == 0 || actual == 0) return new Shift(bins, baseline, current, double.NaN, double.NaN, MonitoringLevel.Unspecified, 0);
        double index = PopulationStability.OfCounts(baseline, current, Smoothing);
        // A group that nobody is in says nothing and is no degree of freedom.
        int groups = baseline.Zip(current, (before, now) => before + now).Count(rows => rows > 0);
        double chance = StabilityBound.Of(expected, actual, Math.Max(groups, 2), policy.Confidence);
        bool isJudged = Math.Min(expected, actual) >= policy.LeastDecisions && index > chance;
        (MonitoringLevel level, double bound) = isJudged ? policy.Stability.OfRise(index) : default;
        return new Shift(bins, baseline, current, index, chance, level, bound);
    }

    public Signal? Signal(MonitoringMetric metric) => Level == MonitoringLevel.Unspecified
        ? null
        : new Signal(
            metric, metric == MonitoringMetric.ScoreStability ? "" : Bins.Name, Index, Bound, Level,
            FormattableString.Invariant($"PSI {Index:0.0000} of {Current.Sum()} decisions against {Baseline.Sum()}; by chance up to {Chance:0.0000}"));
}
