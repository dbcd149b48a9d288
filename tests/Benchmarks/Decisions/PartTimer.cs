using System.Diagnostics;

namespace Benchmarks.Decisions;

/// <summary>What one part takes of one case: the fastest of its rounds.</summary>
internal readonly record struct PartCost(double Nanoseconds, long Bytes);

/// <summary>Times every part of every case by itself.</summary>
internal static class PartTimer
{
    // The runtime compiles what is hot again and again in the background, which no number of runs but only time brings about.
    private static readonly TimeSpan LeastWarmUp = TimeSpan.FromSeconds(8);

    // In the service, what a part reads was written just before it and is near the processor.
    private const int RunsOnEnd = 4;

    /// <summary>Runs all parts in turn until they are as fast as they become: they share code, so none is warm before all are.</summary>
    public static void WarmUp(IReadOnlyList<DecisionPart> parts, IReadOnlyList<DecisionCase> cases)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < cases.Count || Stopwatch.GetElapsedTime(start) < LeastWarmUp; i++)
            foreach (var part in parts) GC.KeepAlive(part.Run(cases[i % cases.Count]));
    }

    /// <returns>By case, in their order.</returns>
    public static PartCost[] Measure(DecisionPart part, IReadOnlyList<DecisionCase> cases, int rounds)
    {
        var costs = new PartCost[cases.Count];
        Array.Fill(costs, new PartCost(double.MaxValue, long.MaxValue));
        var idle = IdleNanoseconds();
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < costs.Length; i++)
                for (var run = 0; run < RunsOnEnd; run++) costs[i] = Least(costs[i], Measure(part, cases[i], idle));
        return costs;
    }

    private static PartCost Measure(DecisionPart part, DecisionCase one, double idle)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var result = part.Run(one);
        var end = Stopwatch.GetTimestamp();
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        GC.KeepAlive(result);
        return new PartCost(Math.Max(0, Nanoseconds(end - start) - idle), allocated);
    }

    private static PartCost Least(PartCost one, PartCost other) =>
        new(Math.Min(one.Nanoseconds, other.Nanoseconds), Math.Min(one.Bytes, other.Bytes));

    // Reading the clock twice with nothing between.
    private static double IdleNanoseconds()
    {
        var least = double.MaxValue;
        for (var i = 0; i < 10_000; i++)
        {
            var start = Stopwatch.GetTimestamp();
            least = Math.Min(least, Nanoseconds(Stopwatch.GetTimestamp() - start));
        }

        return least;
    }

    private static double Nanoseconds(long ticks) => ticks * 1e9 / Stopwatch.Frequency;
}
