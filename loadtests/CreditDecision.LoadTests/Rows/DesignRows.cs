using System.Globalization;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Results;
using CreditDecision.LoadTests.Scenarios;

namespace CreditDecision.LoadTests.Rows;

/// <summary>
/// Measures what the design asks for, all in one run on one machine: durable decisions at saturation beside a bare handler that gets the same
/// bodies, round by round in turn, and latencies on a schedule.
/// </summary>
internal sealed class DesignRows(Runner runner, Uri server, Uri bare, int rounds, int seconds)
{
    private const int Callers = 128;

    // What the best assembled peer reached on the reference machine, durable decisions a second; the design asks for five times that.
    private const double PeerPerSecond = 3_200, PeerFactor = 5, BareShare = 0.2;

    private readonly List<Row> _rows = [];

    private sealed record Row(string What, string Target, string Figure, string Ratio, bool IsMet);

    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        Scenario saturation = runner.Closed("saturation", Callers, seconds), floor = runner.Closed("bare handler", Callers, Math.Max(3, seconds / 3));
        await runner.RunAsync(saturation with { Name = "warm-up", Seconds = 10 }, server, cancellation);
        await runner.RunAsync(floor with { Name = "warm-up of the bare handler", Seconds = 3 }, bare, cancellation, BareHandler.Path);
        List<double> most = [], shares = [];
        for (int round = 1; round <= rounds; round++)
        {
            RunResult ours = await runner.RunAsync(saturation with { Name = $"saturation, round {round}" }, server, cancellation);
            RunResult bareResult = await runner.RunAsync(floor with { Name = $"bare handler, round {round}" }, bare, cancellation, BareHandler.Path);
            most.Add(ours.PerSecond);
            shares.Add(ours.PerSecond / bareResult.PerSecond);
            if (ours.Wrong > 0) Add("errors at saturation", "0", $"{ours.Wrong:N0}", "", false);
        }
        double perSecond = Median(most), share = Median(shares);
        Add("durable decisions a second, closed loop", $"{PeerFactor * PeerPerSecond:N0} (5 x the peer's best)", Range(most), Number(perSecond / PeerPerSecond) + " x the peer", perSecond >= PeerFactor * PeerPerSecond);
        Add("share of the bare handler, same bodies", "20 %", $"{share:P1}", $"{shares.Min():P1} to {shares.Max():P1}", share >= BareShare);
        await LatencyAsync("500 a second", 500, 1.5, 4, null, cancellation);
        await LatencyAsync($"half of our most, {perSecond / 2:N0} a second", perSecond / 2, null, 10, 30, cancellation);
        Print();
        return _rows.All(row => row.IsMet);
    }

    private async Task LatencyAsync(string what, double rate, double? p50, double p99, double? p999, CancellationToken cancellation)
    {
        Scenario scenario = runner.Closed(what, Callers, 0) with { Kind = LoadKind.Open, Callers = 0, Rate = [new RateStep(Math.Max(20, seconds), rate, rate)] };
        RunResult result = await runner.RunAsync(scenario, server, cancellation);
        if (result.Wrong > 0) Add($"errors at {what}", "0", $"{result.Wrong:N0}", "", false);
        void Percentile(string name, double ms, double? most)
        {
            if (most is { } limit) Add($"{name} at {what}, open loop", $"{Number(limit)} ms", $"{ms:0.00} ms", Number(ms / limit) + " x the target", ms <= limit);
        }
        Percentile("p50", result.LatencyMs.P50, p50);
        Percentile("p99", result.LatencyMs.P99, p99);
        Percentile("p99.9", result.LatencyMs.P999, p999);
    }

    private void Add(string what, string target, string figure, string ratio, bool isMet) => _rows.Add(new Row(what, target, figure, ratio, isMet));

    private void Print()
    {
        Console.WriteLine();
        Console.WriteLine("| what | target | figure | ratio | |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (Row row in _rows) Console.WriteLine($"| {row.What} | {row.Target} | {row.Figure} | {row.Ratio} | {(row.IsMet ? "met" : "missed")} |");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Range(List<double> values) => $"{Median(values):N0} ({values.Min():N0} to {values.Max():N0})";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
