using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>Runs the calls of one method, from the request to the status. The four kinds of method differ only in <see cref="RunAsync"/>.</summary>
internal abstract class CallHandler(CallSettings settings, IMethod method)
{
    private readonly bool _streamsRequests = method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming;
    private readonly string _path = method.FullName;

    /// <summary>Handles one request. Fails only when the transport does.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        if (Refusal.AnswersIfNotGrpc(http))
            return;

        LiftLimits(http);
        var call = new ServerCall(http, settings, _path, _streamsRequests);
        try
        {
            call.Watch?.Start();
            await RunAsync(call).ConfigureAwait(false);
            call.Response.TryEnd(call.HandlerStatus);
        }
#pragma warning disable CA1031 // The border of the process: whatever a handler throws becomes a status here.
        catch (Exception error)
#pragma warning restore CA1031
        {
            CallFailure.End(call, error);
        }

        if (call.Watch is { } deadline)
            await FinishAsync(deadline).ConfigureAwait(false);
    }

    /// <summary>Reads, calls the handler, and puts its messages.</summary>
    protected abstract Task RunAsync(ServerCall call);

    private static async Task FinishAsync(CallDeadline deadline)
    {
        await deadline.SettleAsync().ConfigureAwait(false);
        deadline.Dispose();
    }

    /// <summary>
    /// A stream may rest for as long as both sides like and carry any number of messages, so Kestrel's limits for request bodies do
    /// not hold for it; each message has its own limit.
    /// </summary>
    private void LiftLimits(HttpContext http)
    {
        if (!_streamsRequests && !settings.AllowsLargeRequests)
            return;

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (_streamsRequests && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }
}

/// <summary>One request, one response.</summary>
internal sealed class UnaryCallHandler<TRequest, TResponse>(
    CallSettings settings,
    Method<TRequest, TResponse> method,
    UnaryServerMethod<TRequest, TResponse> invoke) : CallHandler(settings, method)
    where TRequest : class
    where TResponse : class
{
    protected override async Task RunAsync(ServerCall call)
    {
        var request = await RequestReading.OnlyAsync(call, method.RequestMarshaller).ConfigureAwait(false);
        var response = await invoke(request, call).ConfigureAwait(false);
        call.Response.Put(response ?? throw CallFailure.NoResponse(), method.ResponseMarshaller, null);
    }
}

/// <summary>Many requests, one response.</summary>
internal sealed class ClientStreamingCallHandler<TRequest, TResponse>(
    CallSettings settings,
    Method<TRequest, TResponse> method,
    ClientStreamingServerMethod<TRequest, TResponse> invoke) : CallHandler(settings, method)
    where TRequest : class
    where TResponse : class
{
    protected override async Task RunAsync(ServerCall call)
    {
        var response = await invoke(new RequestStream<TRequest>(call, method.RequestMarshaller), call).ConfigureAwait(false);
        call.Response.Put(response ?? throw CallFailure.NoResponse(), method.ResponseMarshaller, null);
    }
}

/// <summary>One request, many responses.</summary>
internal sealed class ServerStreamingCallHandler<TRequest, TResponse>(
    CallSettings settings,
    Method<TRequest, TResponse> method,
    ServerStreamingServerMethod<TRequest, TResponse> invoke) : CallHandler(settings, method)
    where TRequest : class
    where TResponse : class
{
    protected override async Task RunAsync(ServerCall call)
    {
        var request = await RequestReading.OnlyAsync(call, method.RequestMarshaller).ConfigureAwait(false);
        await invoke(request, new ResponseStream<TResponse>(call, method.ResponseMarshaller), call).ConfigureAwait(false);
    }
}

/// <summary>Many requests, many responses.</summary>
internal sealed class DuplexStreamingCallHandler<TRequest, TResponse>(
    CallSettings settings,
    Method<TRequest, TResponse> method,
    DuplexStreamingServerMethod<TRequest, TResponse> invoke) : CallHandler(settings, method)
    where TRequest : class
    where TResponse : class
{
    protected override Task RunAsync(ServerCall call) => invoke(
        new RequestStream<TRequest>(call, method.RequestMarshaller),
        new ResponseStream<TResponse>(call, method.ResponseMarshaller),
        call);
}

/// <summary>Reads the request of a call that has only one.</summary>
internal static class RequestReading
{
    /// <exception cref="RpcException">There is none, more than one, or it cannot be read.</exception>
    public static ValueTask<T> OnlyAsync<T>(ServerCall call, Marshaller<T> marshaller)
        where T : class
    {
        var reading = FrameReader.ReadOnlyOneAsync(call.Http.Request.BodyReader, marshaller, call.IncomingRules, CancellationToken.None);
        return reading.IsCompletedSuccessfully ? ValueTask.FromResult(Required(reading.Result)) : AwaitAsync(reading);

        static async ValueTask<T> AwaitAsync(ValueTask<T?> reading) => Required(await reading.ConfigureAwait(false));
    }

    private static T Required<T>(T? message)
        where T : class => message ?? throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));
}
