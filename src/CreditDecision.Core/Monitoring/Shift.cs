using CreditDecision.Core.Statistics;

namespace CreditDecision.Core.Monitoring;

/// <summary>How two periods lie in the same groups.</summary>
/// <param name="Index">
/// PSI with half a row added to each group that anybody is in, so that one that was or became empty stays finite; 0 of the same distribution. NaN where a period has nothing.
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
        // A group that nobody is in, then or now, says nothing: the half rows of small samples would make a shift of it.
        int[] inhabited = [.. Enumerable.Range(0, bins.Groups).Where(group => baseline[group] + current[group] > 0)];
        double index = PopulationStability.OfCounts([.. inhabited.Select(group => baseline[group])], [.. inhabited.Select(group => current[group])], Smoothing);
        double chance = StabilityBound.Of(expected, actual, Math.Max(inhabited.Length, 2), policy.Confidence);
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
