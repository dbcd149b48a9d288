namespace CreditDecision.Service.Ledger;

/// <summary>What is done with each entry of a sweep, and with what came of them: one of these for each thread.</summary>
internal interface ISweepWorker : IDisposable
{
    void Add(in ScannedDecision entry);

    /// <summary>Adds what this one has come to to what all have; one at a time, and only of those that have seen all their entries.</summary>
    void Merge();
}

/// <summary>
/// Looks at many entries with several threads, which take small ranges of the ledger one after the other until none is left. So they end together,
/// no connection reads for long at a time, and live decisions go first.
/// </summary>
/// <param name="name">Of the threads.</param>
/// <param name="parallelism">Threads, 1 or more.</param>
internal sealed class LedgerSweep(IDecisionLedger ledger, ScanQuery query, string name, int parallelism)
{
    // A few tens of milliseconds of reading: short for whoever waits behind it, long beside the cost of a statement.
    private const int RangeLength = 1_024;

    private readonly Lock _merging = new();
    private ScanExtent _extent;
    private long _next;
    private long _done;

    /// <summary>Entries looked at so far.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>Entries to look at; known once <see cref="Start"/> was called.</summary>
    public long Total => _extent.Count;

    /// <summary>Fixes which entries are looked at and starts to.</summary>
    /// <returns>Ends with the first failure of a worker, or cancelled, only after every worker has ended.</returns>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public Task Start(Func<ISweepWorker> worker, CancellationToken cancellation)
    {
        _extent = ledger.Measure(query);
        _next = _extent.First;
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] threads = [.. Enumerable.Range(0, parallelism).Select(i => OnThread($"{name} {i + 1}", worker, stop))];
        return FinishAsync(threads, stop);
    }

    private static async Task FinishAsync(Task[] threads, CancellationTokenSource stop)
    {
        using (stop) await Task.WhenAll(threads);
    }

    // Not of the pool: it belongs to live calls, and a worker keeps its thread busy from start to end.
    private Task OnThread(string threadName, Func<ISweepWorker> worker, CancellationTokenSource stop)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                LowPriority.Take();
                Work(worker, stop.Token);
                ended.SetResult();
            }
            catch (OperationCanceledException)
            {
                ended.SetCanceled(stop.Token);
            }
            catch (Exception problem)
            {
                // The others would go on for minutes to no purpose.
                stop.Cancel();
                ended.SetException(problem);
            }
        })
        { Name = threadName, IsBackground = true };
        thread.Start();
        return ended.Task;
    }

    private void Work(Func<ISweepWorker> make, CancellationToken stop)
    {
        using ISweepWorker worker = make();
        bool Visit(in ScannedDecision entry)
        {
            worker.Add(entry);
            Interlocked.Increment(ref _done);
            return !stop.IsCancellationRequested;
        }
        for (long first; (first = Interlocked.Add(ref _next, RangeLength) - RangeLength) <= _extent.Last && _extent.Count > 0;)
        {
            ledger.Scan(query, first, Math.Min(first + RangeLength - 1, _extent.Last), Visit);
            stop.ThrowIfCancellationRequested();
        }
        lock (_merging) worker.Merge();
    }
}
