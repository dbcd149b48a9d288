using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Mappings;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Cli.Batches;

/// <summary>Makes one row an application, sends it until it has an answer or patience ends, and says what became of it.</summary>
internal sealed class RowSender(LiveMapping mappings, Connection connection, TimeProvider time)
{
    /// <param name="caller">Spreads callers over the connections.</param>
    /// <param name="start">Timestamp from which the latency counts.</param>
    public async Task<RowResult> SendAsync(FileRow row, int caller, long start, CancellationToken cancellation)
    {
        Mapping mapping = mappings.Current;
        bool? isBad = mapping.Label?.IsBad(row);
        if (mapping.Map(row) is not { } request) return RowResult.Unmapped(row.Number, isBad, row.Errors);
        DecisionService.DecisionServiceClient client = connection.ClientOf(caller);
        for (int attempt = 1; ; attempt++)
        {
            (Decision? decision, CallFailure? failure) = await TryAsync(client, request, cancellation);
            TimeSpan? wait = failure is null ? null : RetryPolicy.Wait(failure, attempt, Spread(row.Number, attempt));
            if (wait is not { } pause)
                return new RowResult(row.Number, request.ApplicationId, isBad, decision, failure, [], time.GetElapsedTime(start), attempt);
            await Task.Delay(pause, time, cancellation);
        }
    }

    private async Task<(Decision?, CallFailure?)> TryAsync(
        DecisionService.DecisionServiceClient client, DecideRequest request, CancellationToken cancellation)
    {
        try
        {
            return (await client.DecideAsync(request, connection.Options(cancellation)), null);
        }
        catch (RpcException e) when (!cancellation.IsCancellationRequested)
        {
            return (null, CallFailure.From(e));
        }
        catch (RpcException)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    // The golden ratio scatters neighbours well and needs no generator that callers would share.
    private static double Spread(long row, int attempt) => (row * 0.6180339887498949 + attempt * 0.4142135623730951) % 1;
}
