using HdrHistogram;

namespace CreditDecision.Cli.Scoring;

/// <param name="NsPerRow">Mean over a loop that reads the clock once for all rows of the file.</param>
/// <param name="P50Ns">Of rows timed one by one; the clock's own time, <paramref name="ClockNs"/>, is in it.</param>
/// <param name="ClockNs">Median between two readings of the clock with nothing between them.</param>
internal sealed record ScoringFigures(
    int DistinctRows, long Rows, double NsPerRow, long TimedRows, double P50Ns, double P99Ns, double ClockNs, double BytesPerRow);

/// <summary>Times a model over rows in memory, on the calling thread.</summary>
/// <param name="rows">One row after another.</param>
/// <param name="count">Of rows, at least 1.</param>
internal sealed class ScoringBench(IRowModel model, double[] rows, int count, TimeProvider time)
{
    // One row that takes longer than this was interrupted, or the model is none for a decision.
    private const long MostNanoseconds = 10_000_000_000;

    private readonly int _width = model.Inputs.Count;
    private readonly double[] _answers = new double[model.Answers.Count];

    /// <param name="each">How long each of the three runs takes: warm-up, all together, one by one.</param>
    public ScoringFigures Measure(TimeSpan each)
    {
        Together(each);
        long before = GC.GetAllocatedBytesForCurrentThread();
        (long scored, TimeSpan taken) = Together(each);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        LongHistogram oneByOne = OneByOne(each, score: true), clock = OneByOne(each / 10, score: false);
        return new ScoringFigures(
            count, scored, taken.TotalNanoseconds / scored, oneByOne.TotalCount, oneByOne.GetValueAtPercentile(50), oneByOne.GetValueAtPercentile(99),
            clock.GetValueAtPercentile(50), (double)bytes / scored);
    }

    private (long Scored, TimeSpan Taken) Together(TimeSpan atLeast)
    {
        long start = time.GetTimestamp(), scored = 0;
        TimeSpan taken;
        do
        {
            for (int i = 0; i < count; i++) model.Score(rows.AsSpan(i * _width, _width), _answers);
            scored += count;
            taken = time.GetElapsedTime(start);
        }
        while (taken < atLeast);
        return (scored, taken);
    }

    private LongHistogram OneByOne(TimeSpan atLeast, bool score)
    {
        var nanoseconds = new LongHistogram(1, MostNanoseconds, 3);
        double ticks = 1e9 / time.TimestampFrequency;
        long start = time.GetTimestamp();
        for (int i = 0; time.GetElapsedTime(start) < atLeast; i = i + 1 == count ? 0 : i + 1)
        {
            long from = time.GetTimestamp();
            if (score) model.Score(rows.AsSpan(i * _width, _width), _answers);
            long to = time.GetTimestamp();
            nanoseconds.RecordValue(Math.Clamp((long)((to - from) * ticks), 1, MostNanoseconds));
        }
        return nanoseconds;
    }
}
