using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Google.Protobuf;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>
/// Writes one protobuf message straight into bytes, field by field in the order of their numbers, as the library would serialize the parsed
/// message: what has the default value is left out. Goes on the stack and is passed by reference; its room is given back by <see cref="Dispose"/>.
/// </summary>
internal ref struct MessageWriter(int room)
{
    private const int MostVarintBytes = 10;
    private const byte MoreFollows = 0x80;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(room);
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Of the written bytes a copy.</summary>
    public readonly byte[] ToArray() => Written.ToArray();

    // It may hold what is personal, and whoever rents it next sees only what is written there.
    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    /// <summary>A text; an empty one is none.</summary>
    public void Text(int field, string text)
    {
        if (text.Length > 0) Item(field, text);
    }

    /// <summary>A text of a repeated field, also an empty one.</summary>
    public void Item(int field, string text)
    {
        // Ascii, as nearly all are, has as many bytes as letters, and then the length is known to have its place.
        Need(2 * MostVarintBytes + Encoding.UTF8.GetMaxByteCount(text.Length));
        Tag(field, WireFormat.WireType.LengthDelimited);
        int place = _length++;
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
        End(place);
    }

    /// <summary>A whole number, flag or enum; 0 is none.</summary>
    public void Number(int field, long value)
    {
        if (value == 0) return;
        Need(2 * MostVarintBytes);
        Tag(field, WireFormat.WireType.Varint);
        Varint((ulong)value);
    }

    /// <summary>A double; 0 is none.</summary>
    public void Real(int field, double value)
    {
        if (value != 0) Present(field, value);
    }

    /// <summary>A double that says whether it is there: also 0.</summary>
    public void Present(int field, double value)
    {
        Need(MostVarintBytes + sizeof(double));
        Tag(field, WireFormat.WireType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(_length), value);
        _length += sizeof(double);
    }

    /// <summary>A message that is written already.</summary>
    public void Message(int field, ReadOnlySpan<byte> written)
    {
        Need(2 * MostVarintBytes + written.Length);
        Tag(field, WireFormat.WireType.LengthDelimited);
        Varint((ulong)written.Length);
        Copy(written);
    }

    /// <summary>Fields that are written already.</summary>
    public void Copy(ReadOnlySpan<byte> fields)
    {
        Need(fields.Length);
        fields.CopyTo(_bytes.AsSpan(_length));
        _length += fields.Length;
    }

    /// <summary>Begins a message within this one; whatever is written until its end belongs to it.</summary>
    /// <returns>For <see cref="End"/>.</returns>
    public int Begin(int field)
    {
        Need(2 * MostVarintBytes);
        Tag(field, WireFormat.WireType.LengthDelimited);
        return _length++;
    }

    /// <summary>Puts the length of what was begun before it, whose room is one byte; what is longer moves.</summary>
    public void End(int place)
    {
        int length = _length - place - 1;
        if (length < MoreFollows)
        {
            _bytes[place] = (byte)length;
            return;
        }
        int more = ((31 - BitOperations.LeadingZeroCount((uint)length)) / 7);
        Need(more);
        _bytes.AsSpan(place + 1, length).CopyTo(_bytes.AsSpan(place + 1 + more));
        _length = place;
        Varint((ulong)length);
        _length += length;
    }

    private void Tag(int field, WireFormat.WireType form) => Varint(WireFormat.MakeTag(field, form));

    private void Varint(ulong value)
    {
        while (value >= MoreFollows)
        {
            _bytes[_length++] = (byte)(value | MoreFollows);
            value >>= 7;
        }
        _bytes[_length++] = (byte)value;
    }

    private void Need(int bytes)
    {
        if (_bytes.Length - _length >= bytes) return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + bytes, _bytes.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
