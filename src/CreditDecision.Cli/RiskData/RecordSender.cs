using CreditDecision.Cli.Batches;
using CreditDecision.Cli.Calls;
using Grpc.Core;

namespace CreditDecision.Cli.RiskData;

/// <summary>Sends one record until it has an answer or patience ends.</summary>
internal static class RecordSender
{
    /// <param name="refuse">Is told why the service does not take the record.</param>
    /// <returns>Null where it was refused.</returns>
    /// <exception cref="RpcException">The service is away, or lets nobody in: the records after this one would fare no better.</exception>
    public static async Task<TResponse?> SendAsync<TResponse>(
        Func<CallOptions, AsyncUnaryCall<TResponse>> send, Action<string> refuse, Connection connection, TimeProvider time, CancellationToken cancellation)
        where TResponse : class
    {
        for (int attempt = 1; ; attempt++)
        {
            CallFailure failure;
            try
            {
                return await send(connection.Options(cancellation));
            }
            catch (RpcException refused) when (!cancellation.IsCancellationRequested)
            {
                failure = CallFailure.From(refused);
                bool isOfRecord = refused.StatusCode is StatusCode.InvalidArgument or StatusCode.AlreadyExists or StatusCode.NotFound or StatusCode.FailedPrecondition or StatusCode.Aborted;
                if (!isOfRecord && RetryPolicy.Wait(failure, attempt, 0) is null) throw;
            }
            if (RetryPolicy.Wait(failure, attempt, 0) is { } pause)
            {
                await Task.Delay(pause, time, cancellation);
                continue;
            }
            refuse(failure.ToString().Replace("\n", "; ", StringComparison.Ordinal));
            return null;
        }
    }
}
