using Grpc.Core;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>The responses of a call that streams them. Each is sent at once unless it is hinted that more follows.</summary>
internal sealed class ResponseStream<T>(ServerCall call, Marshaller<T> marshaller) : IServerStreamWriter<T>
    where T : class
{
    private Task _write = Task.CompletedTask;

    public WriteOptions? WriteOptions
    {
        get => call.Response.WriteOptions;
        set => call.Response.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);

        if (call.Response.HasEnded)
            return Task.FromException(new InvalidOperationException("Can't write the message because the request is complete."));

        if (!_write.IsCompleted)
            return Task.FromException(new InvalidOperationException("Can't write the message because the previous write is in progress."));

        return _write = WriteCoreAsync(message, cancellationToken);
    }

    private async Task WriteCoreAsync(T message, CancellationToken cancellationToken)
    {
        var options = WriteOptions;
        call.Response.Put(message, marshaller, options);
        if (((options?.Flags ?? default) & WriteFlags.BufferHint) == 0)
            await call.Response.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
