using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CreditDecision.Service.Door;

/// <summary>
/// Lets in who may come in: asks who it is and whether it may call the method, and whether it may use the <c>client_id</c> that it names; then
/// holds it to its limits. Where neither certificates nor tokens are asked for, everybody may do everything.
/// </summary>
internal sealed class DoorInterceptor(DoorGuard guard, ClientLimits limits) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        ClientIdentity? identity = await guard.AdmitAsync(context);
        if (identity is not null) ClientScope.Check(identity, request);
        using IDisposable turn = limits.Take(identity, request);
        TResponse response = await continuation(request, context);
        if (identity is not null) ClientScope.CheckAnswer(identity, response);
        return response;
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ClientIdentity? identity = await guard.AdmitAsync(context);
        if (identity is not null) ClientScope.Check(identity, request);
        using IDisposable turn = limits.Take(identity, request);
        await continuation(request, responseStream, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ClientIdentity? identity = await guard.AdmitAsync(context);
        using IDisposable turn = limits.Take(identity, requestStream);
        return await continuation(ScopedStream<TRequest>.Of(requestStream, identity), context);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ClientIdentity? identity = await guard.AdmitAsync(context);
        using IDisposable turn = limits.Take(identity, requestStream);
        await continuation(ScopedStream<TRequest>.Of(requestStream, identity), responseStream, context);
    }
}
