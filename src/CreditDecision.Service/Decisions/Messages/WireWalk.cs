using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>
/// Walks over the fields of one protobuf message without making anything of them. A field is named by its number and the form in which it
/// was written: a number that a caller wrote in another form is a field that the service does not know, and keeps as such.
/// </summary>
internal ref struct WireWalk(ReadOnlySpan<byte> message)
{
    /// <summary>Form of whole numbers, flags and enums.</summary>
    public const uint Varint = (uint)WireFormat.WireType.Varint << FormShift;

    /// <summary>Form of doubles.</summary>
    public const uint Fixed = (uint)WireFormat.WireType.Fixed64 << FormShift;

    /// <summary>Form of texts, bytes and messages.</summary>
    public const uint Block = (uint)WireFormat.WireType.LengthDelimited << FormShift;

    // Field numbers end below.
    private const int FormShift = 29;

    // Most tags and lengths are of one byte: its highest bit says that more follow.
    private const byte OneByte = 0x80;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    /// <summary>The form with the number: <c>Block | Wire.Borrower.NameFieldNumber</c>.</summary>
    public uint Field { get; private set; }

    /// <summary>Of a varint or fixed field; the bits as they are.</summary>
    public ulong Number { get; private set; }

    /// <summary>Of a block.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary><see cref="Bytes"/> read as UTF-8.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">It is no message.</exception>
    public bool Next()
    {
        if ((uint)_at >= (uint)_message.Length) return false;
        ulong tag = _message[_at];
        if (tag < OneByte) _at++;
        else tag = ReadVarint();
        Field = (uint)(tag & 7) << FormShift | (uint)(tag >> 3);
        // What is read most by far, features with their names and numbers, in the shortest way.
        bool known = tag >> 3 is > 0 and < 1 << FormShift;
        if (known && (tag & 7) == (ulong)WireFormat.WireType.LengthDelimited) Bytes = Take(ReadVarint());
        else if (known && (tag & 7) == (ulong)WireFormat.WireType.Fixed64) Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
        else Read((WireFormat.WireType)(tag & 7), tag >> 3);
        return true;
    }

    private void Read(WireFormat.WireType form, ulong number)
    {
        if (number is 0 or >= 1 << FormShift) throw Refusal();
        switch (form)
        {
            case WireFormat.WireType.Varint:
                Number = ReadVarint();
                break;
            case WireFormat.WireType.Fixed64:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case WireFormat.WireType.Fixed32:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            case WireFormat.WireType.LengthDelimited:
                Bytes = Take(ReadVarint());
                break;
            case WireFormat.WireType.StartGroup:
                SkipGroup(number);
                break;
            default:
                throw Refusal();
        }
    }

    // The service's own messages have none; a caller's of another version may, and the service keeps what it does not know.
    private void SkipGroup(ulong number)
    {
        var open = new Stack<ulong>([number]);
        while (open.Count > 0)
        {
            ulong tag = ReadVarint();
            var form = (WireFormat.WireType)(tag & 7);
            if (form == WireFormat.WireType.StartGroup) open.Push(tag >> 3);
            else if (form != WireFormat.WireType.EndGroup) Read(form, tag >> 3);
            else if (open.Pop() != tag >> 3) throw Refusal();
        }
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_message.Length - _at)) throw Refusal();
        ReadOnlySpan<byte> taken = _message.Slice(_at, (int)length);
        _at += (int)length;
        return taken;
    }

    /// <summary>Takes one number off the front of packed ones.</summary>
    /// <exception cref="InvalidDataException">It ends within one.</exception>
    public static ulong ReadVarint(ref ReadOnlySpan<byte> packed)
    {
        var walk = new WireWalk(packed);
        ulong value = walk.ReadVarint();
        packed = packed[walk._at..];
        return value;
    }

    private ulong ReadVarint()
    {
        if ((uint)_at < (uint)_message.Length && _message[_at] < OneByte) return _message[_at++];
        return ReadLongVarint();
    }

    private ulong ReadLongVarint()
    {
        ulong value = 0;
        ReadOnlySpan<byte> rest = _message[_at..];
        for (int i = 0; i < Math.Min(rest.Length, 10); i++)
        {
            value |= (ulong)(rest[i] & 0x7f) << (7 * i);
            if (rest[i] >= OneByte) continue;
            _at += i + 1;
            return value;
        }
        throw Refusal();
    }

    private static InvalidDataException Refusal() => new("A message ends within a field, or has a field of a kind that the service never writes.");
}
