using CreditDecision.Service.Ledger.Chaining;

namespace CreditDecision.Service.Audit;

/// <summary>
/// Lets anchors follow the chains: at the start those that ended processes left behind, then this process's own at each interval, and once
/// more at the end.
/// </summary>
internal sealed class AnchorWorker(IAuditTrail trail, AuditOptions options, AuditLog log, TimeProvider time) : BackgroundService
{
    private long _lastAnchored = time.GetTimestamp();

    /// <summary>Since an anchor last named all links of this process's chains.</summary>
    public TimeSpan Age => time.GetElapsedTime(Volatile.Read(ref _lastAnchored));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the service does not wait for it.
        await Task.Yield();
        Anchor(isWhole: true);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.AnchorEverySeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Anchor(isWhole: false);
        }
        catch (OperationCanceledException)
        {
            Anchor(isWhole: false);
        }
    }

    private void Anchor(bool isWhole)
    {
        try
        {
            trail.AddAnchor(time.GetUtcNow(), isWhole);
            Volatile.Write(ref _lastAnchored, time.GetTimestamp());
        }
        catch (Exception problem)
        {
            // The next one names what this one would have.
            AuditMetrics.NotAnchored();
            log.NotAnchored(problem);
        }
    }
}
