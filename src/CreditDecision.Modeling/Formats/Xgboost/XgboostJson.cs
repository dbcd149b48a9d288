using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>
/// Parses the JSON that XGBoost writes. It is JSON (RFC 8259) but for the literals NaN, Infinity and -Infinity, which stand for the
/// thresholds of categorical splits among others; therefore the framework's reader, which refuses them, reads only texts here.
/// </summary>
internal ref struct XgboostJson
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<byte> AfterNumber = SearchValues.Create(",]} \t\r\n"u8);

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;
    private int _values;
    private int _numbers;

    private XgboostJson(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    internal static XgboostValue Parse(ReadOnlySpan<byte> bytes)
    {
        var parser = new XgboostJson(bytes);
        if (bytes.StartsWith("\uFEFF"u8)) parser._at = 3;
        XgboostValue root = parser.Value(0);
        parser.SkipBlanks();
        return parser._at == bytes.Length ? root : throw XgboostLimits.AtByte(parser._at, "is not the end, though the document is complete");
    }

    private XgboostValue Value(int depth)
    {
        XgboostLimits.CheckDepth(depth, _at);
        XgboostLimits.CountValue(ref _values, _at);
        switch (Next())
        {
            case (byte)'{': return Object(depth);
            case (byte)'[': return List(depth);
            case (byte)'"': return new XgboostText(Text());
            case (byte)'t' or (byte)'f': return new XgboostFlag(Flag());
            case (byte)'n':
                Expect("null"u8);
                return XgboostValue.Null;
            default: return Number(out long whole, out float real) ? new XgboostNumber(whole) : new XgboostNumber(real);
        }
    }

    private XgboostObject Object(int depth)
    {
        var members = new Dictionary<string, XgboostValue>(StringComparer.Ordinal);
        _at++;
        if (Next() == '}') return Closed(new XgboostObject(members));
        while (true)
        {
            int start = _at;
            if (Next() != '"') throw XgboostLimits.AtByte(_at, "is not the name of a member");
            string key = Text();
            if (Next() != ':') throw XgboostLimits.AtByte(_at, "is not the colon after a name");
            _at++;
            if (!members.TryAdd(key, Value(depth + 1))) throw XgboostLimits.AtByte(start, $"names \"{XgboostLimits.Clip(key)}\" a second time");
            if (!More((byte)'}')) return Closed(new XgboostObject(members));
        }
    }

    private XgboostValue List(int depth)
    {
        _at++;
        byte first = Next();
        if (first is (byte)'{' or (byte)'[' or (byte)'"' or (byte)'n') return Items(depth);
        var numbers = new XgboostNumbersBuilder();
        bool flags = first is (byte)'t' or (byte)'f';
        if (first != ']')
        {
            do
            {
                XgboostLimits.CountNumbers(ref _numbers, 1, _at);
                if (flags) numbers.AddWhole(Flag() ? 1 : 0);
                else if (Number(out long whole, out float real)) numbers.AddWhole(whole);
                else numbers.AddReal(real);
            }
            while (More((byte)']'));
        }
        return Closed(numbers.Build(flags));
    }

    private XgboostList Items(int depth)
    {
        var items = new List<XgboostValue>();
        do items.Add(Value(depth + 1));
        while (More((byte)']'));
        return Closed(new XgboostList(items));
    }

    private T Closed<T>(T value)
    {
        _at++;
        return value;
    }

    private bool More(byte close)
    {
        byte next = Next();
        if (next == close) return false;
        if (next != ',') throw XgboostLimits.AtByte(_at, "is neither a comma nor the end of the list or object");
        _at++;
        Next();
        return true;
    }

    private string Text()
    {
        int start = _at++;
        while (Here() != '"') _at += Here() == '\\' ? 2 : 1;
        ReadOnlySpan<byte> quoted = _bytes[start..++_at];
        try
        {
            if (!quoted.Contains((byte)'\\')) return StrictUtf8.GetString(quoted[1..^1]);
            var reader = new Utf8JsonReader(quoted);
            reader.Read();
            return reader.GetString()!;
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            throw XgboostLimits.AtByte(start, "is not a sound text");
        }
    }

    private bool Flag()
    {
        bool value = Next() == 't';
        Expect(value ? "true"u8 : "false"u8);
        return value;
    }

    /// <returns>Whether the number is written as a whole one, which is then in <paramref name="whole"/>.</returns>
    private bool Number(out long whole, out float real)
    {
        (whole, real) = (0, float.NaN);
        Next();
        ReadOnlySpan<byte> rest = _bytes[_at..];
        int length = rest.IndexOfAny(AfterNumber);
        ReadOnlySpan<byte> token = length < 0 ? rest : rest[..length];
        int start = _at;
        _at += token.Length;
        if (token.SequenceEqual("NaN"u8) || token.SequenceEqual("-NaN"u8)) return false;
        if (token is [(byte)'-' or (byte)'I' or (>= (byte)'0' and <= (byte)'9'), ..])
        {
            if (Utf8Parser.TryParse(token, out whole, out int used) && used == token.Length) return true;
            // The single nearest to the decimal digits, as the library reads them: by way of a double it could be its neighbour.
            if (Utf8Parser.TryParse(token, out real, out used) && used == token.Length) return false;
        }
        throw XgboostLimits.AtByte(start, "is not a value");
    }

    private void Expect(ReadOnlySpan<byte> literal)
    {
        if (!_bytes[_at..].StartsWith(literal)) throw XgboostLimits.AtByte(_at, "is not a value");
        _at += literal.Length;
    }

    private byte Next()
    {
        SkipBlanks();
        return Here();
    }

    private readonly byte Here() => _at < _bytes.Length ? _bytes[_at] : throw XgboostLimits.AtByte(_bytes.Length, "is the end, though the document is not complete");

    private void SkipBlanks()
    {
        while (_at < _bytes.Length && _bytes[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') _at++;
    }
}
