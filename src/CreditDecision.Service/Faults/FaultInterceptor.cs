using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CreditDecision.Service.Faults;

/// <summary>
/// The one place that turns failures into statuses: a store that is busy or away is told as such, and what no handler expected as INTERNAL
/// with an incident id that stands in the log beside the exception, so that nothing of our inside reaches a caller. Cancellation and errors
/// that are answers pass.
/// </summary>
public sealed partial class FaultInterceptor(ILogger<FaultInterceptor> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception fault) when (IsNoAnswer(fault, context))
        {
            throw Told(fault, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception fault) when (IsNoAnswer(fault, context))
        {
            throw Told(fault, context);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception fault) when (IsNoAnswer(fault, context))
        {
            throw Told(fault, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception fault) when (IsNoAnswer(fault, context))
        {
            throw Told(fault, context);
        }
    }

    private static bool IsNoAnswer(Exception fault, ServerCallContext context) =>
        fault is not RpcException && !(fault is OperationCanceledException && context.CancellationToken.IsCancellationRequested);

    private RpcException Told(Exception fault, ServerCallContext context)
    {
        if (fault is LedgerBusyException busy) return Refusals.TooBusy(busy.RetryAfter);
        if (fault is LedgerUnavailableException) return Refusals.Unavailable();
        string incident = Guid.CreateVersion7().ToString("N");
        Unexpected(fault, context.Method, incident);
        return Refusals.Internal(incident);
    }

    [LoggerMessage(1, LogLevel.Error, "{Method} failed unexpectedly; incident {Incident}")]
    private partial void Unexpected(Exception fault, string method, string incident);
}
