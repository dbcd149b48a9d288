namespace CreditDecision.Core.Values;

/// <summary>ASCII digits only: the framework's own digit tests also accept the digits of other scripts.</summary>
internal static class Digits
{
    internal static bool AreAll(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>The value of at most nine digits that were checked before.</summary>
    internal static int ToInt(ReadOnlySpan<char> digits)
    {
        int value = 0;
        foreach (char digit in digits)
            value = (value * 10) + (digit - '0');

        return value;
    }
}
