using CreditDecision.Cli.Batches;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Cli.RiskData;

/// <summary>
/// Streams a file's records, and where the stream breaks for a while, goes on with those that have no answer: sending one again that was kept is
/// safe. What lies between sender and answers is bounded, and so is what must be sent again.
/// </summary>
internal sealed class FeatureStream(RiskDataService.RiskDataServiceClient client, RecordTally tally, TimeProvider time)
{
    private const int MostUnanswered = 1_024;

    private readonly Queue<FiledRecord<PutFeaturesRequest>> _unanswered = new();

    /// <exception cref="RpcException">The service refused the stream, or did not come back.</exception>
    public async Task RunAsync(IEnumerable<FiledRecord<PutFeaturesRequest>> records, Action told, CancellationToken cancellation)
    {
        using IEnumerator<FiledRecord<PutFeaturesRequest>> source = records.GetEnumerator();
        for (int attempt = 1; ; attempt++)
        {
            long before = tally.Answered;
            try
            {
                await OnceAsync(source, told, cancellation);
                return;
            }
            catch (RpcException broken) when (!cancellation.IsCancellationRequested)
            {
                if (tally.Answered > before) attempt = 1;
                // Nobody else waits with it, so it need not be spread.
                if (RetryPolicy.Wait(CallFailure.From(broken), attempt, 0) is not { } pause) throw;
                await Task.Delay(pause, time, cancellation);
            }
        }
    }

    private async Task OnceAsync(IEnumerator<FiledRecord<PutFeaturesRequest>> source, Action told, CancellationToken cancellation)
    {
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using AsyncDuplexStreamingCall<PutFeaturesRequest, StreamFeaturesResponse> call = client.StreamFeatures(cancellationToken: sending.Token);
        using var room = new SemaphoreSlim(MostUnanswered - _unanswered.Count);
        Task sent = SendAsync(call.RequestStream, source, room, sending.Token);
        try
        {
            while (await call.ResponseStream.MoveNext(cancellation))
            {
                Take(call.ResponseStream.Current);
                room.Release();
                told();
            }
            await sent;
        }
        finally
        {
            // Also where the answers ended because the stream broke: then sending fails, and only the answers tell why.
            await sending.CancelAsync();
            await sent.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        if (_unanswered.Count > 0) throw new Failure($"the service ended the stream before it had answered {_unanswered.Count} records");
    }

    private async Task SendAsync(
        IClientStreamWriter<PutFeaturesRequest> stream, IEnumerator<FiledRecord<PutFeaturesRequest>> source, SemaphoreSlim room, CancellationToken cancellation)
    {
        FiledRecord<PutFeaturesRequest>[] again;
        lock (_unanswered) again = [.. _unanswered];
        foreach (FiledRecord<PutFeaturesRequest> record in again) await stream.WriteAsync(record.Message, cancellation);
        await room.WaitAsync(cancellation);
        while (source.MoveNext())
        {
            lock (_unanswered) _unanswered.Enqueue(source.Current);
            await stream.WriteAsync(source.Current.Message, cancellation);
            await room.WaitAsync(cancellation);
        }
        await stream.CompleteAsync();
    }

    private void Take(StreamFeaturesResponse answer)
    {
        FiledRecord<PutFeaturesRequest> record;
        lock (_unanswered)
        {
            if (!_unanswered.TryDequeue(out record) || record.Message.RecordId != answer.RecordId) throw new Failure($"the service answered a record that is not the next one, {answer.RecordId}");
        }
        if (answer.Kept is { } kept) tally.Keep(kept.Results.Select(result => Show.Words(result.Quality)));
        else tally.Refuse(record.Line, answer.RecordId, string.Join("; ", answer.Refused.Fields.Select(field => $"{field.Field} {field.Description}").Prepend(Show.Words(answer.Refused.Cause))));
    }
}
