using CreditDecision.Service.Ledger;
using CreditDecision.V1;

namespace CreditDecision.Service.Replays;

/// <summary>One replay: reads pages of the ledger, decides each page again on a bounded number of threads, and tells how far it is.</summary>
internal sealed class ReplayRun(IDecisionLedger ledger, Replayer replayer, TimeProvider time, Func<ReplayProgress, Task> tell)
{
    private static readonly TimeSpan BetweenTold = TimeSpan.FromMilliseconds(500);

    private readonly long _started = time.GetTimestamp();

    /// <summary>Replays one decision, which is told in any case.</summary>
    public async Task RunAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        var tally = new ReplayTally(1, 1);
        tally.Add(await replayer.ReplayAsync(entry, cancellation), always: true);
        await tell(tally.Take(time.GetElapsedTime(_started), isOver: true));
    }

    /// <returns>The last thing that was told.</returns>
    public async Task<ReplayProgress> RunAsync(ReplayOrder order, CancellationToken cancellation)
    {
        var tally = new ReplayTally(await ledger.CountAsync(order.Query, cancellation), order.MostTold);
        await tell(tally.Take(TimeSpan.Zero, isOver: false));
        await DecideAsync(order, tally, cancellation);
        for (; ; )
        {
            ReplayProgress progress = tally.Take(time.GetElapsedTime(_started), isOver: true);
            await tell(progress);
            if (progress.Finished) return progress;
        }
    }

    private async Task DecideAsync(ReplayOrder order, ReplayTally tally, CancellationToken cancellation)
    {
        var threads = new ParallelOptions { MaxDegreeOfParallelism = order.Parallelism, CancellationToken = cancellation };
        long told = _started;
        // The next page is read while this one is decided; it is one page ahead and no more, so memory stays small.
        Task<LedgerPage> reading = ReadAsync(order.Query, cancellation);
        for (LedgerPage? page = await reading; page is not null; page = page.Next is null ? null : await reading)
        {
            if (page.Next is { } next) reading = ReadAsync(order.Query with { Before = next }, cancellation);
            await Parallel.ForEachAsync(page.Entries, threads, async (entry, stop) => tally.Add(await replayer.ReplayAsync(entry, stop)));
            if (time.GetElapsedTime(told) < BetweenTold) continue;
            told = time.GetTimestamp();
            await tell(tally.Take(time.GetElapsedTime(_started), isOver: false));
        }
    }

    // SQLite reads on the caller's thread, which is busy deciding.
    private Task<LedgerPage> ReadAsync(LedgerQuery query, CancellationToken cancellation) =>
        Task.Run(() => ledger.ListAsync(query, cancellation).AsTask(), cancellation);
}
