using Grpc.Core;

namespace Grpc.Net.Client.Calls;

/// <summary>Reads the responses of a call that streams them.</summary>
internal sealed class ResponseReader<TRequest, TResponse>(ClientCall<TRequest, TResponse> call) : IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private TResponse? _current;
    private bool _isReading;
    private bool _hasEnded;

    public TResponse Current => _current ?? throw new InvalidOperationException("No current element is available.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (_isReading)
            throw new InvalidOperationException("Can't read the next message because the previous read is still in progress.");

        if (_hasEnded)
            return false;

        _isReading = true;
        try
        {
            _current = await call.NextResponseAsync(cancellationToken).ConfigureAwait(false);
            _hasEnded = _current is null;
            return !_hasEnded;
        }
        finally
        {
            _isReading = false;
        }
    }
}
