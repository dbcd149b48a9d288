using CreditDecision.LoadTests.Scenarios;

namespace CreditDecision.LoadTests.Results;

/// <summary>Finds where a rising load became too much.</summary>
internal static class KneeFinder
{
    // One second may be bad for reasons of the machine; so many after each other are the load's doing.
    private const int SecondsOver = 3;

    /// <returns>The last second before the first three in a row that were over; the last one of all where none were; null where the load began over it.</returns>
    public static Knee? Find(IReadOnlyList<Slice> series, KneeBound bound)
    {
        Slice? last = null;
        int over = 0;
        // The last slice is cut off by the end of the run.
        foreach (Slice slice in series.Take(Math.Max(0, series.Count - 1)))
        {
            bool isOver = slice.P99Ms > bound.P99Ms || slice.AnsweredPerSecond < bound.LeastAnsweredShare * slice.PerSecond;
            over = isOver ? over + 1 : 0;
            if (over == SecondsOver) break;
            if (!isOver) last = slice;
        }
        return last is null ? null : new Knee(last.AtSecond, last.PerSecond, last.P99Ms);
    }
}
