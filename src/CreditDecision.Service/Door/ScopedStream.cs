using Grpc.Core;

namespace CreditDecision.Service.Door;

/// <summary>What a client streams in, each message looked at before anybody else sees it. A stream is one turn of its client's limits.</summary>
internal sealed class ScopedStream<T> : IAsyncStreamReader<T>
{
    private readonly IAsyncStreamReader<T> _stream;
    private readonly ClientIdentity _identity;

    private ScopedStream(IAsyncStreamReader<T> stream, ClientIdentity identity) => (_stream, _identity) = (stream, identity);

    public T Current => _stream.Current;

    /// <returns>The stream itself where nobody is asked who they are.</returns>
    public static IAsyncStreamReader<T> Of(IAsyncStreamReader<T> stream, ClientIdentity? identity) =>
        identity is null ? stream : new ScopedStream<T>(stream, identity);

    /// <exception cref="RpcException">PERMISSION_DENIED: the message names another client.</exception>
    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!await _stream.MoveNext(cancellationToken)) return false;
        ClientScope.Check(_identity, _stream.Current!);
        return true;
    }
}
