using System.Globalization;

namespace CreditDecision.LoadTests.Results;

/// <summary>How a figure stands to the one of an earlier run.</summary>
internal enum Verdict
{
    Unspecified = 0,
    Same,
    Better,
    Worse,
}

/// <param name="Ratio">Now to then.</param>
internal sealed record Comparison(string Figure, double Then, double Now, double Ratio, Verdict Verdict);

/// <summary>Holds a run against an earlier one of the same scenario, figure by figure. Machines differ: it says something of two runs on one.</summary>
/// <param name="tolerance">0.25: within a quarter is the same.</param>
internal sealed class Baseline(RunResult then, double tolerance)
{
    // Below it a figure is noise: a tenth of a millisecond, or of a microsecond.
    private const double Noise = 0.1;

    public IReadOnlyList<Comparison> Compare(RunResult now)
    {
        var all = new List<Comparison> { HigherIsBetter("answers a second", then.PerSecond, now.PerSecond) };
        all.Add(LowerIsBetter("p50 ms", then.LatencyMs.P50, now.LatencyMs.P50));
        all.Add(LowerIsBetter("p99 ms", then.LatencyMs.P99, now.LatencyMs.P99));
        all.Add(LowerIsBetter("p99.9 ms", then.LatencyMs.P999, now.LatencyMs.P999));
        // Errors have no tolerance: one more is worse.
        all.Add(new Comparison("error share", then.ErrorShare, now.ErrorShare, RatioOf(then.ErrorShare, now.ErrorShare), now.ErrorShare > then.ErrorShare ? Verdict.Worse : now.ErrorShare < then.ErrorShare ? Verdict.Better : Verdict.Same));
        foreach ((string process, double micros) in now.ProcessorMicroseconds)
            if (then.ProcessorMicroseconds.TryGetValue(process, out double before)) all.Add(LowerIsBetter($"{process}, µs of processor", before, micros));
        if (then.Knee is { } knee && now.Knee is { } risen) all.Add(HigherIsBetter("knee, a second", knee.OfferedPerSecond, risen.OfferedPerSecond));
        return all;
    }

    public static string Text(Comparison one) => string.Create(
        CultureInfo.InvariantCulture, $"  {one.Figure}: {one.Now:0.####} where it was {one.Then:0.####}, {one.Ratio:0.00} x: {one.Verdict.ToString().ToLowerInvariant()}");

    private Comparison LowerIsBetter(string figure, double before, double after)
    {
        double ratio = RatioOf(before, after);
        bool isNoise = Math.Abs(after - before) < Noise;
        return new Comparison(figure, before, after, ratio, isNoise ? Verdict.Same : ratio > 1 + tolerance ? Verdict.Worse : ratio < 1 / (1 + tolerance) ? Verdict.Better : Verdict.Same);
    }

    private Comparison HigherIsBetter(string figure, double before, double after)
    {
        double ratio = RatioOf(before, after);
        return new Comparison(figure, before, after, ratio, ratio < 1 / (1 + tolerance) ? Verdict.Worse : ratio > 1 + tolerance ? Verdict.Better : Verdict.Same);
    }

    private static double RatioOf(double before, double after) => before == 0 ? (after == 0 ? 1 : double.PositiveInfinity) : after / before;
}
