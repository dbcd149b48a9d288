namespace CreditDecision.Core.Values;

/// <summary>
/// A resident identity number (公民身份号码) of GB 11643-1999: six digits of region, eight of birth date, three of sequence
/// (odd for men), one check character. Residence permits of Hong Kong, Macao and Taiwan residents carry the same kind of number.
/// </summary>
/// <remarks>
/// The default holds no number: <see cref="Text"/> is empty, <see cref="Sex"/> unspecified, <see cref="BirthDate"/> 0001-01-01.
/// Whether the birth date lies in the future is asked by whoever knows the day (<see cref="AgeOn"/> is negative then).
/// </remarks>
public readonly record struct ResidentId
{
    public const int Length = 18;

    private const int EarliestBirthYear = 1900;

    private readonly string? _text;

    private ResidentId(string text, DateOnly birthDate)
    {
        _text = text;
        BirthDate = birthDate;
    }

    /// <summary>The whole number, its check character in upper case. Personal data: never into logs, errors or metrics.</summary>
    public string Text => _text ?? "";

    /// <summary>Six digits of GB/T 2260, the county where the number was first given.</summary>
    public string RegionCode => _text?[..6] ?? "";

    /// <summary>The first two digits of <see cref="RegionCode"/>.</summary>
    public string ProvinceCode => _text?[..2] ?? "";

    public DateOnly BirthDate { get; }

    public Sex Sex => _text is null ? Sex.Unspecified : (_text[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    /// <summary>
    /// Accepts a lower-case x. The error says what is wrong and never quotes the number; it is empty on success.
    /// </summary>
    public static bool TryParse(string? text, out ResidentId id, out string error)
    {
        id = default;
        error = FirstError(text, out DateOnly birthDate);
        if (error.Length > 0)
            return false;

        id = new ResidentId(text![17] == 'x' ? string.Concat(text.AsSpan(0, 17), "X") : text, birthDate);
        return true;
    }

    /// <summary>The check character, ISO 7064 MOD 11-2, that belongs behind the first 17 digits.</summary>
    /// <exception cref="ArgumentException">Not exactly 17 digits.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != 17 || !Digits.AreAll(first17))
            throw new ArgumentException("Exactly 17 digits are needed.", nameof(first17));

        // Horner's form of the standard: the weights are powers of 2 modulo 11.
        int product = 0;
        foreach (char digit in first17)
            product = (product + (digit - '0')) * 2 % 11;

        return "10X98765432"[product];
    }

    /// <summary>Full years lived on the given day. Who was born on 29 February is a year older on 1 March in a common year.</summary>
    public int AgeOn(DateOnly day)
    {
        int years = day.Year - BirthDate.Year;
        bool birthdayIsToCome = (day.Month, day.Day).CompareTo((BirthDate.Month, BirthDate.Day)) < 0;
        return birthdayIsToCome ? years - 1 : years;
    }

    /// <summary>The province's two digits and stars.</summary>
    public override string ToString() => _text is null ? "" : ProvinceCode + "****************";

    private static string FirstError(string? text, out DateOnly birthDate)
    {
        birthDate = default;
        if (text is null || text.Length != Length)
            return "must have 18 characters";

        ReadOnlySpan<char> digits = text.AsSpan(0, 17);
        if (!Digits.AreAll(digits) || !(char.IsAsciiDigit(text[17]) || text[17] is 'X' or 'x'))
            return "must be 17 digits and a check character, a digit or X";

        if (!ProvinceExists(Digits.ToInt(digits[..2])))
            return "must start with the code of a province";

        if (!TryReadBirthDate(digits[6..14], out birthDate))
            return "must hold a real birth date, not before 1900, in its characters 7 to 14";

        return CheckCharacter(digits) == char.ToUpperInvariant(text[17]) ? "" : "has a check character that does not fit its digits";
    }

    private static bool TryReadBirthDate(ReadOnlySpan<char> yyyymmdd, out DateOnly date)
    {
        (int year, int month, int day) = (Digits.ToInt(yyyymmdd[..4]), Digits.ToInt(yyyymmdd[4..6]), Digits.ToInt(yyyymmdd[6..]));
        bool real = year >= EarliestBirthYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = real ? new DateOnly(year, month, day) : default;
        return real;
    }

    /// <summary>GB/T 2260; 71 is Taiwan, 81 to 83 are the residence permits of Hong Kong, Macao and Taiwan residents.</summary>
    private static bool ProvinceExists(int code) => code
        is (>= 11 and <= 15) or (>= 21 and <= 23) or (>= 31 and <= 37) or (>= 41 and <= 46) or (>= 50 and <= 54)
        or (>= 61 and <= 65) or 71 or (>= 81 and <= 83);
}
