using System.Buffers;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.Wire;

/// <summary>
/// What one side holds incoming messages to: their size, compressed or not, and the encoding that the other side announced. One per
/// encoding, shared by all calls.
/// </summary>
/// <param name="maxMessageSize">Bytes; null is no limit. Bounds the message as it came and also as decompressed, so that a few
/// kilobytes cannot become gigabytes of memory.</param>
/// <param name="announced">"grpc-encoding" as it came; null when there was none.</param>
internal sealed class IncomingRules(int? maxMessageSize, string? announced, MessageEncodings encodings)
{
    private readonly ICompressionProvider? _provider = encodings.Find(announced);

    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: longer than the limit.</exception>
    public void CheckSize(long length)
    {
        if (length > (maxMessageSize ?? int.MaxValue))
            throw TooLarge();
    }

    /// <summary>The plain bytes of a compressed message.</summary>
    /// <exception cref="RpcException">INTERNAL: no encoding was announced, or the bytes are not of that encoding. UNIMPLEMENTED: the
    /// encoding is not known here. RESOURCE_EXHAUSTED: the plain bytes are more than the limit.</exception>
    public ReadOnlySequence<byte> Decompress(in ReadOnlySequence<byte> compressed)
    {
        if (announced is null or WireNames.Identity)
            throw new RpcException(new Status(StatusCode.Internal, "Message is marked as compressed, but its grpc-encoding is missing or identity."));

        if (_provider is null)
        {
            var known = string.Join(", ", encodings.Names);
            var status = new Status(StatusCode.Unimplemented, $"Unsupported grpc-encoding value '{announced}'. Supported encodings: {known}");
            throw new RpcException(status, new Metadata { { WireNames.AcceptEncoding, encodings.AcceptEncoding } });
        }

        try
        {
            return new ReadOnlySequence<byte>(ReadPlain(_provider, compressed).WrittenMemory);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"Message is not valid {announced} data.", damaged));
        }
    }

    private ArrayBufferWriter<byte> ReadPlain(ICompressionProvider provider, in ReadOnlySequence<byte> compressed)
    {
        using var source = new MemoryStream(compressed.ToArray(), writable: false);
        using var plain = provider.CreateDecompressionStream(source);
        var buffer = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = plain.Read(buffer.GetSpan(4096));
            if (read == 0)
                return buffer;

            buffer.Advance(read);
            CheckSize(buffer.WrittenCount);
        }
    }

    private static RpcException TooLarge() =>
        new(new Status(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size."));
}
