using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Shadowing;

/// <summary>
/// The loop that waits: takes decisions off the queue at the pace that the budget allows, asks their shadows, and has the answers written
/// a few at a time. While the store takes one list the next one gathers.
/// </summary>
internal sealed class ShadowWorker(ShadowIntake queue, IShadowStore store, ShadowOptions options, ShadowLog log, TimeProvider time) : BackgroundService
{
    // They are written in the same transaction as decisions, whose callers wait for each row.
    private const int MostAtOnce = 16;

    /// <summary>Ends the wait for what is queued when the service stops; what is left then is left out.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _noPace = new();
    private readonly ShadowPace _pace = new(options.MostPerSecond);
    private readonly long _start = time.GetTimestamp();
    private long _recorded;

    /// <summary>Answers that were recorded since the start.</summary>
    public long Recorded => Interlocked.Read(ref _recorded);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        await _noPace.CancelAsync();
        await Task.WhenAny(ExecuteTask ?? Task.CompletedTask, Task.Delay(DrainLimit, time, cancellationToken));
        await base.StopAsync(cancellationToken);
        if (queue.Waiting > 0) queue.LeaveOut(queue.Waiting);
    }

    public override void Dispose()
    {
        _noPace.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var answers = new List<ShadowRecord>();
        while (await queue.Jobs.WaitToReadAsync(stoppingToken))
        {
            while (answers.Count < MostAtOnce && queue.Jobs.TryRead(out ShadowJob? job))
            {
                await WaitAsync(job.Count);
                Ask(job, answers);
            }
            foreach (ShadowRecord[] few in answers.Chunk(MostAtOnce)) await KeepAsync(few);
            answers.Clear();
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task WaitAsync(int answers)
    {
        TimeSpan wait = _pace.Next(time.GetElapsedTime(_start), answers);
        if (wait == TimeSpan.Zero || _noPace.IsCancellationRequested) return;
        await Task.Delay(wait, time, _noPace.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // A shadow is what is being tried out: one that fails must not end the others.
    private void Ask(ShadowJob job, List<ShadowRecord> answers)
    {
        try
        {
            answers.AddRange(job.Answers());
        }
        catch (Exception problem)
        {
            log.Failed(problem, job.Decided.DecisionId);
            queue.LeaveOut(1);
        }
    }

    private async Task KeepAsync(ShadowRecord[] answers)
    {
        try
        {
            await store.KeepAsync(answers);
            Interlocked.Add(ref _recorded, answers.Length);
        }
        catch (Exception problem)
        {
            // Whatever it is, the service goes on: no decision rests on this.
            log.NotRecorded(problem, answers.Length);
            queue.LeaveOut(answers.Select(answer => answer.DecisionId).Distinct().Count());
        }
    }
}
