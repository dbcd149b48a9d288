using System.Collections.Concurrent;
using System.Diagnostics;
using CreditDecision.Service.Ledger.Chaining;

namespace CreditDecision.Service.Ledger;

/// <summary>
/// The loop that waits: one thread takes what has queued up, commits it as one batch, and takes what queued up meanwhile. While the disk
/// is busy with one batch the next one gathers, so batches grow with the load and a lone decision waits for nobody.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    // What waits beside decisions rides with the next of them, so that it costs no synchronisation of its own; where none comes for so
    // long, the disk is idle and it goes alone.
    private static readonly TimeSpan RideWait = TimeSpan.FromMilliseconds(20);

    private readonly Func<SqliteWriteSession> _open;
    private readonly LedgerOptions _options;
    private readonly LedgerLog _log;
    private readonly ChainWriter _chain;
    // Null says that something waits beside.
    private readonly BlockingCollection<WaitingDecision?> _queue;
    private readonly Thread _thread;
    private SqliteWriteSession? _session;
    private WaitingShadows? _beside;
    private volatile bool _isFailing;

    /// <param name="open">Opens a connection that writes; called again after one failed.</param>
    /// <param name="chain">Closed with the writer.</param>
    public SqliteWriter(Func<SqliteWriteSession> open, LedgerOptions options, ChainWriter chain, LedgerLog log)
    {
        (_open, _options, _chain, _log) = (open, options, chain, log);
        _queue = new BlockingCollection<WaitingDecision?>(options.QueueLength);
        _session = open();
        _thread = new Thread(Loop) { Name = "ledger writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Decisions in the queue.</summary>
    public int Waiting => _queue.Count;

    public Task<CommitResult> Enqueue(PendingDecision pending, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiting = new WaitingDecision(pending, cancellation);
        try
        {
            if (_queue.TryAdd(waiting)) return waiting.Done;
            LedgerMetrics.QueueWasFull();
            throw new LedgerBusyException(RetryAfter);
        }
        catch (InvalidOperationException)
        {
            // It takes no more, or is gone already.
            throw new LedgerUnavailableException("The service is stopping.");
        }
    }

    /// <summary>Takes records that nobody's answer waits for, one list at a time.</summary>
    public Task Enqueue(IReadOnlyList<ShadowRecord> records)
    {
        var waiting = new WaitingShadows(records);
        if (Interlocked.CompareExchange(ref _beside, waiting, null) is not null) throw new InvalidOperationException("Records of shadows wait already.");
        try
        {
            // Where the queue is full, what stands in it is a signal enough: the next batch takes them along.
            _queue.TryAdd(null);
            return waiting.Done;
        }
        catch (InvalidOperationException)
        {
            Interlocked.CompareExchange(ref _beside, null, waiting);
            throw new LedgerUnavailableException("The service is stopping.");
        }
    }

    /// <summary>Whether the last batch was committed. After one that was not, the writer is asked to try again with an empty one.</summary>
    /// <exception cref="LedgerUnavailableException">It was not.</exception>
    public void Check()
    {
        if (!_isFailing) return;
        if (!_queue.IsAddingCompleted) _queue.TryAdd(null);
        throw new LedgerUnavailableException("The store did not commit.");
    }

    /// <summary>Writes what was accepted, then stops.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _session?.Dispose();
        _queue.Dispose();
        _chain.Dispose();
    }

    private void Loop()
    {
        var batch = new List<WaitingDecision>(_options.BatchLength);
        while (_queue.TryTake(out WaitingDecision? first, Timeout.Infinite))
        {
            if (first is null) _queue.TryTake(out first, RideWait);
            Take(batch, first);
            while (batch.Count < _options.BatchLength && _queue.TryTake(out WaitingDecision? next)) Take(batch, next);
            WaitingShadows? beside = Interlocked.Exchange(ref _beside, null);
            if (batch.Count > 0 || beside is not null || _isFailing) Commit(batch, beside);
            batch.Clear();
        }
    }

    private static void Take(List<WaitingDecision> batch, WaitingDecision? waiting)
    {
        if (waiting is not null && !waiting.Withdraw()) batch.Add(waiting);
    }

    private void Commit(List<WaitingDecision> batch, WaitingShadows? beside)
    {
        long start = Stopwatch.GetTimestamp();
        using Activity? span = LedgerMetrics.Begin(batch);
        try
        {
            _session ??= _open();
            BatchCommit.Run(_session, batch, _chain, beside);
            _isFailing = false;
            if (batch.Count > 0) LedgerMetrics.Committed(batch.Count, Stopwatch.GetElapsedTime(start), succeeded: true);
        }
        catch (Exception problem)
        {
            _isFailing = true;
            span?.SetStatus(ActivityStatusCode.Error);
            LedgerMetrics.Committed(batch.Count, Stopwatch.GetElapsedTime(start), succeeded: false);
            _log.BatchFailed(problem, batch.Count);
            _chain.Lost();
            Recover(batch, problem);
            beside?.Fail(new LedgerUnavailableException("The store did not commit.", problem));
        }
    }

    /// <summary>
    /// A failed commit may or may not have reached the file. A fresh connection is asked, after what it sees is on disk for certain: what
    /// it finds was recorded and is answered so; for the rest nothing was reserved. Whatever fails here, the writer goes on and every
    /// caller is told.
    /// </summary>
    private void Recover(List<WaitingDecision> batch, Exception problem)
    {
        try
        {
            _session?.Dispose();
            _session = null;
            _session = _open();
            _session.Synchronize();
            foreach (WaitingDecision waiting in batch)
            {
                LedgerEntry? found = _session.Find(waiting.Pending.Entry);
                if (found?.DecisionId == waiting.Pending.Entry.DecisionId) waiting.Answer(new CommitResult(CommitOutcome.Recorded, found));
                else waiting.Fail(new LedgerUnavailableException("The store did not commit.", problem));
            }
        }
        catch (Exception still)
        {
            _log.NotReopened(still);
            foreach (WaitingDecision waiting in batch) waiting.Fail(new LedgerUnavailableException("The store cannot be written.", still));
        }
    }
}
