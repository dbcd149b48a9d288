using System.Diagnostics;
using Benchmarks.Design;
using CreditDecision.LoadTests.Applications;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Results;
using CreditDecision.LoadTests.Scenarios;
using CreditDecision.V1;
using Grpc.Net.Client;

namespace CreditDecision.LoadTests.Rows;

/// <summary>A strategy is changed under full load on all replicas: by one call to one of them.</summary>
/// <param name="edit">Changes the strategy in the content folder of the first replica: a command of the shell.</param>
/// <param name="pool">Of one product, whose strategy changes.</param>
internal sealed class SwapRows(ApplicationPool pool, Scenario load, IReadOnlyList<Uri> servers, string edit)
{
    private const double MostSeconds = 2;

    // Places of the replicas' loads lie so far apart that no application is sent twice.
    private const long Apart = 1_000_000_000;

    private static readonly TimeSpan Before = TimeSpan.FromSeconds(3), After = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<DesignRow>> RunAsync(CancellationToken cancellation)
    {
        SwapWatch[] watches = [.. servers.Select(_ => new SwapWatch())];
        var loads = new List<Load>();
        try
        {
            for (int i = 0; i < servers.Count; i++)
                loads.Add(await Load.OpenAsync(
                    load with { Callers = Math.Max(1, load.Callers / servers.Count), Connections = 2, Seconds = (int)(Before + After).TotalSeconds + 1 }, pool, new Tally(0), [servers[i]], Runner.DecidePath, Apart * (i + 1), cancellation));
            for (int i = 0; i < loads.Count; i++) loads[i].Seen = watches[i].Add;
            Task running = Task.WhenAll(loads.Select(each => each.RunAsync(cancellation)));
            await Task.Delay(Before, cancellation);
            await new Happenings(new Dictionary<string, string> { ["edit"] = edit }).RunAsync([new ScenarioEvent(0, "edit", 0)], cancellation);
            long begun = Stopwatch.GetTimestamp();
            using (GrpcChannel channel = GrpcChannel.ForAddress(servers[0]))
                await new StrategyService.StrategyServiceClient(channel).ReloadContentAsync(new ReloadContentRequest { RequestedBy = "load test" }, cancellationToken: cancellation);
            long returned = Stopwatch.GetTimestamp();
            foreach (SwapWatch watch in watches) watch.Returned(returned);
            await running;
            return [Row(watches, begun, returned)];
        }
        finally
        {
            foreach (Load each in loads) await each.DisposeAsync();
        }
    }

    private DesignRow Row(SwapWatch[] watches, long begun, long returned)
    {
        long failed = watches.Sum(watch => watch.Failed), mixed = watches.Sum(watch => watch.Mixed);
        double slowest = watches.Max(watch => watch.SecondsSince(begun));
        bool allChanged = watches.All(watch => watch.HasChanged);
        return DesignRow.Of(
            $"strategy changed under full load, {servers.Count} replicas", $"0 failed calls, 0 by the old one once the change was told, <= {MostSeconds} s to every replica",
            $"{failed} failed, {mixed} by the old one, {slowest:0.00} s to the slowest replica{(allChanged ? "" : "; a replica never changed")}, told after {Stopwatch.GetElapsedTime(begun, returned).TotalSeconds:0.00} s", $"{slowest / MostSeconds:0.00} x the target",
            failed == 0 && mixed == 0 && allChanged && slowest <= MostSeconds);
    }
}
