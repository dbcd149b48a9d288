using System.Buffers.Binary;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Onnx.Wire;

/// <summary>How a protobuf field's value is written.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    LengthDelimited = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}

/// <summary>
/// Walks over the fields of one protobuf message (protobuf.dev/programming-guides/encoding). Nothing is copied: texts and nested messages
/// are slices of the file. Every length is held against the bytes that are there before it is used.
/// </summary>
/// <param name="bytes">Of the message alone.</param>
/// <param name="path">Where the message stands in the artifact.</param>
internal ref struct WireReader(ReadOnlyMemory<byte> bytes, string path)
{
    private readonly ReadOnlySpan<byte> _span = bytes.Span;
    private int _at;

    internal readonly string Path => path;

    /// <summary>Of the field that <see cref="Next"/> has come to.</summary>
    internal int Field { get; private set; }

    internal WireType Type { get; private set; }

    /// <summary>Goes to the next field; its value must then be read or skipped.</summary>
    internal bool Next()
    {
        if (_at == _span.Length) return false;
        ulong tag = ReadVarint();
        if (tag >> 3 is 0 or > 536_870_911) throw Refuse($"byte {_at}: field number {tag >> 3} is none");
        Field = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        return true;
    }

    internal long Varint()
    {
        Expect(WireType.Varint);
        return (long)ReadVarint();
    }

    internal float Single()
    {
        Expect(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4).Span);
    }

    internal ReadOnlyMemory<byte> Bytes()
    {
        Expect(WireType.LengthDelimited);
        ulong length = ReadVarint();
        if (length > (ulong)(_span.Length - _at)) throw Refuse($"field {Field} says {length} bytes, {_span.Length - _at} are left");
        return Take((int)length);
    }

    internal string Text() => WireText.Decode(Bytes(), path);

    /// <summary>A repeated 64-bit field, which may stand packed or one by one.</summary>
    internal void Varints(List<long> into, ElementBudget budget)
    {
        if (Type == WireType.LengthDelimited)
        {
            var packed = new WireReader(Bytes(), path);
            while (packed._at < packed._span.Length) Add(into, (long)packed.ReadVarint(), budget);
        }
        else Add(into, Varint(), budget);
    }

    internal void Singles(List<double> into, ElementBudget budget)
    {
        ReadOnlySpan<byte> packed = Type == WireType.LengthDelimited ? Bytes().Span : Fixed(WireType.Fixed32, 4);
        if (packed.Length % 4 != 0) throw Refuse($"field {Field} is no whole number of floats");
        for (int i = 0; i < packed.Length; i += 4) Add(into, BinaryPrimitives.ReadSingleLittleEndian(packed[i..]), budget);
    }

    internal void Doubles(List<double> into, ElementBudget budget)
    {
        ReadOnlySpan<byte> packed = Type == WireType.LengthDelimited ? Bytes().Span : Fixed(WireType.Fixed64, 8);
        if (packed.Length % 8 != 0) throw Refuse($"field {Field} is no whole number of doubles");
        for (int i = 0; i < packed.Length; i += 8) Add(into, BinaryPrimitives.ReadDoubleLittleEndian(packed[i..]), budget);
    }

    /// <summary>For a field that is known not to matter.</summary>
    internal void Skip()
    {
        switch (Type)
        {
            case WireType.Varint: ReadVarint(); break;
            case WireType.Fixed64: Take(8); break;
            case WireType.Fixed32: Take(4); break;
            default: Bytes(); break;
        }
    }

    internal readonly ArtifactRefusedException RefuseField(string name) => new($"{path}.{name}", "is not supported");

    internal readonly ArtifactRefusedException RefuseUnknown() => Refuse($"field {Field} is unknown");

    internal readonly ArtifactRefusedException Refuse(string what) => new(path, what);

    private static void Add<T>(List<T> into, T value, ElementBudget budget)
    {
        budget.Take();
        into.Add(value);
    }

    private ReadOnlySpan<byte> Fixed(WireType type, int length)
    {
        Expect(type);
        return Take(length).Span;
    }

    private readonly void Expect(WireType type)
    {
        if (Type != type) throw Refuse($"field {Field} is written as {Type}, must be {type}");
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        if (length > _span.Length - _at) throw Refuse($"ends inside field {Field}");
        _at += length;
        return bytes.Slice(_at - length, length);
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_at == _span.Length) throw Refuse("ends inside a number");
            byte next = _span[_at++];
            if (shift == 63 && next > 1) break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw Refuse($"byte {_at}: a number is longer than 64 bits");
    }
}
