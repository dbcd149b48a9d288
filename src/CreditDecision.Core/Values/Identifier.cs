using System.Buffers;

namespace CreditDecision.Core.Values;

/// <summary>
/// What a caller calls something: a client, an application, a partner. 1 to 64 of [A-Za-z0-9._-], compared exactly.
/// The default names nothing and its text is empty. Not personal data.
/// </summary>
public readonly record struct Identifier
{
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private readonly string? _text;

    private Identifier(string text) => _text = text;

    public string Text => _text ?? "";

    /// <summary>The error says what is wrong; it is empty on success.</summary>
    public static bool TryParse(string? text, out Identifier identifier, out string error)
    {
        if (text is { Length: >= 1 and <= MaxLength } && !text.AsSpan().ContainsAnyExcept(Allowed))
        {
            identifier = new Identifier(text);
            error = "";
            return true;
        }

        identifier = default;
        error = "must be 1 to 64 of A-Z a-z 0-9 . _ -";
        return false;
    }

    public override string ToString() => Text;
}
