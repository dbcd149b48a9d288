using System.Threading.Channels;
using CreditDecision.Cli.Mappings;

namespace CreditDecision.Cli.Batches;

/// <summary>
/// Streams a file through the service: one reader, as many callers as the concurrency, one collector. Both channels between
/// them are bounded, so memory does not grow with the file.
/// </summary>
internal sealed class BatchRun(CsvSource source, RowSender sender, BatchOptions options, TimeProvider time)
{
    private readonly Channel<FileRow> _rows = Channel.CreateBounded<FileRow>(options.Concurrency);
    private readonly Channel<RowResult> _results = Channel.CreateBounded<RowResult>(options.Concurrency);
    private long _start;

    /// <param name="collect">Called for one result at a time; false ends the run after what is under way.</param>
    /// <returns>How long it took from the first row to the last answer.</returns>
    public async Task<TimeSpan> RunAsync(Func<RowResult, bool> collect, CancellationToken cancellation)
    {
        // A caller that fails must not leave the others waiting for rows or room that will never come.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _start = time.GetTimestamp();
        Task reading = Guard(ReadAsync(stop.Token), stop);
        Task sending = Guard(SendAllAsync(stop.Token), stop);
        Task collecting = Guard(CollectAsync(collect, stop.Token), stop);
        await Task.WhenAll(collecting, sending, reading);
        return time.GetElapsedTime(_start);
    }

    private static async Task Guard(Task work, CancellationTokenSource stop)
    {
        try
        {
            await work;
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await Task.Yield();
        try
        {
            while (options.Limit is not { } limit || source.Count < limit)
            {
                // Refuses once the collector has seen enough.
                if (source.Next() is not { } row || !await _rows.Writer.WaitToWriteAsync(cancellation)) break;
                await _rows.Writer.WriteAsync(row, cancellation);
            }
        }
        catch (ChannelClosedException)
        {
            // The run was ended between the question and the writing.
        }
        _rows.Writer.TryComplete();
    }

    private async Task SendAllAsync(CancellationToken cancellation)
    {
        await Task.WhenAll(Enumerable.Range(0, options.Concurrency).Select(caller => CallAsync(caller, cancellation)));
        _results.Writer.Complete();
    }

    private async Task CallAsync(int caller, CancellationToken cancellation)
    {
        await Task.Yield();
        await foreach (FileRow row in _rows.Reader.ReadAllAsync(cancellation))
        {
            long start = await DueAsync(row.Number, cancellation);
            await _results.Writer.WriteAsync(await sender.SendAsync(row, caller, start, cancellation), cancellation);
        }
    }

    // In an open loop a row has its moment, and lateness of ours or of the service is part of its latency.
    private async ValueTask<long> DueAsync(long row, CancellationToken cancellation)
    {
        if (options.Rate is not { } rate) return time.GetTimestamp();
        long due = _start + (long)((row - 1) / rate * time.TimestampFrequency);
        TimeSpan early = TimeSpan.FromSeconds((double)(due - time.GetTimestamp()) / time.TimestampFrequency);
        if (early > TimeSpan.Zero) await Task.Delay(early, time, cancellation);
        return due;
    }

    private async Task CollectAsync(Func<RowResult, bool> collect, CancellationToken cancellation)
    {
        await foreach (RowResult result in _results.Reader.ReadAllAsync(cancellation))
            if (!collect(result)) End();
    }

    private void End()
    {
        _rows.Writer.TryComplete();
        while (_rows.Reader.TryRead(out _))
        {
            // Rows that nobody has taken yet are not sent.
        }
    }
}
