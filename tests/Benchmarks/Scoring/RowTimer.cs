using System.Diagnostics;

namespace Benchmarks.Scoring;

/// <summary>Something that scores one row of those that it was given.</summary>
internal interface IRowScorer : IDisposable
{
    string Name { get; }

    float Score(int row);
}

/// <summary>What one row took, in microseconds.</summary>
internal readonly record struct Timing(double Mean, double P50, double P99)
{
    public static Timing Of(double[] nanoseconds)
    {
        var mean = nanoseconds.Average();
        Array.Sort(nanoseconds);
        return new Timing(mean / 1e3, nanoseconds[nanoseconds.Length / 2] / 1e3, nanoseconds[(int)(nanoseconds.Length * 0.99)] / 1e3);
    }
}

/// <summary>The peers' own protocol: after a warm-up, every row once, each timed by itself.</summary>
internal static class RowTimer
{
    private const int WarmUpRows = 12_000;

    // The runtime compiles what is hot a second time in the background, which no number of rows but only time brings about.
    private static readonly TimeSpan LeastWarmUp = TimeSpan.FromSeconds(0.5);

    private const int DisturbedRows = 2_000;

    private static readonly byte[] Other = new byte[4 << 20];

    public static Timing Measure(IRowScorer scorer, int rows, bool disturbed)
    {
        var sink = WarmUp(scorer, rows);
        var nanoseconds = new double[disturbed ? Math.Min(rows, DisturbedRows) : rows];
        for (var row = 0; row < nanoseconds.Length; row++)
        {
            if (disturbed)
                for (var i = 0; i < Other.Length; i += 64) Other[i]++;
            var start = Stopwatch.GetTimestamp();
            sink += scorer.Score(row);
            var end = Stopwatch.GetTimestamp();
            nanoseconds[row] = (end - start) * 1e9 / Stopwatch.Frequency;
        }

        GC.KeepAlive(sink);
        return Timing.Of(nanoseconds);
    }

    private static float WarmUp(IRowScorer scorer, int rows)
    {
        var sink = 0f;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < WarmUpRows || Stopwatch.GetElapsedTime(start) < LeastWarmUp; i++) sink += scorer.Score(i % rows);
        return sink;
    }
}
