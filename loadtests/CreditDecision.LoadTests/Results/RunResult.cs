using System.Globalization;
using CreditDecision.LoadTests.Scenarios;

namespace CreditDecision.LoadTests.Results;

/// <summary>Milliseconds from the intended moment to the end of the answer, each within 0.1 per cent.</summary>
internal sealed record Latency(double P50, double P90, double P99, double P999, double Max);

/// <summary>Something that was asked of a run.</summary>
/// <param name="Figure">As it was measured, in the unit that the name ends in.</param>
internal sealed record Check(string Name, double Figure, double Bound, bool IsMet, string Text);

/// <summary>The last second of a rising load that was answered as it should be.</summary>
/// <param name="OfferedPerSecond">Calls that were meant for it.</param>
internal sealed record Knee(double AtSecond, double OfferedPerSecond, double P99Ms);

/// <summary>What a run came to. Written as JSON.</summary>
internal sealed record RunResult
{
    public required string Scenario { get; init; }
    public required string Address { get; init; }
    public required double Seconds { get; init; }
    public required long Answered { get; init; }
    public required double PerSecond { get; init; }

    /// <summary>Calls with an error that was not meant, such as should have been refused and were not, and answers that contradict each other.</summary>
    public required long Wrong { get; init; }

    /// <summary>Errors that an event of the scenario explains.</summary>
    public long Excused { get; init; }

    /// <summary>Calls of which nothing came back.</summary>
    public long Unanswered { get; init; }

    public required long RefusedAsMeant { get; init; }
    public required long Degraded { get; init; }

    /// <summary>What was granted to the borrower who was granted most, fen; null where nobody asked.</summary>
    public long? MostReservedFen { get; init; }

    /// <summary>Applications that were sent again after the run, and how many of them got another answer, or none; null where nobody asked.</summary>
    public Verification? Verified { get; init; }

    public Knee? Knee { get; init; }

    /// <summary>Microseconds of processor for each answer, by process.</summary>
    public IReadOnlyDictionary<string, double> ProcessorMicroseconds { get; init; } = new Dictionary<string, double>();

    public required SortedDictionary<string, long> Statuses { get; init; }
    public required SortedDictionary<string, long> Outcomes { get; init; }
    public required Latency LatencyMs { get; init; }

    /// <summary>The run second by second, or in longer slices where it is long.</summary>
    public required IReadOnlyList<Slice> Series { get; init; }

    public IReadOnlyList<ScenarioEvent> Events { get; init; } = [];

    public IReadOnlyList<Check> Checks { get; init; } = [];

    public double ErrorShare => Answered == 0 ? 1 : (double)Wrong / Answered;

    /// <summary>One for each thing that the scenario asks for.</summary>
    public IReadOnlyList<Check> ChecksOf(Thresholds thresholds)
    {
        var checks = new List<Check>();
        void AtMost(string name, double figure, double? most)
        {
            if (most is { } bound) checks.Add(new Check(name, figure, bound, figure <= bound, Told($"{name} is {figure:0.####}, at most {bound:0.####} was asked for")));
        }
        AtMost("error share", ErrorShare, thresholds.MostErrorShare);
        AtMost("p50 ms", LatencyMs.P50, thresholds.P50Ms);
        AtMost("p99 ms", LatencyMs.P99, thresholds.P99Ms);
        AtMost("p99.9 ms", LatencyMs.P999, thresholds.P999Ms);
        AtMost("most granted to one borrower, fen", MostReservedFen ?? 0, thresholds.MostReservedFen);
        if (Verified is { } verified) AtMost("answers that are not the same afterwards", verified.Different, 0);
        if (thresholds.LeastPerSecond is { } least)
            checks.Add(new Check("answers a second", PerSecond, least, PerSecond >= least, Told($"{PerSecond:0} a second, at least {least:0} were asked for")));
        return checks;
    }

    public override string ToString()
    {
        static string Counts(SortedDictionary<string, long> counts) => string.Join(", ", counts.Select(each => $"{each.Key} {each.Value:N0}"));
        var lines = new List<string>
        {
            Told($"{Scenario}: {Answered:N0} answers in {Seconds:0.0} s, {PerSecond:N0} a second"),
            Told($"  latency ms: p50 {LatencyMs.P50:0.00}  p90 {LatencyMs.P90:0.00}  p99 {LatencyMs.P99:0.00}  p99.9 {LatencyMs.P999:0.00}  max {LatencyMs.Max:0.0}"),
            Told($"  status: {Counts(Statuses)}; refused as meant {RefusedAsMeant:N0}; wrong {Wrong:N0}{(Excused > 0 ? $"; explained by events {Excused:N0}" : "")}"),
            Told($"  outcome: {Counts(Outcomes)}; degraded {Degraded:N0}"),
            Told($"  worst moments: {string.Join(", ", Series.OrderByDescending(slice => slice.P99Ms).Take(5).OrderBy(slice => slice.AtSecond).Select(Worst))}"),
        };
        if (Unanswered > 0) lines.Add(Told($"  never answered: {Unanswered:N0}"));
        if (MostReservedFen is { } most) lines.Add(Told($"  most granted to one borrower: {most:N0} fen"));
        if (Knee is { } knee) lines.Add(Told($"  knee: {knee.OfferedPerSecond:N0} a second, at second {knee.AtSecond:0} (p99 {knee.P99Ms:0.0} ms)"));
        if (Verified is { } verified) lines.Add(Told($"  sent again afterwards: {verified.Asked:N0}, of which {verified.Different:N0} got another answer or none"));
        lines.AddRange(ProcessorMicroseconds.Select(each => Told($"  {each.Key}: {each.Value:0} µs of processor for each answer")));
        return string.Join('\n', lines);
    }

    private static string Worst(Slice slice) => Told($"{slice.AtSecond:0} s p99 {slice.P99Ms:0.0}");

    private static string Told(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Asked">Applications that were sent again.</param>
/// <param name="Different">Those that got another decision than before, or none.</param>
internal sealed record Verification(long Asked, long Different);
