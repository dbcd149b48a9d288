using CreditDecision.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace CreditDecision.Service.Health;

/// <summary>The loop that waits: looks whether the service is ready, and has the health service tell it.</summary>
internal sealed class ReadinessWorker(Readiness readiness, HealthStatuses statuses, HealthOptions options, HealthLog log, TimeProvider time) : BackgroundService
{
    // What balancers ask for; the other services read, or are used by people who would rather see an error.
    private static readonly string[] Told = ["", HealthStatuses.Ready, DecisionService.Descriptor.FullName];

    private Unready _last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the service does not wait for it.
        await Task.Yield();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.CheckMilliseconds), time);
        try
        {
            do Tell(await readiness.LookAsync(stoppingToken));
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops, which the statuses say already.
        }
    }

    private void Tell(Unready now)
    {
        if (now == _last) return;
        _last = now;
        foreach (string service in Told) statuses.Set(service, now == Unready.None ? ServingStatus.Serving : ServingStatus.NotServing);
        if (now == Unready.None) log.ReadyAgain();
        else log.NotReady(now);
    }
}
