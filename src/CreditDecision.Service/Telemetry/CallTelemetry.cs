using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CreditDecision.Service.Telemetry;

/// <summary>
/// Measures and traces each call, outside of all that answers it, so that what is told is what the caller saw. Where nobody listens a call
/// passes untouched.
/// </summary>
/// <remarks>
/// The caller's <c>traceparent</c> (W3C Trace Context) makes the call a part of the caller's trace. Its <c>tracestate</c> and <c>baggage</c> are
/// not taken: they hold whatever somebody wrote into them, and would leave with the span.
/// </remarks>
internal sealed class CallTelemetry(TimeProvider time) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        IsHeard ? ToldAsync(context, () => continuation(request, context)) : continuation(request, context);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        IsHeard ? ToldAsync(context, () => Any(continuation(request, responseStream, context))) : continuation(request, responseStream, context);

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        IsHeard ? ToldAsync(context, () => continuation(requestStream, context)) : continuation(requestStream, context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        IsHeard ? ToldAsync(context, () => Any(continuation(requestStream, responseStream, context))) : continuation(requestStream, responseStream, context);

    private static bool IsHeard => CallMetrics.IsRead || Spans.Source.HasListeners();

    private static async Task<bool> Any(Task stream)
    {
        await stream;
        return true;
    }

    private async Task<T> ToldAsync<T>(ServerCallContext context, Func<Task<T>> answer)
    {
        string method = context.Method[1..];
        using Activity? span = Begin(method, context);
        long start = time.GetTimestamp();
        CallMetrics.Began(method);
        // What no other layer turned into a status the transport does.
        StatusCode status = StatusCode.Unknown;
        try
        {
            T response = await answer();
            status = context.Status.StatusCode;
            return response;
        }
        catch (RpcException told)
        {
            status = told.StatusCode;
            throw;
        }
        catch (OperationCanceledException)
        {
            status = context.Deadline <= time.GetUtcNow().UtcDateTime ? StatusCode.DeadlineExceeded : StatusCode.Cancelled;
            throw;
        }
        finally
        {
            CallMetrics.Ended(method, status, time.GetElapsedTime(start));
            End(span, status);
        }
    }

    private static Activity? Begin(string method, ServerCallContext context)
    {
        if (!Spans.Source.HasListeners()) return null;
        string? traceparent = context.RequestHeaders.GetValue("traceparent");
        ActivityContext.TryParse(traceparent, null, isRemote: true, out ActivityContext caller);
        // The host's own activity would be the parent otherwise, and it is not sent.
        Activity.Current = null;
        Activity? span = Spans.Source.StartActivity(method, ActivityKind.Server, caller);
        if (span is not { IsAllDataRequested: true }) return span;
        span.SetTag("rpc.system.name", "grpc");
        span.SetTag("rpc.method", method);
        return span;
    }

    private static void End(Activity? span, StatusCode status)
    {
        if (span is not { IsAllDataRequested: true }) return;
        span.SetTag("rpc.response.status_code", CallMetrics.NameOf(status));
        // Those that are the server's doing; texts of errors stay out of traces.
        if (status is StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Unimplemented or StatusCode.Internal or StatusCode.Unavailable or StatusCode.DataLoss)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
