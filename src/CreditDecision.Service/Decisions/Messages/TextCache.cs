using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>Short texts that come again and again (grades, strategy ids): each is made once. Used by one thread.</summary>
internal sealed class TextCache
{
    // A guard only: grades and strategies are few.
    private const int Most = 10_000;
    private const int Longest = 128;

    // A power of two; so many more than texts come again in every application that two of them seldom want one place.
    private const int Places = 4_096;

    private readonly string?[] _recent = new string?[Places];

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public TextCache() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest) return Encoding.UTF8.GetString(utf8);
        ref string? recent = ref _recent[HashOf(utf8) & (Places - 1)];
        // Most are names of features: told by their bytes, before any of it is read as text.
        return recent is not null && Ascii.Equals(utf8, recent) ? recent : recent = Find(utf8);
    }

    // By length and both ends. Not negative.
    internal static int HashOf(ReadOnlySpan<byte> utf8)
    {
        (ulong first, ulong last) = utf8.Length >= sizeof(ulong)
            ? (BinaryPrimitives.ReadUInt64LittleEndian(utf8), BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]))
            : (utf8.Length > 0 ? utf8[0] : 0UL, utf8.Length > 0 ? utf8[^1] : 0UL);
        ulong mixed = (first + BitOperations.RotateLeft(last, 23) + (ulong)utf8.Length) * 0x9E37_79B9_7F4A_7C15;
        return (int)(mixed >> 33);
    }

    private string Find(ReadOnlySpan<byte> utf8)
    {
        Span<char> buffer = stackalloc char[Longest];
        ReadOnlySpan<char> text = buffer[..Encoding.UTF8.GetChars(utf8, buffer)];
        if (_lookup.TryGetValue(text, out string? known)) return known;
        string made = text.ToString();
        if (_texts.Count < Most) _texts.Add(made, made);
        return made;
    }
}
