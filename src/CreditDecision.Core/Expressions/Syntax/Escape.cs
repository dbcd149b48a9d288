using System.Globalization;

namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>One escape sequence of a string or bytes literal.</summary>
internal static class Escape
{
    /// <param name="text">Begins with the backslash.</param>
    /// <returns>Length 0 where it is no escape. <c>IsByte</c>: fits bytes literals too, where <c>\x</c> and octal name a byte; in strings they name a code point.</returns>
    public static (int Length, uint Value, bool IsByte) Read(ReadOnlySpan<char> text)
    {
        if (text.Length < 2) return default;
        return text[1] switch
        {
            'x' or 'X' => Hex(text, 2, true),
            'u' => Hex(text, 4, false),
            'U' => Hex(text, 8, false),
            >= '0' and <= '3' => Octal(text),
            char other => Simple(other) is { } value ? (2, value, true) : default,
        };
    }

    private static uint? Simple(char letter) => letter switch
    {
        'a' => 7,
        'b' => 8,
        't' => 9,
        'n' => 10,
        'v' => 11,
        'f' => 12,
        'r' => 13,
        '\\' or '?' or '"' or '\'' or '`' => letter,
        _ => null,
    };

    private static (int Length, uint Value, bool IsByte) Hex(ReadOnlySpan<char> text, int digits, bool isByte)
    {
        if (text.Length < 2 + digits) return default;
        return uint.TryParse(text.Slice(2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value) ? (2 + digits, value, isByte) : default;
    }

    private static (int Length, uint Value, bool IsByte) Octal(ReadOnlySpan<char> text)
    {
        uint value = 0;
        if (text.Length < 4) return default;
        foreach (char digit in text.Slice(1, 3))
        {
            if (digit is < '0' or > '7') return default;
            value = value * 8 + (uint)(digit - '0');
        }
        return (4, value, true);
    }
}
