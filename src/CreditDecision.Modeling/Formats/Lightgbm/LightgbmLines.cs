using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Lightgbm;

/// <summary>
/// Walks the file line by line without copying it. Lines end in LF or CR LF; LightGBM itself writes LF, but editors and version control
/// have turned such files into CR LF ones.
/// </summary>
internal sealed class LightgbmLines
{
    // A name or a number that somebody meant is shorter; the rest of a wrong line helps nobody.
    private const int MostQuoted = 40;

    private readonly ReadOnlyMemory<byte> _bytes;
    private int _next;
    private int _carriageReturns;

    internal LightgbmLines(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        Read();
    }

    /// <summary>Of the current line, counted from 1.</summary>
    internal int Number { get; private set; }

    /// <summary>The current line without its end; empty at the end of the file.</summary>
    internal ReadOnlyMemory<byte> Current { get; private set; }

    internal bool AtEnd { get; private set; }

    /// <summary>Bytes before the current line as they would be with LF alone, which is how the file counts its trees.</summary>
    internal long Start { get; private set; }

    internal bool IsBlank => !AtEnd && Current.IsEmpty;

    internal void MoveNext()
    {
        if (!AtEnd) Read();
    }

    internal void SkipBlank()
    {
        while (IsBlank) Read();
    }

    internal bool StartsWith(ReadOnlySpan<byte> text) => Current.Span.StartsWith(text);

    internal bool Is(ReadOnlySpan<byte> text) => !AtEnd && Current.Span.SequenceEqual(text);

    /// <summary>The current line as <c>key=value</c>; one without = is all key.</summary>
    internal LightgbmField Field()
    {
        int split = Current.Span.IndexOf((byte)'=');
        return split < 0
            ? new LightgbmField(Number, Current, default)
            : new LightgbmField(Number, Current[..split], Current[(split + 1)..]);
    }

    internal ArtifactRefusedException Refusal(string what) => new($"line {Number}", what);

    /// <summary>The beginning of some bytes, fit to stand in a message.</summary>
    internal static string Quote(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> start = text.Length > MostQuoted ? text[..MostQuoted] : text;
        var characters = new char[start.Length];
        for (int i = 0; i < start.Length; i++) characters[i] = start[i] is >= 0x20 and < 0x7f ? (char)start[i] : '?';
        return $"\"{new string(characters)}\"{(text.Length > MostQuoted ? "..." : "")}";
    }

    private void Read()
    {
        Number++;
        Start = _next - _carriageReturns;
        AtEnd = _next >= _bytes.Length;
        ReadOnlyMemory<byte> rest = _bytes[_next..];
        int end = rest.Span.IndexOf((byte)'\n');
        ReadOnlyMemory<byte> line = end < 0 ? rest : rest[..end];
        _next += end < 0 ? rest.Length : end + 1;
        if (line.Span is [.., (byte)'\r'])
        {
            line = line[..^1];
            _carriageReturns++;
        }
        Current = line;
    }
}
