namespace CreditDecision.Service.Health;

/// <summary>
/// Lets a service that is told to stop go on for a while. The host asks this before it stops anything, and after the statuses said NOT_SERVING;
/// then the door closes, calls under way end, and the rest follows.
/// </summary>
internal sealed class Draining(HealthOptions options, HealthLog log, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (options.DrainSeconds == 0) return;
        log.Draining(options.DrainSeconds);
        await Task.Delay(TimeSpan.FromSeconds(options.DrainSeconds), time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
