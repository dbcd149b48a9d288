using System.Buffers.Binary;
using CreditDecision.Modeling.Fitting;

namespace CreditDecision.Modeling.Tests.Formats.Fuzzing;

/// <summary>Edits of UBJSON (big-endian, marked types) and protobuf (little-endian, varints): counts, lengths, indices, floats, nesting.</summary>
internal static class BinaryEdits
{
    private static readonly long[] Integers =
    [
        0, 1, -1, 2, 127, 128, 255, 256, 32767, 32768, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, long.MaxValue, long.MinValue,
    ];

    private static readonly double[] Floats =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, 0, -0.0, -1, 1e39, 3.4e38, 1e-46, 0.5];

    private static readonly byte[][] Pieces =
    [
        // UBJSON: containers with a count, of types that take no bytes, of 2^31 - 1 and 2^63 - 1 of them; nothing after them.
        [.. "[$Z#l"u8, 0x7F, 0xFF, 0xFF, 0xFF], [.. "[$T#L"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [.. "[$d#l"u8, 0x7F, 0xFF, 0xFF, 0xFF],
        [.. "[$N#U"u8, 0xFF], [.. "{$i#l"u8, 0x7F, 0xFF, 0xFF, 0xFF], [.. "SL"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [.. "Sl"u8, 0xFF, 0xFF, 0xFF, 0xFF],
        [.. "[$[#U"u8, 3], [.. "HU"u8, 3, .. "1e9"u8], [.. "CA"u8], [.. "N"u8], [.. "L"u8, 0x80, 0, 0, 0, 0, 0, 0, 0], [.. "D"u8, 0x7F, 0xF8, 0, 0, 0, 0, 0, 0],
        // protobuf: fields 1 to 9 with lengths that no bytes stand behind, groups, an endless varint, a field number of 0.
        [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0x0B], [0x0C], [0x4A, 0x00], [0x00],
        [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x15, 0, 0, 0xC0, 0x7F],
    ];

    internal static byte[] SetInteger(byte[] bytes, byte[] other, StableRandom dice)
    {
        byte[] raw = new byte[8];
        long value = Integers[dice.NextBelow(Integers.Length)];
        int size = 1 << dice.NextBelow(4);
        if (dice.NextChance(0.5)) BinaryPrimitives.WriteInt64LittleEndian(raw, value);
        else BinaryPrimitives.WriteInt64BigEndian(raw, value << (64 - 8 * size));
        return Overwrite(bytes, raw.AsSpan(0, size), dice);
    }

    internal static byte[] SetFloat(byte[] bytes, byte[] other, StableRandom dice)
    {
        byte[] raw = new byte[8];
        double value = Floats[dice.NextBelow(Floats.Length)];
        bool isDouble = dice.NextChance(0.5), isLittle = dice.NextChance(0.5);
        if (isDouble) BinaryPrimitives.WriteDoubleLittleEndian(raw, value);
        else BinaryPrimitives.WriteSingleLittleEndian(raw, (float)value);
        Span<byte> written = raw.AsSpan(0, isDouble ? 8 : 4);
        if (!isLittle) written.Reverse();
        return Overwrite(bytes, written, dice);
    }

    /// <summary>Another number where a protobuf tag or length may stand: one byte gives way to any number of them.</summary>
    internal static byte[] SetVarint(byte[] bytes, byte[] other, StableRandom dice)
    {
        if (bytes.Length == 0) return bytes;
        int place = dice.NextBelow(bytes.Length);
        ulong value = dice.NextChance(0.5) ? (ulong)(bytes[place] + dice.NextBelow(5) - 2) : dice.NextBits() >> dice.NextBelow(64);
        var varint = new List<byte>();
        for (; value >= 0x80; value >>= 7) varint.Add((byte)(value | 0x80));
        varint.Add((byte)value);
        return [.. bytes[..place], .. varint, .. bytes[(place + 1)..]];
    }

    internal static byte[] Insert(byte[] bytes, byte[] other, StableRandom dice) =>
        ByteEdits.InsertAt(bytes, dice.NextBelow(bytes.Length + 1), Pieces[dice.NextBelow(Pieces.Length)]);

    internal static byte[] Nest(byte[] bytes, byte[] other, StableRandom dice)
    {
        byte[][] openings = [[.. "["u8], [.. "{U"u8, 1, .. "a"u8], [.. "[[$"u8], [0x0B], [0x3A, 0x7F]];
        byte[] opening = openings[dice.NextBelow(openings.Length)];
        int depth = 1 << dice.NextBelow(14);
        return ByteEdits.InsertAt(bytes, dice.NextBelow(bytes.Length + 1), [.. Enumerable.Repeat(opening, depth).SelectMany(each => each)]);
    }

    private static byte[] Overwrite(byte[] bytes, ReadOnlySpan<byte> raw, StableRandom dice)
    {
        if (bytes.Length < raw.Length) return bytes;
        byte[] edited = [.. bytes];
        raw.CopyTo(edited.AsSpan(dice.NextBelow(bytes.Length - raw.Length + 1)));
        return edited;
    }
}
