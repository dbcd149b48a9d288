using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Connections.Features;

namespace CreditDecision.Service.Door;

/// <summary>
/// Lets in who may come in: tells the client from the certificate of its connection, whether it may call the service, and whether it may use the
/// <c>client_id</c> that it names; then holds it to its limits. Where no certificates are asked for, everybody may do everything.
/// </summary>
internal sealed class DoorInterceptor(DoorOptions options, ClientDirectory clients, ClientLimits limits) : Interceptor
{
    private const string Health = "grpc.health.v1.Health";

    private static readonly object ConnectionKey = new();

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        ClientIdentity? identity = Admit(context);
        if (identity is not null) ClientScope.Check(identity, request);
        using IDisposable turn = limits.Take(identity, request);
        TResponse response = await continuation(request, context);
        if (identity is not null) ClientScope.CheckAnswer(identity, response);
        return response;
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ClientIdentity? identity = Admit(context);
        if (identity is not null) ClientScope.Check(identity, request);
        using IDisposable turn = limits.Take(identity, request);
        await continuation(request, responseStream, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ClientIdentity? identity = Admit(context);
        using IDisposable turn = limits.Take(identity, requestStream);
        return await continuation(ScopedStream<TRequest>.Of(requestStream, identity), context);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ClientIdentity? identity = Admit(context);
        using IDisposable turn = limits.Take(identity, requestStream);
        await continuation(ScopedStream<TRequest>.Of(requestStream, identity), responseStream, context);
    }

    /// <returns>Null where nobody is asked who they are, and for whoever asks for health.</returns>
    /// <exception cref="RpcException">UNAUTHENTICATED or PERMISSION_DENIED.</exception>
    private ClientIdentity? Admit(ServerCallContext context)
    {
        if (options.ClientCertificates == ClientCertificates.None) return null;
        string service = ServiceOf(context.Method);
        if (service == Health) return null;
        ClientIdentity identity = IdentityOf(context.GetHttpContext())
            ?? throw new RpcException(new Status(StatusCode.Unauthenticated, "The connection shows no certificate of a client that is known here."));
        if (!identity.MayCall(service[(service.LastIndexOf('.') + 1)..]))
            throw new RpcException(new Status(StatusCode.PermissionDenied, "This client may not call that service."));
        return identity;
    }

    // Once for each connection: telling a certificate costs more than deciding.
    private ClientIdentity? IdentityOf(HttpContext http)
    {
        IDictionary<object, object?>? items = http.Features.Get<IConnectionItemsFeature>()?.Items;
        if (items is not null && items.TryGetValue(ConnectionKey, out object? known)) return known as ClientIdentity;
        ClientIdentity? identity = http.Connection.ClientCertificate is X509Certificate2 certificate ? clients.Find(certificate) : null;
        if (items is not null) lock (items) items[ConnectionKey] = identity;
        return identity;
    }

    // "/package.Service/Method"
    private static string ServiceOf(string method) => method[1..method.LastIndexOf('/')];
}
