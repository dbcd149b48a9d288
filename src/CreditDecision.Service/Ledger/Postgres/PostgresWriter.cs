using System.Diagnostics;
using System.Threading.Channels;
using CreditDecision.Service.Ledger.Chaining;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>
/// The loops that wait: each takes what has queued up, commits it as one batch, and takes what queued up meanwhile. While the server is busy
/// with one batch the next one gathers, so batches grow with the load and a lone decision waits for nobody. Two loops keep the server busy
/// while one of them reads its answers; one of them gathers at a time. Where decisions come so often that waiting a moment gathers several, it waits
/// (<see cref="GatheringPace"/>): a transaction costs the server half a millisecond however few are in it.
/// </summary>
internal sealed class PostgresWriter : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private readonly PostgresCommit _commit;
    private readonly LedgerOptions _options;
    private readonly Channel<WaitingDecision> _queue;
    private readonly SemaphoreSlim _gatherer = new(1);
    private readonly GatheringPace _pace;
    private readonly Task[] _loops;
    private volatile bool _closed;

    /// <param name="chains">One for each loop; closed with the writer.</param>
    public PostgresWriter(PostgresCommit commit, LedgerOptions options, IReadOnlyList<ChainWriter> chains)
    {
        (_commit, _options, _pace) = (commit, options, new GatheringPace(options));
        _queue = Channel.CreateBounded<WaitingDecision>(options.QueueLength);
        _loops = [.. chains.Select(chain => Task.Run(() => LoopAsync(chain)))];
    }

    /// <summary>Decisions in the queue.</summary>
    public int Waiting => _queue.Reader.Count;

    public Task<CommitResult> Enqueue(PendingDecision pending, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiting = new WaitingDecision(pending, cancellation);
        if (_queue.Writer.TryWrite(waiting)) return waiting.Done;
        if (_closed) throw new LedgerUnavailableException("The service is stopping.");
        LedgerMetrics.QueueWasFull();
        throw new LedgerBusyException(RetryAfter);
    }

    /// <summary>Writes what was accepted, then stops.</summary>
    public void Dispose()
    {
        _closed = true;
        _queue.Writer.TryComplete();
        Task.WaitAll(_loops);
        _gatherer.Dispose();
    }

    private async Task LoopAsync(ChainWriter chain)
    {
        using ChainWriter own = chain;
        var gathering = new BatchGathering(_options.BatchLength);
        while (await GatherAsync(gathering) is { } batch)
            if (batch.Count > 0) await _commit.RunAsync(batch, own);
    }

    // Null when nothing comes any more.
    private async Task<List<WaitingDecision>?> GatherAsync(BatchGathering gathering)
    {
        // What waits for a batch of its own waits in this loop, and must not wait for the other's turn to end.
        if (gathering.HasLeftOver) return gathering.Next(_queue.Reader);
        await _gatherer.WaitAsync();
        try
        {
            if (!await _queue.Reader.WaitToReadAsync()) return null;
            if (_pace.Wait(_queue.Reader.Count) is { } moment && !_closed) await Task.Delay(moment);
            List<WaitingDecision> batch = gathering.Next(_queue.Reader);
            _pace.Took(batch.Count, Stopwatch.GetTimestamp());
            return batch;
        }
        finally
        {
            _gatherer.Release();
        }
    }
}
