using System.Globalization;
using CreditDecision.LoadTests.Scenarios;

namespace CreditDecision.LoadTests.Results;

/// <summary>Milliseconds from the intended moment to the end of the answer.</summary>
internal sealed record Latency(double P50, double P90, double P99, double P999, double Max);

/// <summary>What a run came to. Written as JSON.</summary>
internal sealed record RunResult
{
    public required string Scenario { get; init; }
    public required string Address { get; init; }
    public required double Seconds { get; init; }
    public required long Answered { get; init; }
    public required double PerSecond { get; init; }

    /// <summary>Calls with an error that was not meant, and such as should have been refused and were not.</summary>
    public required long Wrong { get; init; }

    public required long RefusedAsMeant { get; init; }
    public required long Degraded { get; init; }
    public required SortedDictionary<string, long> Statuses { get; init; }
    public required SortedDictionary<string, long> Outcomes { get; init; }
    public required Latency LatencyMs { get; init; }

    /// <summary>The run second by second, or in longer slices where it is long.</summary>
    public required IReadOnlyList<Slice> Series { get; init; }

    public IReadOnlyList<string> Missed(Thresholds thresholds)
    {
        var missed = new List<string>();
        double errors = Answered == 0 ? 1 : (double)Wrong / Answered;
        void AtMost(string name, double is_, double? most)
        {
            if (is_ > most) missed.Add($"{name} is {is_:0.####}, at most {most:0.####} was asked for");
        }
        AtMost("error share", errors, thresholds.MostErrorShare);
        AtMost("p50 ms", LatencyMs.P50, thresholds.P50Ms);
        AtMost("p99 ms", LatencyMs.P99, thresholds.P99Ms);
        AtMost("p99.9 ms", LatencyMs.P999, thresholds.P999Ms);
        if (PerSecond < thresholds.LeastPerSecond) missed.Add($"{PerSecond:0} a second, at least {thresholds.LeastPerSecond:0} were asked for");
        return missed;
    }

    public override string ToString()
    {
        static string Counts(SortedDictionary<string, long> counts) => string.Join(", ", counts.Select(each => $"{each.Key} {each.Value:N0}"));
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            {Scenario}: {Answered:N0} answers in {Seconds:0.0} s, {PerSecond:N0} a second
              latency ms: p50 {LatencyMs.P50:0.00}  p90 {LatencyMs.P90:0.00}  p99 {LatencyMs.P99:0.00}  p99.9 {LatencyMs.P999:0.00}  max {LatencyMs.Max:0.0}
              status: {Counts(Statuses)}; refused as meant {RefusedAsMeant:N0}; wrong {Wrong:N0}
              outcome: {Counts(Outcomes)}; degraded {Degraded:N0}
              worst moments: {string.Join(", ", Series.OrderByDescending(slice => slice.P99Ms).Take(5).OrderBy(slice => slice.AtSecond).Select(Worst))}
            """);
    }

    private static string Worst(Slice slice) => string.Create(CultureInfo.InvariantCulture, $"{slice.AtSecond:0} s p99 {slice.P99Ms:0.0}");
}
