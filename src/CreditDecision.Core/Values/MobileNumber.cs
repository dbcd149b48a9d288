namespace CreditDecision.Core.Values;

/// <summary>
/// A mainland mobile number: 11 digits that start with 13 to 19. The default holds no number and its text is empty.
/// </summary>
public readonly record struct MobileNumber
{
    private const int Length = 11;

    private readonly string? _text;

    private MobileNumber(string text) => _text = text;

    /// <summary>The 11 digits without a country code. Personal data: never into logs, errors or metrics.</summary>
    public string Text => _text ?? "";

    /// <summary>
    /// Accepts "+86" or "86" in front; no spaces or dashes. The error never quotes the number; it is empty on success.
    /// </summary>
    public static bool TryParse(string? text, out MobileNumber number, out string error)
    {
        ReadOnlySpan<char> local = WithoutCountryCode(text ?? "");
        if (local.Length == Length && Digits.AreAll(local) && local[0] == '1' && local[1] is >= '3' and <= '9')
        {
            number = new MobileNumber(local.Length == text!.Length ? text : local.ToString());
            error = "";
            return true;
        }

        number = default;
        error = "must be 11 digits starting with 13 to 19, with +86 or 86 in front or nothing";
        return false;
    }

    /// <summary>The network's three digits and stars.</summary>
    public override string ToString() => _text is null ? "" : string.Concat(_text.AsSpan(0, 3), "********");

    private static ReadOnlySpan<char> WithoutCountryCode(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> rest = text.StartsWith('+') ? text[1..] : text;
        if (rest.Length == Length + 2 && rest.StartsWith("86"))
            return rest[2..];

        return text;
    }
}
