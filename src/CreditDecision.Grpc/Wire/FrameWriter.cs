using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>
/// Writes one length-prefixed message. When the serializer says the length first, as generated code does, a message of up to one
/// page goes straight into the transport's memory in one piece; a longer one follows its prefix; any other is gathered first.
/// Serializing neither waits nor nests, so each thread keeps one writer and a message costs none.
/// </summary>
internal sealed class FrameWriter : SerializationContext, IBufferWriter<byte>
{
    private const int HeaderSize = 5;

    /// <summary>What a transport's page holds; a larger single piece would make it allocate.</summary>
    private const int OnePiece = 4096;

    [ThreadStatic]
    private static FrameWriter? t_idle;

    private IBufferWriter<byte>? _target;
    private OutgoingRules? _rules;
    private bool _compress;
    private int? _announced;
    private Memory<byte> _piece;
    private int _written;
    private ArrayBufferWriter<byte>? _gathered;
    private bool _completed;

    /// <summary>Writes a message as a frame.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: larger than allowed; nothing was written. INTERNAL: the serializer did not
    /// complete, or wrote another length than it had said.</exception>
    public static void Write<T>(IBufferWriter<byte> target, T message, Marshaller<T> marshaller, OutgoingRules rules, bool compress)
    {
        var writer = t_idle ?? new FrameWriter();
        t_idle = null;
        writer._target = target;
        writer._rules = rules;
        writer._compress = compress && rules.Compression is not null;
        try
        {
            marshaller.ContextualSerializer(message, writer);
            if (!writer._completed)
                throw new RpcException(new Status(StatusCode.Internal, "Serialization did not complete."));
        }
        finally
        {
            writer.Reset();
            t_idle = writer;
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        CheckSize(payloadLength);
        _announced = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_compress || _announced is not { } length)
            return _gathered ??= new ArrayBufferWriter<byte>();

        if (HeaderSize + length <= OnePiece)
        {
            _piece = _target!.GetMemory(HeaderSize + length)[..(HeaderSize + length)];
            WriteHeader(_piece.Span, compressed: false, length);
            _written = HeaderSize;
        }
        else
            WriteHeader(length, compressed: false);

        return this;
    }

    public override void Complete()
    {
        if (_gathered is not null)
        {
            WriteWhole(_gathered.WrittenSpan);
            return;
        }

        if (_announced is not { } length || _written - (_piece.IsEmpty ? 0 : HeaderSize) != length)
            throw new RpcException(new Status(StatusCode.Internal, "The serializer wrote another length than it had announced."));

        if (!_piece.IsEmpty)
            _target!.Advance(_written);
        _completed = true;
    }

    public override void Complete(byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        WriteWhole(payload);
    }

    void IBufferWriter<byte>.Advance(int count)
    {
        _written += count;
        if (_piece.IsEmpty)
            _target!.Advance(count);
    }

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) => _piece.IsEmpty ? _target!.GetMemory(sizeHint) : Remaining(sizeHint);

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => _piece.IsEmpty ? _target!.GetSpan(sizeHint) : Remaining(sizeHint).Span;

    /// <summary>
    /// The rest of the piece. A message that grew since it was measured gets memory that goes nowhere, because a serializer may not
    /// be given none; <see cref="Complete()"/> then refuses the message.
    /// </summary>
    private Memory<byte> Remaining(int sizeHint) =>
        _written < _piece.Length && sizeHint <= _piece.Length - _written ? _piece[_written..] : new byte[Math.Max(sizeHint, 64)];

    private void WriteWhole(ReadOnlySpan<byte> payload)
    {
        CheckSize(payload.Length);
        // Nothing compresses to nothing here: .NET's gzip stream writes no header for no bytes, and other clients rightly refuse that.
        if (_compress && !payload.IsEmpty)
        {
            var compressed = Compress(payload);
            WriteHeader(compressed.Length, compressed: true);
            _target!.Write(compressed);
        }
        else
        {
            WriteHeader(payload.Length, compressed: false);
            _target!.Write(payload);
        }

        _completed = true;
    }

    private ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> payload)
    {
        var buffer = new MemoryStream();
        using (var stream = _rules!.Compression!.CreateCompressionStream(buffer, _rules.Level))
            stream.Write(payload);

        return buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
    }

    private void WriteHeader(int length, bool compressed)
    {
        WriteHeader(_target!.GetSpan(HeaderSize), compressed, length);
        _target.Advance(HeaderSize);
    }

    private static void WriteHeader(Span<byte> span, bool compressed, int length)
    {
        span[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(span[1..], length);
    }

    private void CheckSize(int length)
    {
        if (length > (_rules!.MaxMessageSize ?? int.MaxValue))
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."));
    }

    private void Reset()
    {
        _target = null;
        _rules = null;
        _announced = null;
        _piece = default;
        _written = 0;
        _gathered = null;
        _completed = false;
    }
}
