using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Cli.Expressions;

/// <summary>
/// The published cases come from files of protobuf's text format, and in lists made from them some expected texts still hold that format's
/// escapes <c>\?</c>, <c>\u0100</c> and <c>\U0001f62c</c> as they were written there. Such a value stands for the one with its escapes read.
/// </summary>
internal static partial class UndoneEscapes
{
    /// <returns>Null where the value holds none.</returns>
    public static CelValue? Read(CelValue expected)
    {
        bool isText = expected.Kind == CelKind.String;
        if (!isText && expected.Kind != CelKind.Bytes) return null;
        // One character for each byte, and bytes only know the escape of one.
        string written = isText ? expected.AsString : Encoding.Latin1.GetString(expected.AsBytes);
        string read = isText ? OfTexts().Replace(written, Character) : written.Replace("\\?", "?", StringComparison.Ordinal);
        if (read == written) return null;
        return isText ? CelValue.String(read) : CelValue.Bytes(Encoding.Latin1.GetBytes(read));
    }

    private static string Character(Match escape) =>
        escape.ValueSpan is "\\?" ? "?" : Rune.TryCreate(int.Parse(escape.ValueSpan[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), out Rune rune) ? rune.ToString() : escape.Value;

    [GeneratedRegex(@"\\\?|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}", RegexOptions.CultureInvariant)]
    private static partial Regex OfTexts();
}
