using CreditDecision.Core.Governance;
using CreditDecision.Service.Governance;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Monitoring.Scheduling;

/// <summary>
/// Runs monitoring of every live model again and again (A40), each on one replica: the one that claims it. What has drifted since a model went live is
/// held against the first days of its service.
/// </summary>
internal sealed class MonitoringSchedule(
    GovernanceBook book, KnownStrategies strategies, MonitoringJobReader jobs, MonitoringRuns runs, ScheduleStore store, MonitoringOptions options, MonitoringLog log, TimeProvider time)
    : BackgroundService
{
    private const string Name = "monitoring";

    private static readonly Person System = new(Name, [Role.System]);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.EveryHours == 0) return;
        // The start of the service does not wait for it.
        await Task.Yield();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.LookEverySeconds), time);
        try
        {
            do await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Whoever runs next finds what is due.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            GovernanceState state = await book.FollowAsync(cancellation);
            IReadOnlyList<KnownStrategy> known = await strategies.AllAsync(cancellation);
            foreach (Thing model in LiveModels(state.Portfolio).Where(model => known.Any(each => each.ModelId == model.Key.Id && each.ModelVersion == model.Registration.Label)))
                await WatchAsync(state, model, cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.NotRun(problem);
        }
    }

    private async Task WatchAsync(GovernanceState state, Thing model, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow(), from = now.AddDays(-options.CurrentDays), since = LiveSince(state, model);
        // Nothing to hold it against yet.
        if (since >= from || !await store.ClaimAsync(model.Key.ToString(), now, TimeSpan.FromHours(options.EveryHours), cancellation)) return;
        DateTimeOffset end = since.AddDays(options.BaselineDays);
        var request = new Wire.RunMonitoringRequest
        {
            Subject = WatchedThing.SubjectOf(model), RequestedBy = Name, Parallelism = 1,
            Period = new Wire.MonitoringPeriod { From = from.ToTimestamp(), Before = now.ToTimestamp() },
            BaselinePeriod = new Wire.MonitoringPeriod { From = since.ToTimestamp(), Before = (end < from ? end : from).ToTimestamp() },
        };
        bool isDone = false;
        try
        {
            await runs.RunAsync(await jobs.ReadAsync(request, cancellation), model.Key, System, cancellation);
            isDone = true;
        }
        catch (RpcException problem)
        {
            // Its policy is broken, or somebody runs it by hand.
            log.NotRun(problem);
        }
        finally
        {
            await store.EndAsync(model.Key.ToString(), isDone ? now : null, CancellationToken.None);
        }
    }

    /// <summary>Those that decide, by themselves or in a strategy.</summary>
    private static IEnumerable<Thing> LiveModels(Portfolio portfolio) => portfolio.Things.Values
        .Where(thing => thing.Registration.Kind == ThingKind.Model && (thing.Serves || portfolio.Things.Values.Any(other => other.Serves && RestsOn(other, thing.Key))))
        .OrderBy(thing => thing.Key.ToString(), StringComparer.Ordinal);

    private static DateTimeOffset LiveSince(GovernanceState state, Thing model) => state.Events
        .Where(next => next.Consequences.Became == LifeState.Live && (next.Command.Thing == model.Key || RestsOn(state.Portfolio.Things[next.Command.Thing], model.Key)))
        .Select(next => next.At).DefaultIfEmpty(DateTimeOffset.MaxValue).First();

    private static bool RestsOn(Thing strategy, ThingKey model) => strategy.Registration.Models.Any(need => need.Key == model);
}
