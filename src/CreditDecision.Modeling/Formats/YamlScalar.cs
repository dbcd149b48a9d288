using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CreditDecision.Modeling.Formats;

/// <summary>
/// Types plain scalars by the core schema of YAML 1.2.2, section 10.3.2. "yes", "no" and "on" are text there, unlike in YAML 1.1.
/// </summary>
internal static partial class YamlScalar
{
    internal static string? Problem(string text) => text switch
    {
        _ when NotFinite().IsMatch(text) => $"{text} is not a finite number",
        _ when Decimal().IsMatch(text) && !double.IsFinite(double.Parse(text, NumberStyles.Float)) => $"{text} is too large for a number",
        _ => null,
    };

    internal static void Write(Utf8JsonWriter writer, string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL") writer.WriteNullValue();
        else if (text is "true" or "True" or "TRUE") writer.WriteBooleanValue(true);
        else if (text is "false" or "False" or "FALSE") writer.WriteBooleanValue(false);
        else if (Whole(text) is { } whole) writer.WriteRawValue(whole.ToString());
        else if (Decimal().IsMatch(text)) writer.WriteNumberValue(double.Parse(text, NumberStyles.Float));
        else writer.WriteStringValue(text);
    }

    // Digits are kept exactly however many there are; the reader of the document says which range it wants.
    private static BigInteger? Whole(string text)
    {
        if (Integer().IsMatch(text)) return BigInteger.Parse(text, NumberStyles.AllowLeadingSign);
        if (Hexadecimal().IsMatch(text)) return BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier);
        if (!Octal().IsMatch(text)) return null;
        return text[2..].Aggregate(BigInteger.Zero, (sum, digit) => sum * 8 + (digit - '0'));
    }

    // A number longer than this is no number that a person wrote, and parsing it would cost quadratic time.
    [GeneratedRegex(@"^[-+]?[0-9]{1,40}\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^0x[0-9a-fA-F]{1,32}\z")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"^0o[0-7]{1,40}\z")]
    private static partial Regex Octal();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z")]
    private static partial Regex NotFinite();
}
