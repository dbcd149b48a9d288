using System.Buffers.Binary;
using System.Text;

namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>
/// Parses Universal Binary JSON, draft 12 (ubjson.org/type-reference), as XGBoost writes it: numbers are big-endian, and lists of numbers
/// name their type and count once (<c>[$d#L</c>). Every declared count is held against the bytes that are left before anything is read.
/// </summary>
internal ref struct XgboostUbjson
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;
    private int _values;
    private int _numbers;

    private XgboostUbjson(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    internal static XgboostValue Parse(ReadOnlySpan<byte> bytes)
    {
        var parser = new XgboostUbjson(bytes);
        XgboostValue root = parser.Value(parser.Marker(), 0);
        return parser._at == bytes.Length ? root : throw XgboostLimits.AtByte(parser._at, "is not the end, though the document is complete");
    }

    private XgboostValue Value(byte marker, int depth)
    {
        XgboostLimits.CheckDepth(depth, _at);
        XgboostLimits.CountValue(ref _values, _at);
        switch ((char)marker)
        {
            case '{': return Object(depth);
            case '[': return List(depth);
            case 'S': return new XgboostText(Text());
            case 'Z': return XgboostValue.Null;
            case 'T' or 'F': return new XgboostFlag(marker == 'T');
            case 'd' or 'D': return new XgboostNumber(Real(marker));
            default: return new XgboostNumber(Whole(marker));
        }
    }

    private XgboostObject Object(int depth)
    {
        var members = new Dictionary<string, XgboostValue>(StringComparer.Ordinal);
        (byte? type, int? count) = Header();
        while (count is { } most ? members.Count < most : !TryClose((byte)'}'))
        {
            int start = _at;
            string key = Text();
            if (!members.TryAdd(key, Value(type ?? Marker(), depth + 1))) throw XgboostLimits.AtByte(start, $"names \"{XgboostLimits.Clip(key)}\" a second time");
        }
        return new XgboostObject(members);
    }

    private XgboostValue List(int depth)
    {
        (byte? type, int? count) = Header();
        if (type is { } one && count is { } many && IsNumber(one)) return TypedNumbers(one, many);
        // Only a value that takes bytes may be repeated by a count: the others would fill any memory out of a dozen bytes.
        if (type is (byte)'Z' or (byte)'T' or (byte)'F' or (byte)'N') throw XgboostLimits.AtByte(_at, "is a list of values that take no bytes");
        if (type is null && count != 0 && _at < _bytes.Length && _bytes[_at] is (byte)'T' or (byte)'F') return Numbers(count, flags: true);
        if (type is null && (count == 0 || _at >= _bytes.Length || _bytes[_at] == ']' || IsNumber(_bytes[_at]))) return Numbers(count, flags: false);
        var items = new List<XgboostValue>();
        while (count is { } most ? items.Count < most : !TryClose((byte)']')) items.Add(Value(type ?? Marker(), depth + 1));
        return new XgboostList(items);
    }

    /// <summary>Each number, or flag, with a marker of its own.</summary>
    private XgboostNumbers Numbers(int? count, bool flags)
    {
        var numbers = new XgboostNumbersBuilder();
        for (int i = 0; count is { } most ? i < most : !TryClose((byte)']'); i++)
        {
            XgboostLimits.CountNumbers(ref _numbers, 1, _at);
            byte marker = Marker();
            if (flags) numbers.AddWhole(Flag(marker));
            else if (marker is (byte)'d' or (byte)'D') numbers.AddReal((float)Real(marker));
            else numbers.AddWhole(Whole(marker));
        }
        return numbers.Build(flags);
    }

    private XgboostNumbers TypedNumbers(byte type, int count)
    {
        Need((long)count * SizeOf(type));
        XgboostLimits.CountNumbers(ref _numbers, count, _at);
        var numbers = new XgboostNumbersBuilder();
        for (int i = 0; i < count; i++)
        {
            if (type is (byte)'d' or (byte)'D') numbers.AddReal((float)Real(type));
            else numbers.AddWhole(Whole(type));
        }
        return numbers.Build(flags: false);
    }

    /// <summary>The optional type and count of a container.</summary>
    private (byte? Type, int? Count) Header()
    {
        byte? type = null;
        if (TryClose((byte)'$')) type = Marker();
        if (TryClose((byte)'#')) return (type, Count());
        return type is null ? (null, null) : throw XgboostLimits.AtByte(_at, "is no count, though a type was given");
    }

    /// <summary>Of things that take a byte each at least, so that none can be more than the bytes that are left.</summary>
    private int Count()
    {
        int start = _at;
        long count = Whole(Marker());
        if (count < 0 || count > _bytes.Length - _at) throw XgboostLimits.AtByte(start, $"declares {count}, but {_bytes.Length - _at} bytes are left");
        return (int)count;
    }

    private string Text()
    {
        int start = _at;
        int length = Count();
        _at += length;
        try
        {
            return StrictUtf8.GetString(_bytes.Slice(_at - length, length));
        }
        catch (DecoderFallbackException)
        {
            throw XgboostLimits.AtByte(start, "is not a text in UTF-8");
        }
    }

    private readonly int Flag(byte marker) => marker switch
    {
        (byte)'T' => 1,
        (byte)'F' => 0,
        _ => throw XgboostLimits.AtByte(_at - 1, "mixes flags with other values"),
    };

    private double Real(byte type)
    {
        ReadOnlySpan<byte> bytes = Take(SizeOf(type));
        return type == 'd' ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    private long Whole(byte type)
    {
        int start = _at;
        ReadOnlySpan<byte> bytes = Take(SizeOf(type));
        return (char)type switch
        {
            'i' => (sbyte)bytes[0],
            'U' => bytes[0],
            'I' => BinaryPrimitives.ReadInt16BigEndian(bytes),
            'l' => BinaryPrimitives.ReadInt32BigEndian(bytes),
            'L' => BinaryPrimitives.ReadInt64BigEndian(bytes),
            _ => throw XgboostLimits.AtByte(start - 1, "is not a whole number"),
        };
    }

    private static bool IsNumber(byte type) => type is (byte)'i' or (byte)'U' or (byte)'I' or (byte)'l' or (byte)'L' or (byte)'d' or (byte)'D';

    private readonly int SizeOf(byte type) => (char)type switch
    {
        'i' or 'U' => 1,
        'I' => 2,
        'l' or 'd' => 4,
        'L' or 'D' => 8,
        _ => throw XgboostLimits.AtByte(_at, $"follows the marker 0x{type:x2}, which is none that XGBoost writes here"),
    };

    private byte Marker() => Take(1)[0];

    private bool TryClose(byte marker)
    {
        if (_at >= _bytes.Length || _bytes[_at] != marker) return false;
        _at++;
        return true;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        Need(count);
        _at += count;
        return _bytes.Slice(_at - count, count);
    }

    private readonly void Need(long count)
    {
        if (count > _bytes.Length - _at) throw XgboostLimits.AtByte(_bytes.Length, "is the end, though the document is not complete");
    }
}
