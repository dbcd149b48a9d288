namespace CreditDecision.Core.Applications;

/// <summary>The usual way to write an IPv4 address, told without making one.</summary>
internal static class CanonicalAddress
{
    private const int Parts = 4;

    /// <returns>Whether it is four numbers of 0 to 255 without zeros in front; false says nothing of other forms.</returns>
    public static bool Is(ReadOnlySpan<char> text)
    {
        int parts = 0;
        foreach (Range part in text.Split('.'))
        {
            if (!IsPart(text[part])) return false;
            parts++;
        }
        return parts == Parts;
    }

    private static bool IsPart(ReadOnlySpan<char> digits)
    {
        if (digits.Length is < 1 or > 3 || (digits[0] == '0' && digits.Length > 1)) return false;
        int value = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            value = (value * 10) + digit - '0';
        }
        return value <= byte.MaxValue;
    }
}
