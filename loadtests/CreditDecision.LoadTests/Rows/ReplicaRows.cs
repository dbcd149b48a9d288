using Benchmarks.Design;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Results;
using CreditDecision.LoadTests.Scenarios;

namespace CreditDecision.LoadTests.Rows;

/// <summary>
/// What more replicas cost on a machine that has no more processors for them: a decision takes what it takes, however many share them.
/// </summary>
internal sealed class ReplicaRows(Runner runner, IReadOnlyList<Uri> servers, int seconds)
{
    private const int Callers = 128;

    // Each replica keeps code, content and connections of its own, and its batches are smaller.
    private const double MostGrowth = 1.5;

    public async Task<IReadOnlyList<DesignRow>> RunAsync(CancellationToken cancellation)
    {
        Scenario saturation = runner.Closed("replicas", Callers, seconds);
        await runner.RunAsync(saturation with { Name = "warm-up of all replicas", Seconds = Math.Max(5, seconds / 2) }, servers, cancellation);
        RunResult one = await runner.RunAsync(saturation with { Name = "1 replica" }, [servers[0]], cancellation);
        RunResult all = await runner.RunAsync(saturation with { Name = $"{servers.Count} replicas" }, servers, cancellation);
        double growth = one.PerSecond / all.PerSecond;
        return
        [
            DesignRow.Of(
                $"cost of growth: 1 to {servers.Count} replicas on the same processors", $"a decision takes at most {MostGrowth} x, none fails", $"{one.PerSecond:N0} and {all.PerSecond:N0} decisions a second, {one.Wrong + all.Wrong} failed",
                $"{growth:0.00} x the time", growth <= MostGrowth && one.Wrong + all.Wrong == 0) with
            {
                Growth = [new GrowthPoint(1, 1e6 / one.PerSecond), new GrowthPoint(servers.Count, 1e6 / all.PerSecond)],
            },
        ];
    }
}
