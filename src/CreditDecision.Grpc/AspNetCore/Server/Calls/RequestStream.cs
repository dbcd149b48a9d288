using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>The requests of a call that streams them.</summary>
internal sealed class RequestStream<T>(ServerCall call, Marshaller<T> marshaller) : IAsyncStreamReader<T>
    where T : class
{
    private readonly IncomingRules _rules = call.IncomingRules;
    private T? _current;
    private bool _isReading;
    private bool _hasEnded;

    public T Current => _current ?? throw new InvalidOperationException("No current element is available.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (call.Response.HasEnded)
            throw new InvalidOperationException("Can't read messages after the request is complete.");

        if (_isReading)
            throw new InvalidOperationException("Can't read the next message because the previous read is still in progress.");

        if (_hasEnded)
            return false;

        _isReading = true;
        try
        {
            _current = await FrameReader.ReadAsync(call.Http.Request.BodyReader, marshaller, _rules, cancellationToken).ConfigureAwait(false);
            _hasEnded = _current is null;
            return !_hasEnded;
        }
        finally
        {
            _isReading = false;
        }
    }
}
