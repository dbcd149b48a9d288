using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>
/// The loop that waits: one thread takes what has queued up, commits it as one batch, and takes what queued up meanwhile. While the disk
/// is busy with one batch the next one gathers, so batches grow with the load and a lone decision waits for nobody.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private readonly SqliteFile _file;
    private readonly LedgerOptions _options;
    private readonly LedgerLog _log;
    private readonly BlockingCollection<WaitingDecision> _queue;
    private readonly Thread _thread;
    private SqliteWriteSession? _session;

    public SqliteWriter(SqliteFile file, LedgerOptions options, LedgerLog log)
    {
        (_file, _options, _log) = (file, options, log);
        _queue = new BlockingCollection<WaitingDecision>(options.QueueLength);
        _session = new SqliteWriteSession(file.Connect());
        _thread = new Thread(Loop) { Name = "ledger writer", IsBackground = true };
        _thread.Start();
    }

    public Task<CommitResult> Enqueue(PendingDecision pending, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiting = new WaitingDecision(pending, cancellation);
        try
        {
            return _queue.TryAdd(waiting) ? waiting.Done : throw new LedgerBusyException(RetryAfter);
        }
        catch (InvalidOperationException) when (_queue.IsAddingCompleted)
        {
            throw new LedgerUnavailableException("The service is stopping.");
        }
    }

    /// <summary>Writes what was accepted, then stops.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _session?.Dispose();
        _queue.Dispose();
    }

    private void Loop()
    {
        var batch = new List<WaitingDecision>(_options.BatchLength);
        foreach (WaitingDecision first in _queue.GetConsumingEnumerable())
        {
            Take(batch, first);
            while (batch.Count < _options.BatchLength && _queue.TryTake(out WaitingDecision? next)) Take(batch, next);
            if (batch.Count > 0) Commit(batch);
            batch.Clear();
        }
    }

    private static void Take(List<WaitingDecision> batch, WaitingDecision waiting)
    {
        if (!waiting.Withdraw()) batch.Add(waiting);
    }

    private void Commit(List<WaitingDecision> batch)
    {
        try
        {
            _session ??= new SqliteWriteSession(_file.Connect());
            BatchCommit.Run(_session, batch);
        }
        catch (Exception problem)
        {
            _log.BatchFailed(problem, batch.Count);
            Recover(batch, problem);
        }
    }

    /// <summary>
    /// A failed commit may or may not have reached the disk. A fresh connection is asked: what it finds was recorded and is answered so;
    /// for the rest nothing was reserved.
    /// </summary>
    private void Recover(List<WaitingDecision> batch, Exception problem)
    {
        try
        {
            _session?.Dispose();
            _session = null;
            _session = new SqliteWriteSession(_file.Connect());
            foreach (WaitingDecision waiting in batch)
            {
                LedgerEntry? found = _session.Find(waiting.Pending.Entry);
                if (found?.DecisionId == waiting.Pending.Entry.DecisionId) waiting.Answer(new CommitResult(CommitOutcome.Recorded, found));
                else waiting.Fail(new LedgerUnavailableException("The store did not commit.", problem));
            }
        }
        catch (SqliteException still)
        {
            _log.NotReopened(still);
            foreach (WaitingDecision waiting in batch) waiting.Fail(new LedgerUnavailableException("The store cannot be written.", still));
        }
    }
}
