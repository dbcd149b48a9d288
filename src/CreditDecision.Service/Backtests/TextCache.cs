using System.Text;

namespace CreditDecision.Service.Backtests;

/// <summary>Short texts that come again and again (grades, strategy ids): each is made once. Used by one thread.</summary>
internal sealed class TextCache
{
    // A guard only: grades and strategies are few.
    private const int Most = 10_000;
    private const int Longest = 128;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public TextCache() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Of(ReadOnlySpan<byte> utf8)
    {
        Span<char> buffer = stackalloc char[Longest];
        if (utf8.Length > Longest) return Encoding.UTF8.GetString(utf8);
        ReadOnlySpan<char> text = buffer[..Encoding.UTF8.GetChars(utf8, buffer)];
        if (_lookup.TryGetValue(text, out string? known)) return known;
        string made = text.ToString();
        if (_texts.Count < Most) _texts.Add(made, made);
        return made;
    }
}
