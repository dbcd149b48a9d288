using System.Globalization;
using System.Text;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Lightgbm;

/// <summary>One line <c>key=value</c>. Values of arrays stand with one space between.</summary>
internal readonly record struct LightgbmField(int Line, ReadOnlyMemory<byte> KeyBytes, ReadOnlyMemory<byte> Value)
{
    // A name of a feature, an objective with its parameters. Texts become objects of their own, which a hostile file could make many of.
    private const int MostTextBytes = 1_024;

    // Finite or not, .NET would also take "Infinity", "NaN" and signs of its culture; what is not finite is refused after it.
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal string Key => Encoding.UTF8.GetString(KeyBytes.Span);

    internal ArtifactRefusedException Refusal(string what) => new($"line {Line}", $"{Key}: {what}");

    /// <exception cref="ArtifactRefusedException">It is no whole number from <paramref name="least"/> to <paramref name="most"/>.</exception>
    internal int Int(int least, int most) => IntOf(Value.Span, least, most);

    /// <summary>Exactly so many whole numbers. Room is made for what is there, not for what the file says is there.</summary>
    internal int[] Ints(int count, int least, int most)
    {
        var numbers = new List<int>();
        ReadOnlySpan<byte> rest = Value.Span;
        while (TryTake(ref rest, numbers.Count, count, out ReadOnlySpan<byte> token)) numbers.Add(IntOf(token, least, most));
        return [.. numbers];
    }

    /// <summary>Exactly so many finite numbers, each the double that is nearest to its decimals.</summary>
    internal double[] Doubles(int count)
    {
        var numbers = new List<double>();
        ReadOnlySpan<byte> rest = Value.Span;
        while (TryTake(ref rest, numbers.Count, count, out ReadOnlySpan<byte> token)) numbers.Add(DoubleOf(token));
        return [.. numbers];
    }

    /// <summary>Exactly so many words of 32 bits.</summary>
    internal uint[] Words(int count)
    {
        var words = new List<uint>();
        ReadOnlySpan<byte> rest = Value.Span;
        while (TryTake(ref rest, words.Count, count, out ReadOnlySpan<byte> token))
        {
            if (!uint.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out uint word))
                throw Refusal($"{LightgbmLines.Quote(token)} is no word of 32 bits");
            words.Add(word);
        }
        return [.. words];
    }

    /// <summary>Exactly so many values as they stand in the file.</summary>
    internal ReadOnlyMemory<byte>[] Values(int count)
    {
        var values = new List<ReadOnlyMemory<byte>>();
        ReadOnlySpan<byte> rest = Value.Span;
        int start = 0;
        while (TryTake(ref rest, values.Count, count, out ReadOnlySpan<byte> token))
        {
            values.Add(Value.Slice(start, token.Length));
            start += token.Length + 1;
        }
        return [.. values];
    }

    /// <summary>Exactly so many texts, which hold no space.</summary>
    internal string[] Texts(int count)
    {
        ReadOnlyMemory<byte>[] values = Values(count);
        var texts = new string[count];
        for (int i = 0; i < count; i++) texts[i] = TextOf(values[i].Span);
        return texts;
    }

    internal string Text() => TextOf(Value.Span);

    private string TextOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostTextBytes) throw Refusal($"{LightgbmLines.Quote(bytes)} is longer than {MostTextBytes} bytes");
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Refusal("is not UTF-8");
        }
    }

    private int IntOf(ReadOnlySpan<byte> token, int least, int most)
    {
        if (!int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
            throw Refusal($"{LightgbmLines.Quote(token)} is no whole number of 32 bits");
        if (number < least || number > most) throw Refusal($"must be from {least} to {most}, is {number}");
        return number;
    }

    private double DoubleOf(ReadOnlySpan<byte> token)
    {
        if (!double.TryParse(token, Decimal, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
            throw Refusal($"{LightgbmLines.Quote(token)} is no finite number");
        return number;
    }

    // Takes the next value off the rest; false when so many were taken and nothing is left. Nothing is kept of a line but its numbers.
    private bool TryTake(ref ReadOnlySpan<byte> rest, int taken, int count, out ReadOnlySpan<byte> token)
    {
        token = default;
        if (rest.IsEmpty) return taken == count ? false : throw Refusal($"must hold {count} values, holds {taken}");
        if (taken == count) throw Refusal($"must hold {count} values, holds more");
        int length = rest.IndexOf((byte)' ');
        if (length == 0 || length == rest.Length - 1) throw Refusal("must hold values with one space between");
        token = length < 0 ? rest : rest[..length];
        rest = length < 0 ? default : rest[(length + 1)..];
        return true;
    }
}
