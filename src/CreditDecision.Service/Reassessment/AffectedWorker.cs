using CreditDecision.Service.Governance;

namespace CreditDecision.Service.Reassessment;

/// <summary>
/// Queues what rests on whatever governance stops, also what was stopped while no replica ran. It is worked out from the log of governance and the
/// ledger alone: whatever ends in the middle is gone on with.
/// </summary>
internal sealed class AffectedWorker(GovernanceBook book, AffectedSearch search, ReassessmentOptions options, ReassessmentLog log, TimeProvider time) : BackgroundService
{
    // Of this process: causes of which all is queued.
    private readonly HashSet<long> _done = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
            // The next start goes on.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            GovernanceState state = await book.FollowAsync(cancellation);
            foreach (StopCause cause in StopCause.In(state).Where(cause => !_done.Contains(cause.Number)))
            {
                int all = 0;
                while (await search.StepAsync(cause, cancellation) is { } queued) all += queued;
                _done.Add(cause.Number);
                if (all > 0) log.Queued(all, cause.Number);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.NotLooked(problem);
        }
    }
}
