using System.Globalization;
using System.Text;

namespace CreditDecision.Core.Values;

/// <summary>
/// A person's name: 1 to 64 characters (Unicode scalar values, since rare Chinese characters take two UTF-16 units) without
/// white space at its ends. The default holds no name and its text is empty.
/// </summary>
public readonly record struct PersonName
{
    public const int MaxLength = 64;

    private readonly string? _text;

    private PersonName(string text) => _text = text;

    /// <summary>The trimmed name. Personal data: never into logs, errors or metrics.</summary>
    public string Text => _text ?? "";

    /// <summary>Trims. The error says what is wrong and never quotes the name; it is empty on success.</summary>
    public static bool TryParse(string? text, out PersonName name, out string error)
    {
        string trimmed = (text ?? "").Trim();
        error = FirstError(trimmed);
        name = error.Length == 0 ? new PersonName(trimmed) : default;
        return error.Length == 0;
    }

    /// <summary>The first character and two stars, whatever the length; stars only when there is just one character.</summary>
    public override string ToString()
    {
        if (_text is null)
            return "";

        Rune.DecodeFromUtf16(_text, out Rune first, out int units);
        return units == _text.Length ? "**" : first + "**";
    }

    private static string FirstError(string trimmed)
    {
        int length = 0;
        for (ReadOnlySpan<char> rest = trimmed.AsSpan(); !rest.IsEmpty; length++)
        {
            if (Rune.DecodeFromUtf16(rest, out Rune character, out int units) != System.Buffers.OperationStatus.Done || IsInvisible(character))
                return "must not hold control characters or other characters that cannot be seen";

            rest = rest[units..];
        }

        return length is >= 1 and <= MaxLength ? "" : "must have 1 to 64 characters";
    }

    // Format characters are refused with the control characters: they make two names that look alike differ.
    private static bool IsInvisible(Rune character) => Rune.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
