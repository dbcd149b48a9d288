using Benchmarks.Design;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Results;
using CreditDecision.LoadTests.Scenarios;

namespace CreditDecision.LoadTests.Rows;

/// <summary>How the service came up, as <c>first</c> measured it.</summary>
/// <param name="Seconds">From the start of the process to the first decision.</param>
/// <param name="CallMs">Of the call that got it.</param>
internal sealed record FirstDecision(double Seconds, double CallMs);

/// <summary>
/// Measures what the design asks for, all in one run on one machine: durable decisions at saturation beside a bare handler that gets the same
/// bodies, round by round in turn, and latencies on a schedule.
/// </summary>
/// <param name="peerPerSecond">What the assembled peer reached in this run; null where it was not run.</param>
/// <param name="first">Null where nobody looked.</param>
internal sealed class DesignRows(Runner runner, Uri server, Uri bare, int rounds, int seconds, double? peerPerSecond, FirstDecision? first)
{
    private const int Callers = 128;

    // What the best assembled peer reached on the reference machine, durable decisions a second; the design asks for five times that.
    private const double RecordedPeer = 3_200, PeerFactor = 5, BareShare = 0.2;

    private const double MostStartSeconds = 3, FirstCallFactor = 2;

    private readonly List<DesignRow> _rows = [];

    public async Task<IReadOnlyList<DesignRow>> RunAsync(CancellationToken cancellation)
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
            Errors("at saturation", ours);
        }
        double perSecond = Median(most), share = Median(shares), peer = peerPerSecond ?? RecordedPeer;
        _rows.Add(DesignRow.Of(
            "durable decisions a second, PostgreSQL and Redis, closed loop", $">= {PeerFactor} x the best durable peer ({peer:N0}, {(peerPerSecond is null ? "recorded" : "in this run")})",
            $"{perSecond:N0} ({most.Min():N0} to {most.Max():N0})", $"{perSecond / peer:0.00} x", perSecond >= PeerFactor * peer));
        _rows.Add(DesignRow.Of("the same beside a bare handler with the same bodies", ">= 20 %", $"{share:P1} ({shares.Min():P1} to {shares.Max():P1})", $"{share / BareShare:0.00} x the target", share >= BareShare));
        RunResult slow = await LatencyAsync("500 a second", 500, 1.5, 4, null, cancellation);
        await LatencyAsync($"half of our most, {perSecond / 2:N0} a second", perSecond / 2, null, 10, 30, cancellation);
        if (first is not null) First(first, slow.LatencyMs.P99);
        return _rows;
    }

    private void First(FirstDecision came, double p99)
    {
        _rows.Add(DesignRow.Of("start to first decision", $"<= {MostStartSeconds} s", $"{came.Seconds:0.00} s", $"{came.Seconds / MostStartSeconds:0.00} x the target", came.Seconds <= MostStartSeconds));
        _rows.Add(DesignRow.Of("the first application of all, once the service says that it is ready", $"<= {FirstCallFactor} x p99 at 500 a second ({p99:0.0} ms)", $"{came.CallMs:0.0} ms", $"{came.CallMs / p99:0.0} x p99", came.CallMs <= FirstCallFactor * p99));
    }

    private async Task<RunResult> LatencyAsync(string what, double rate, double? p50, double p99, double? p999, CancellationToken cancellation)
    {
        Scenario scenario = runner.Closed(what, Callers, 0) with { Kind = LoadKind.Open, Callers = 0, Rate = [new RateStep(Math.Max(20, seconds), rate, rate)] };
        RunResult result = await runner.RunAsync(scenario, server, cancellation);
        Errors($"at {what}", result);
        void Percentile(string name, double ms, double? most)
        {
            if (most is { } limit) _rows.Add(DesignRow.Of($"{name} at {what}, open loop", $"<= {limit} ms", $"{ms:0.00} ms", $"{ms / limit:0.00} x the target", ms <= limit));
        }
        Percentile("p50", result.LatencyMs.P50, p50);
        Percentile("p99", result.LatencyMs.P99, p99);
        Percentile("p99.9", result.LatencyMs.P999, p999);
        return result;
    }

    private void Errors(string where, RunResult result)
    {
        if (result.Wrong > 0) _rows.Add(DesignRow.Of($"errors {where}", "0", $"{result.Wrong:N0}", $"", false));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
