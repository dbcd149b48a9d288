using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>
/// Reads length-prefixed messages: one byte that says whether the message is compressed, four bytes of length (big-endian), the
/// message. Used by server and client alike.
/// </summary>
internal static class FrameReader
{
    private const int HeaderSize = 5;

    /// <summary>Waits for the next whole message; null at the end of the stream.</summary>
    /// <exception cref="RpcException">The frame is broken, too large, or holds no message of this type.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<T?> ReadAsync<T>(PipeReader source, Marshaller<T> marshaller, IncomingRules rules, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var result = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (TryTake(ref buffer, marshaller, rules, out var message))
            {
                source.AdvanceTo(buffer.Start);
                return message;
            }

            if (result.IsCanceled)
                throw new OperationCanceledException(cancellationToken);

            if (result.IsCompleted)
                return buffer.IsEmpty ? null : throw Broken("Incomplete message.");

            source.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Waits for a call's only message and for the end of the stream behind it; null when there is no message.</summary>
    /// <exception cref="RpcException">As for <see cref="ReadAsync"/>; INTERNAL also when more follows.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<T?> ReadOnlyOneAsync<T>(PipeReader source, Marshaller<T> marshaller, IncomingRules rules, CancellationToken cancellationToken)
        where T : class
    {
        T? message = null;
        while (true)
        {
            var result = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (message is null)
                TryTake(ref buffer, marshaller, rules, out message);

            if (message is not null && !buffer.IsEmpty)
                throw Broken("Additional data after the message received.");

            if (result.IsCanceled)
                throw new OperationCanceledException(cancellationToken);

            if (result.IsCompleted)
            {
                if (!buffer.IsEmpty)
                    throw Broken("Incomplete message.");

                source.AdvanceTo(buffer.End);
                return message;
            }

            source.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Takes a message off the front of the buffer if all of it is there.</summary>
    private static bool TryTake<T>(ref ReadOnlySequence<byte> buffer, Marshaller<T> marshaller, IncomingRules rules, out T? message)
        where T : class
    {
        message = null;
        if (buffer.Length < HeaderSize)
            return false;

        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (header[0] > 1)
            throw Broken("Unexpected compressed flag value in message header.");

        // Before the message is waited for: what is too large must not be gathered first.
        rules.CheckSize(length);
        if (buffer.Length - HeaderSize < length)
            return false;

        var payload = buffer.Slice(HeaderSize, length);
        message = Deserialize(marshaller, header[0] == 1 ? rules.Decompress(payload) : payload);
        buffer = buffer.Slice(payload.End);
        return true;
    }

    private static T Deserialize<T>(Marshaller<T> marshaller, in ReadOnlySequence<byte> payload)
        where T : class
    {
        var context = PayloadContext.Rent(payload);
        try
        {
            return marshaller.ContextualDeserializer(context) ?? throw Broken("Failed to deserialize message.");
        }
        catch (Exception unreadable) when (unreadable is not RpcException)
        {
            // The exact reason stays here: it may quote the message, and messages hold personal data.
            throw new RpcException(new Status(StatusCode.Internal, "Failed to deserialize message.", unreadable));
        }
        finally
        {
            context.Return();
        }
    }

    private static RpcException Broken(string detail) => new(new Status(StatusCode.Internal, detail));
}
