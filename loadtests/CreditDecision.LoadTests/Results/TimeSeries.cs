using System.Diagnostics;
using CreditDecision.V1;
using HdrHistogram;

namespace CreditDecision.LoadTests.Results;

/// <summary>What was answered in one slice of a run; a call counts where it was meant to be sent.</summary>
/// <param name="AtSecond">Where the slice begins.</param>
/// <param name="PerSecond">Calls that were meant for it, a second.</param>
/// <param name="AnsweredPerSecond">Answers that came in it, whenever their calls were meant, a second.</param>
/// <param name="Wrong">Of the calls that were meant for it.</param>
/// <param name="Excused">Errors that an event of the scenario explains.</param>
/// <param name="Outcomes">Decisions by outcome.</param>
internal sealed record Slice(
    double AtSecond, double PerSecond, double AnsweredPerSecond, double P50Ms, double P99Ms, double MaxMs, long Wrong, long Excused, IReadOnlyDictionary<string, long> Outcomes);

/// <summary>A run in slices of equal length, at most a few hundred of them however long it is. Its owner lets one thread in at a time.</summary>
/// <param name="length">Seconds that the run takes.</param>
internal sealed class TimeSeries(double length)
{
    private const int MostSlices = 300;

    // Two digits: within one per cent.
    private const int Digits = 2;

    private readonly double _sliceSeconds = Math.Max(1, Math.Ceiling(length / MostSlices));
    private readonly List<Part> _parts = [];

    private sealed class Part(long most)
    {
        public IntHistogram Latency { get; } = new(1, most, Digits);
        public long[] Outcomes { get; } = new long[8];
        public long Answered, Wrong, Excused;
    }

    /// <param name="sinceBegin">Ticks of the stopwatch from the begin of the run to the intended moment of the call.</param>
    /// <param name="answeredAt">The same to its answer.</param>
    /// <param name="most">The longest that is told apart, microseconds.</param>
    /// <param name="outcome">0 where there is none.</param>
    public void Add(long sinceBegin, long answeredAt, long microseconds, long most, byte outcome, bool isWrong, bool isExcused)
    {
        Part part = At(sinceBegin, most);
        part.Latency.RecordValue(microseconds);
        if (isWrong) part.Wrong++;
        if (isExcused) part.Excused++;
        if (outcome > 0) part.Outcomes[Math.Min(outcome, part.Outcomes.Length - 1)]++;
        At(answeredAt, most).Answered++;
    }

    public IReadOnlyList<Slice> Slices() => [.. _parts.Select((part, i) => SliceOf(part, i))];

    /// <summary>The last slice that is over; null before there is one.</summary>
    public Slice? LastWhole => _parts.Count < 2 ? null : SliceOf(_parts[^2], _parts.Count - 2);

    private Part At(long sinceBegin, long most)
    {
        int place = Math.Clamp((int)(sinceBegin / (_sliceSeconds * Stopwatch.Frequency)), 0, MostSlices);
        while (_parts.Count <= place) _parts.Add(new Part(most));
        return _parts[place];
    }

    private Slice SliceOf(Part part, int place) => new(
        place * _sliceSeconds, part.Latency.TotalCount / _sliceSeconds, part.Answered / _sliceSeconds, Ms(part.Latency, 50), Ms(part.Latency, 99), Ms(part.Latency, 100),
        part.Wrong, part.Excused,
        part.Outcomes.Select((count, outcome) => (Name: $"{(Outcome)outcome}", Count: count)).Where(each => each.Count > 0).ToDictionary(each => each.Name, each => each.Count));

    private static double Ms(IntHistogram latency, double percentile) => latency.TotalCount == 0 ? 0 : latency.GetValueAtPercentile(percentile) / 1000.0;
}
