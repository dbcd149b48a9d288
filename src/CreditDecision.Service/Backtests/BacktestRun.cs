using CreditDecision.Core.Decisions.Backtests;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Backtests;

/// <summary>What a run has found, all workers together.</summary>
internal sealed record BacktestResult(BacktestTally Tally, OutcomeTally Outcomes, long LossAssumed);

/// <summary>
/// The part of a back-test that waits: threads of its own take small ranges of the ledger one after the other until none is left. So they
/// end together, and no connection reads for long at a time.
/// </summary>
internal sealed class BacktestRun(BacktestJob job, IDecisionLedger ledger)
{
    // A few tens of milliseconds of reading: short for whoever waits behind it, long beside the cost of a statement.
    private const int RangeLength = 1_024;

    private readonly Lock _merging = new();
    private readonly BacktestResult _result = new(new BacktestTally(job.Candidate, job.Segmentations), new OutcomeTally(), 0);
    private ScanExtent _extent;
    private long _next;
    private long _done;
    private long _lossAssumed;

    /// <summary>Decisions looked at so far.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>Decisions to look at; known once <see cref="Start"/> was called.</summary>
    public long Total => _extent.Count;

    /// <summary>For the benchmark, which asks where the time goes.</summary>
    public Func<StepClock?> Clock { get; init; } = () => null;

    /// <summary>Fixes which decisions are looked at and starts to.</summary>
    /// <returns>Ends with the first failure of a worker, or cancelled, only after every worker has ended.</returns>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public Task<BacktestResult> Start(CancellationToken cancellation)
    {
        _extent = ledger.Measure(job.Query);
        _next = _extent.First;
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] workers = [.. Enumerable.Range(0, job.Parallelism).Select(i => OnThread($"back-test {i + 1}", stop))];
        return FinishAsync(workers, stop);
    }

    private async Task<BacktestResult> FinishAsync(Task[] workers, CancellationTokenSource stop)
    {
        using (stop) await Task.WhenAll(workers);
        return _result with { LossAssumed = _lossAssumed };
    }

    // Not of the pool: it belongs to live calls, and a worker keeps its thread busy from start to end.
    private Task OnThread(string name, CancellationTokenSource stop)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                LowPriority.Take();
                Work(stop.Token);
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
        { Name = name, IsBackground = true };
        thread.Start();
        return ended.Task;
    }

    private void Work(CancellationToken stop)
    {
        using var worker = new BacktestWorker(job, Clock());
        bool Visit(in ScannedDecision entry)
        {
            worker.Add(entry);
            Interlocked.Increment(ref _done);
            return !stop.IsCancellationRequested;
        }
        ScanQuery query = job.Query with { NamesApplications = job.Outcomes.NamesApplications };
        for (long first; (first = Interlocked.Add(ref _next, RangeLength) - RangeLength) <= _extent.Last && _extent.Count > 0;)
        {
            ledger.Scan(query, first, Math.Min(first + RangeLength - 1, _extent.Last), Visit);
            stop.ThrowIfCancellationRequested();
        }
        lock (_merging)
        {
            _result.Tally.Add(worker.Tally);
            _result.Outcomes.Add(worker.Outcomes);
            _lossAssumed += worker.LossAssumed;
        }
    }
}
