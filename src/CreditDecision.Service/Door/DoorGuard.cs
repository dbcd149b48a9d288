using System.Security.Cryptography.X509Certificates;
using CreditDecision.Service.Door.Tokens;
using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;

namespace CreditDecision.Service.Door;

/// <summary>
/// Says who calls, and whether they may call the method: by the token that the call bears and the roles in it, or by the certificate of its
/// connection and the services that the configuration gives it. A token goes before a certificate, which then only says whose machine it is.
/// </summary>
/// <param name="tokens">Null where none are asked for.</param>
internal sealed class DoorGuard(DoorOptions options, ClientDirectory clients, BearerTokens? tokens, MethodAccess access)
{
    private const string Health = "grpc.health.v1.Health";

    private static readonly object ConnectionKey = new();

    /// <returns>Null where nobody is asked who they are, and for whoever asks for health.</returns>
    /// <exception cref="RpcException">UNAUTHENTICATED or PERMISSION_DENIED.</exception>
    public async ValueTask<ClientIdentity?> AdmitAsync(ServerCallContext context)
    {
        bool asksCertificates = options.ClientCertificates != ClientCertificates.None;
        if (!asksCertificates && tokens is null) return null;
        string service = ServiceOf(context.Method);
        if (service == Health) return null;
        HttpContext http = context.GetHttpContext();
        string? authorization = http.Request.Headers.Authorization;
        ClientIdentity? shown = asksCertificates ? IdentityOf(http) : null;
        // A machine that is known and bears no token is held to what the configuration says of it.
        if (tokens is not null && (authorization is not null || shown is null))
        {
            Caller caller = await tokens.VerifyAsync(authorization);
            access.Check(context.Method, caller);
            caller.Enter(context);
            return caller.Identity;
        }
        if (shown is null) throw new RpcException(new Status(StatusCode.Unauthenticated, "The connection shows no certificate of a client that is known here."));
        if (!shown.MayCall(service[(service.LastIndexOf('.') + 1)..])) throw new RpcException(new Status(StatusCode.PermissionDenied, "This client may not call that service."));
        return shown;
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
