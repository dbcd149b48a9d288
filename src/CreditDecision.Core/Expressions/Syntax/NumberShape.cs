namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>How far a number literal reaches and of which kind it is: <c>12</c>, <c>0x1F</c>, <c>12u</c>, <c>1.5</c>, <c>.5</c>, <c>1e-3</c>.</summary>
internal static class NumberShape
{
    public static (TokenKind Kind, int End) Measure(string text, int start)
    {
        if (text[start] == '0' && At(text, start + 1) is 'x' or 'X' && char.IsAsciiHexDigit(At(text, start + 2)))
            return Whole(text, SkipHex(text, start + 2));
        int end = SkipDigits(text, start);
        bool fraction = At(text, end) == '.' && char.IsAsciiDigit(At(text, end + 1));
        if (fraction) end = SkipDigits(text, end + 1);
        int exponent = Exponent(text, end);
        if (fraction || exponent > end) return (TokenKind.Double, exponent);
        return Whole(text, end);
    }

    private static (TokenKind Kind, int End) Whole(string text, int end) =>
        At(text, end) is 'u' or 'U' ? (TokenKind.Uint, end + 1) : (TokenKind.Int, end);

    private static int Exponent(string text, int end)
    {
        if (At(text, end) is not ('e' or 'E')) return end;
        int digits = At(text, end + 1) is '+' or '-' ? end + 2 : end + 1;
        return char.IsAsciiDigit(At(text, digits)) ? SkipDigits(text, digits) : end;
    }

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';

    private static int SkipDigits(string text, int at)
    {
        while (char.IsAsciiDigit(At(text, at))) at++;
        return at;
    }

    private static int SkipHex(string text, int at)
    {
        while (char.IsAsciiHexDigit(At(text, at))) at++;
        return at;
    }
}
