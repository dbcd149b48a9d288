using System.Diagnostics;
using HdrHistogram;

namespace CreditDecision.LoadTests.Results;

/// <summary>What was answered in one slice of a run; a call counts where it was meant to be sent.</summary>
/// <param name="AtSecond">Where the slice begins.</param>
/// <param name="PerSecond">Answers of calls that were meant for it, a second.</param>
internal sealed record Slice(double AtSecond, double PerSecond, double P50Ms, double P99Ms, double MaxMs, long Wrong);

/// <summary>A run in slices of equal length, at most a few hundred of them however long it is. Its owner lets one thread in at a time.</summary>
/// <param name="length">Seconds that the run takes.</param>
internal sealed class TimeSeries(double length)
{
    private const int MostSlices = 300;

    // Two digits: within one per cent.
    private const int Digits = 2;

    private readonly double _sliceSeconds = Math.Max(1, Math.Ceiling(length / MostSlices));
    private readonly List<(IntHistogram Latency, long Wrong)> _slices = [];

    /// <param name="sinceBegin">Ticks of the stopwatch from the begin of the run to the intended moment of the call.</param>
    /// <param name="most">The longest that is told apart, microseconds.</param>
    public void Add(long sinceBegin, long microseconds, long most, bool isWrong)
    {
        int place = Math.Clamp((int)(sinceBegin / (_sliceSeconds * Stopwatch.Frequency)), 0, MostSlices);
        while (_slices.Count <= place) _slices.Add((new IntHistogram(1, most, Digits), 0));
        _slices[place].Latency.RecordValue(microseconds);
        if (isWrong) _slices[place] = (_slices[place].Latency, _slices[place].Wrong + 1);
    }

    public IReadOnlyList<Slice> Slices() =>
    [
        .. _slices.Select((slice, i) => new Slice(
            i * _sliceSeconds, slice.Latency.TotalCount / _sliceSeconds, Ms(slice.Latency, 50), Ms(slice.Latency, 99), Ms(slice.Latency, 100), slice.Wrong)),
    ];

    private static double Ms(IntHistogram latency, double percentile) => latency.TotalCount == 0 ? 0 : latency.GetValueAtPercentile(percentile) / 1000.0;
}
