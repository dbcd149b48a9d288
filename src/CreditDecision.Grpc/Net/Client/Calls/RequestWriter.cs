using System.Buffers;
using Grpc.Core;

namespace Grpc.Net.Client.Calls;

/// <summary>Writes the requests of a call that streams them.</summary>
internal sealed class RequestWriter<TRequest, TResponse>(ClientCall<TRequest, TResponse> call, RequestStreamContent content) : IClientStreamWriter<TRequest>
    where TRequest : class
    where TResponse : class
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private Task _write = Task.CompletedTask;
    private bool _isComplete;

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_isComplete)
            return Task.FromException(new InvalidOperationException("Request stream has already been completed."));

        if (!_write.IsCompleted)
            return Task.FromException(new InvalidOperationException("Can't write the message because the previous write is in progress."));

        return _write = WriteCoreAsync(message, cancellationToken);
    }

    public Task CompleteAsync()
    {
        if (!_write.IsCompleted)
            return Task.FromException(new InvalidOperationException("Can't complete the client stream writer because the previous write is in progress."));

        _isComplete = true;
        call.EndRequests();
        content.Complete();
        return Task.CompletedTask;
    }

    private async Task WriteCoreAsync(TRequest message, CancellationToken cancellationToken)
    {
        var options = WriteOptions;
        await using var giveUp = cancellationToken.Register(() => call.End.TryCancel(CallEnd.CancelledByCaller)).ConfigureAwait(false);
        try
        {
            call.End.ThrowIfEnded();
            var stream = await content.OpenedAsync.WaitAsync(call.End.Token).ConfigureAwait(false);
            _buffer.ResetWrittenCount();
            call.Write(_buffer, message, options);
            await stream.WriteAsync(_buffer.WrittenMemory, call.End.Token).ConfigureAwait(false);
            if (((options?.Flags ?? default) & WriteFlags.BufferHint) == 0)
                await stream.FlushAsync(call.End.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or HttpRequestException or ObjectDisposedException && !call.End.Token.IsCancellationRequested)
        {
            // The transport takes no more: the server has ended the call, or the connection is gone. Only the responses tell which, and a
            // status that came from here would hide theirs.
            throw call.End.Status is null ? new RpcException(new Status(StatusCode.Unavailable, "The call takes no more requests; its responses tell why.", error)) : call.Fail(error);
        }
#pragma warning disable CA1031 // Every error of the transport becomes the call's status.
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw call.Fail(error);
        }
    }
}
