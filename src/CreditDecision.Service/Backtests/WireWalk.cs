using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;

namespace CreditDecision.Service.Backtests;

/// <summary>Walks over the fields of one protobuf message without making anything of them.</summary>
internal ref struct WireWalk(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    public int Field { get; private set; }

    /// <summary>Of a varint or fixed field; the bits as they are.</summary>
    public ulong Number { get; private set; }

    /// <summary>Of a text, bytes or message field.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary><see cref="Bytes"/> read as UTF-8.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">It is no message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        ulong tag = Varint();
        Field = (int)(tag >> 3);
        switch ((WireFormat.WireType)(tag & 7))
        {
            case WireFormat.WireType.Varint:
                Number = Varint();
                return true;
            case WireFormat.WireType.Fixed64:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                return true;
            case WireFormat.WireType.Fixed32:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                return true;
            case WireFormat.WireType.LengthDelimited:
                Bytes = Take(Varint());
                return true;
            default:
                throw Refusal();
        }
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length) throw Refusal();
        ReadOnlySpan<byte> taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ulong Varint()
    {
        // Most numbers, and all tags of the messages read here but a few, are of one byte.
        if (_rest.Length > 0 && _rest[0] < 0x80)
        {
            byte only = _rest[0];
            _rest = _rest[1..];
            return only;
        }
        ulong value = 0;
        for (int i = 0; i < Math.Min(_rest.Length, 10); i++)
        {
            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] >= 0x80) continue;
            _rest = _rest[(i + 1)..];
            return value;
        }
        throw Refusal();
    }

    private static InvalidDataException Refusal() => new("A message ends within a field, or has a field of a kind that the service never writes.");
}
