using CreditDecision.Service.Decisions;
using Google.Protobuf;
using Grpc.Core;

namespace CreditDecision.Service.RiskData;

/// <summary>
/// Takes records from a stream and answers each. What has arrived while the last records were being kept is kept together; nothing waits for
/// more to come, and nothing is read ahead of what is being kept, so that the transport holds back a sender who is faster than the store.
/// </summary>
internal static class RecordStream
{
    // Bounds a transaction, and what a stream takes of memory.
    private const int MostRecords = 256, MostBytes = 1 << 20;

    /// <param name="keep">Its answers, in the order of the records.</param>
    /// <param name="stopping">The service stops: what was read is kept and answered, nothing more is read.</param>
    /// <exception cref="RpcException">UNAVAILABLE: the service stops.</exception>
    public static async Task RunAsync<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses,
        Func<IReadOnlyList<TRequest>, CancellationToken, ValueTask<IEnumerable<TResponse>>> keep, CancellationToken stopping, CancellationToken cancellation)
        where TRequest : IMessage
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping);
        Task<bool> next = requests.MoveNext(reading.Token);
        while (await HasNextAsync(next, stopping, cancellation))
        {
            var batch = new List<TRequest>();
            int bytes = 0;
            do
            {
                batch.Add(requests.Current);
                bytes += requests.Current.CalculateSize();
                next = requests.MoveNext(reading.Token);
            }
            // One that failed is told when what came before it is kept.
            while (batch.Count < MostRecords && bytes < MostBytes && next.IsCompletedSuccessfully && next.Result);
            foreach (TResponse response in await keep(batch, cancellation)) await responses.WriteAsync(response, cancellation);
        }
    }

    // Otherwise a stream that never ends would hold up a service that is to end.
    private static async Task<bool> HasNextAsync(Task<bool> next, CancellationToken stopping, CancellationToken cancellation)
    {
        try
        {
            return await next;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw Refusals.Unavailable();
        }
    }
}
