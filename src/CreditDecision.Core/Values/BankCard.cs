namespace CreditDecision.Core.Values;

/// <summary>
/// A bank card number: 12 to 19 digits, the last of which is a Luhn check digit (ISO/IEC 7812-1, annex B).
/// The default holds no number and its text is empty.
/// </summary>
public readonly record struct BankCard
{
    public const int MinLength = 12;
    public const int MaxLength = 19;

    private readonly string? _text;

    private BankCard(string text) => _text = text;

    /// <summary>All digits. Personal data: never into logs, errors or metrics.</summary>
    public string Text => _text ?? "";

    /// <summary>The error says what is wrong and never quotes the number; it is empty on success.</summary>
    public static bool TryParse(string? text, out BankCard card, out string error)
    {
        card = default;
        if (text is null || text.Length is < MinLength or > MaxLength || !Digits.AreAll(text))
        {
            error = "must have 12 to 19 digits and nothing else";
            return false;
        }

        if (CheckDigit(text.AsSpan(0, text.Length - 1)) != text[^1])
        {
            error = "has a last digit that does not fit the others";
            return false;
        }

        card = new BankCard(text);
        error = "";
        return true;
    }

    /// <summary>The Luhn digit that belongs behind the given digits.</summary>
    /// <exception cref="ArgumentException">Not one digit or more.</exception>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty || !Digits.AreAll(digits))
            throw new ArgumentException("Only digits are allowed, at least one.", nameof(digits));

        int sum = 0;
        for (int fromRight = 0; fromRight < digits.Length; fromRight++)
        {
            int digit = digits[^(fromRight + 1)] - '0';
            int doubled = fromRight % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    /// <summary>Stars and the last four digits.</summary>
    public override string ToString() => _text is null ? "" : string.Concat("****", _text.AsSpan(_text.Length - 4));
}
