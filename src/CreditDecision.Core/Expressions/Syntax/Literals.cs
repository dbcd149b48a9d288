using System.Globalization;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>The values that literals stand for.</summary>
internal static class Literals
{
    public static CelValue Of(Token token) => token.Kind switch
    {
        TokenKind.String => CelValue.String(token.Text),
        TokenKind.Bytes => CelValue.Bytes(token.Bytes),
        TokenKind.True => CelValue.Bool(true),
        TokenKind.False => CelValue.Bool(false),
        TokenKind.Null => CelValue.Null,
        _ => throw new ArgumentOutOfRangeException(nameof(token), token.Kind, "is no literal"),
    };

    /// <returns>Null when <paramref name="refused"/> says why.</returns>
    public static CelValue? Number(Token digits, bool negative, out string? refused)
    {
        refused = null;
        if (digits.Kind == TokenKind.Double) return Double(digits.Text, negative, out refused);
        if (Magnitude(digits.Text) is not { } magnitude) refused = $"{digits.Text} does not fit into 64 bits";
        else if (digits.Kind == TokenKind.Uint) return CelValue.Uint(magnitude);
        else if (magnitude <= long.MaxValue) return CelValue.Int(negative ? -(long)magnitude : (long)magnitude);
        else if (negative && magnitude == 1UL + long.MaxValue) return CelValue.Int(long.MinValue);
        else refused = $"{(negative ? "-" : "")}{digits.Text} does not fit into an int; as a double it is written {digits.Text}.0";
        return null;
    }

    private static CelValue? Double(string text, bool negative, out string? refused)
    {
        double value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        refused = double.IsFinite(value) ? null : $"{text} is beyond the range of a double";
        return refused is null ? CelValue.Double(negative ? -value : value) : null;
    }

    private static ulong? Magnitude(string text)
    {
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        ReadOnlySpan<char> digits = isHex ? text.AsSpan(2) : text;
        NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out ulong value) ? value : null;
    }
}
