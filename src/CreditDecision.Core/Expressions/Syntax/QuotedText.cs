using System.Text;

namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>String and bytes literals: <c>'..'</c> and <c>".."</c>, three of either for several lines, <c>r</c> raw, <c>b</c> bytes.</summary>
internal sealed class QuotedText
{
    private readonly string _text;
    private readonly Mistakes _mistakes;
    private readonly bool _raw, _isBytes;
    private readonly string _quote;
    private readonly StringBuilder _string = new();
    private readonly List<byte> _bytes = [];
    private int _at;

    private QuotedText(string text, int start, Mistakes mistakes)
    {
        (_text, _mistakes) = (text, mistakes);
        int quote = Prefix(text, start);
        string prefix = text[start..quote];
        _raw = prefix.Contains('r', StringComparison.OrdinalIgnoreCase);
        _isBytes = prefix.Contains('b', StringComparison.OrdinalIgnoreCase);
        var three = new string(text[quote], 3);
        _quote = text.AsSpan(quote).StartsWith(three, StringComparison.Ordinal) ? three : three[..1];
        _at = quote + _quote.Length;
    }

    public static bool Begins(string text, int at) => Prefix(text, at) >= 0;

    /// <returns>The offset behind the literal.</returns>
    public static int Read(string text, int start, List<Token> tokens, Mistakes mistakes)
    {
        var literal = new QuotedText(text, start, mistakes);
        literal.ReadAll(start);
        tokens.Add(literal._isBytes
            ? new Token(TokenKind.Bytes, start, literal._at, bytes: [.. literal._bytes])
            : new Token(TokenKind.String, start, literal._at, literal._string.ToString()));
        return literal._at;
    }

    // Where the quotation mark stands behind at most one r and one b; -1 where none does.
    private static int Prefix(string text, int at)
    {
        int end = at;
        while (end < text.Length && end < at + 2 && text[end] is 'r' or 'R' or 'b' or 'B') end++;
        if (end >= text.Length || text[end] is not ('\'' or '"')) return -1;
        bool twice = end - at == 2 && char.ToLowerInvariant(text[at]) == char.ToLowerInvariant(text[at + 1]);
        return twice ? -1 : end;
    }

    private void ReadAll(int start)
    {
        while (_at < _text.Length)
        {
            if (_text.AsSpan(_at).StartsWith(_quote, StringComparison.Ordinal))
            {
                _at += _quote.Length;
                return;
            }
            if (_quote.Length == 1 && _text[_at] is '\n' or '\r') break;
            ReadOne();
        }
        _mistakes.Add(start, _quote.Length == 1
            ? $"this text does not end on its line; close it with {_quote} or stand it between three quotation marks"
            : $"this text does not end; close it with {_quote}");
    }

    private void ReadOne()
    {
        if (_text[_at] == '\\' && !_raw) ReadEscape();
        else AddRune();
    }

    private void AddRune()
    {
        if (Rune.TryGetRuneAt(_text, _at, out Rune rune))
        {
            Add(rune);
            _at += rune.Utf16SequenceLength;
            return;
        }
        _mistakes.Add(_at, "half a character stands here (an unpaired surrogate)");
        _at++;
    }

    private void Add(Rune rune)
    {
        Span<char> units = stackalloc char[2];
        if (!_isBytes)
        {
            _string.Append(units[..rune.EncodeToUtf16(units)]);
            return;
        }
        Span<byte> encoded = stackalloc byte[4];
        foreach (byte one in encoded[..rune.EncodeToUtf8(encoded)]) _bytes.Add(one);
    }

    private void ReadEscape()
    {
        (int length, uint value, bool isByte) = Escape.Read(_text.AsSpan(_at));
        if (length == 0) _mistakes.Add(_at, "\\ begins an escape such as \\n, \\', \\\\, \\x41, \\u00e9 or \\101; a backslash itself is written \\\\");
        else if (isByte && _isBytes && value <= byte.MaxValue) _bytes.Add((byte)value);
        else if (Rune.IsValid(value) && (isByte || !_isBytes) && !(isByte && value > byte.MaxValue)) Add(new Rune(value));
        else _mistakes.Add(_at, _isBytes && !isByte ? "bytes take escapes of one byte only, such as \\xff or \\377" : "this escape is no character");
        _at += Math.Max(length, 1);
    }
}
