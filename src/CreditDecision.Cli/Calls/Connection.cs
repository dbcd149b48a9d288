using CreditDecision.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace CreditDecision.Cli.Calls;

/// <summary>The service, over one or several HTTP/2 connections. One connection carries about a hundred calls at a time.</summary>
internal sealed class Connection : IDisposable
{
    public const int Most = 64;

    private readonly GrpcChannel[] _channels;
    private readonly DecisionService.DecisionServiceClient[] _clients;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    /// <param name="token">Borne by every call; null for none.</param>
    /// <exception cref="Failure">A file of <paramref name="tls"/> cannot be read.</exception>
    public Connection(Uri address, TlsFiles tls, string? token, TimeSpan timeout, int connections, TimeProvider time)
    {
        Address = address;
        _timeout = timeout;
        _time = time;
        _channels = [.. Enumerable.Range(0, connections).Select(_ => Open(address, tls, token))];
        _clients = [.. _channels.Select(channel => new DecisionService.DecisionServiceClient(channel))];
    }

    public Uri Address { get; }

    public ChannelBase Channel => _channels[0];

    public DecisionService.DecisionServiceClient Client => _clients[0];

    public DecisionService.DecisionServiceClient ClientOf(int caller) => _clients[caller % _clients.Length];

    public CallOptions Options(CancellationToken cancellation) => Options(TimeSpan.Zero, cancellation);

    /// <param name="least">Of a call that takes longer than others do.</param>
    public CallOptions Options(TimeSpan least, CancellationToken cancellation)
    {
        TimeSpan timeout = _timeout > least ? _timeout : least;
        return new CallOptions(deadline: (_time.GetUtcNow() + timeout).UtcDateTime, cancellationToken: cancellation);
    }

    public void Dispose()
    {
        foreach (GrpcChannel channel in _channels) channel.Dispose();
    }

    // A handler of its own for each channel: channels that share one would share its connection too.
    private static GrpcChannel Open(Uri address, TlsFiles tls, string? token)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            SslOptions = tls.Options(),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        };
        return GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = token is null ? handler : new BearerHandler(handler, token), DisposeHttpClient = true });
    }
}
