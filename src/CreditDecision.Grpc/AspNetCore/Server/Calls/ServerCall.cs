using System.Net.Sockets;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>
/// One call on the server, and what its handler sees of it. Made for each call and never reused, because a handler may keep it;
/// what most calls never ask for (metadata, trailers, token, identity) is made when asked for.
/// </summary>
internal sealed class ServerCall : ServerCallContext
{
    private readonly HttpContext _http;
    private readonly string _method;
    private readonly CallDeadline? _deadline;
    private readonly CallResponse _response;
    private Metadata? _requestHeaders;
    private AuthContext? _identity;
    private Status _status;

    public ServerCall(HttpContext http, CallSettings settings, string method, bool streamsRequests)
    {
        _http = http;
        _method = method;
        Settings = settings;
        _deadline = CallDeadline.From(this, http, streamsRequests);
        _response = new CallResponse(http, settings, _deadline);
    }

    public HttpContext Http => _http;

    public CallSettings Settings { get; }

    public CallResponse Response => _response;

    /// <summary>What ends the call in time; null when it has all the time it needs.</summary>
    public CallDeadline? Watch => _deadline;

    public IncomingRules IncomingRules => Settings.IncomingFor(_http.Request.Headers.GrpcEncoding);

    /// <summary>The status that the handler set, which stands if it returns.</summary>
    public Status HandlerStatus => _status;

    protected override string MethodCore => _method;

    protected override string HostCore => _http.Request.Host.Value ?? "";

    protected override string PeerCore => _http.Connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetworkV6 } v6 => $"ipv6:[{v6}]:{_http.Connection.RemotePort}",
        var v4 => $"ipv4:{v4}:{_http.Connection.RemotePort}",
    };

    protected override DateTime DeadlineCore => _deadline?.At ?? DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadHeaders(_http.Request.Headers);

    protected override CancellationToken CancellationTokenCore => _deadline?.Token ?? _http.RequestAborted;

    protected override Metadata ResponseTrailersCore => _response.Trailers;

    protected override Status StatusCore
    {
        get => _status;
        set => _status = value;
    }

    protected override WriteOptions? WriteOptionsCore
    {
        get => _response.WriteOptions;
        set => _response.WriteOptions = value;
    }

    protected override AuthContext AuthContextCore => _identity ??= PeerIdentity.From(_http.Connection.ClientCertificate);

    protected override IDictionary<object, object> UserStateCore => _http.Items!;

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => _response.SendHeadersAsync(responseHeaders);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotImplementedException("CreatePropagationToken will not be implemented.");

    private static Metadata ReadHeaders(IHeaderDictionary headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers)
        {
            if (MetadataCodec.IsTransport(name.ToLowerInvariant()))
                continue;

            foreach (var value in values)
                MetadataCodec.Append(metadata, name, value ?? "");
        }

        return metadata;
    }
}
