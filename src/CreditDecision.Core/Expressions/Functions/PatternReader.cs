using System.Buffers;
using System.Globalization;
using System.Text;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>
/// Writes a pattern in RE2's syntax as .NET's, so that both mean the same: classes such as <c>\d</c> are ASCII, <c>.</c> and negated classes
/// take a code point (not half of one), <c>$</c> is the very end. Refuses what RE2 refuses: look-around, references back, possessive and
/// atomic groups.
/// </summary>
internal sealed class PatternReader
{
    private const string HighThenLow = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private const string Word = "0-9A-Za-z_";
    private const string Space = @"\t\n\f\r ";

    // RE2's own bound of one count.
    private const int MostRepetitions = 1_000;

    /// <summary>Characters, classes and the like of a pattern with every count written out.</summary>
    public const int MostSize = 1_000;

    private const string Possessive = "possessive repetition is not part of RE2's syntax";

    private static readonly SearchValues<char> CountSigns = SearchValues.Create("0123456789,");

    private readonly string _pattern;
    private readonly StringBuilder _out = new();
    private int _at;
    // Of the groups around the place, the group itself, and of what a count would repeat.
    private readonly Stack<int> _around = [];
    private int _size, _last;

    private PatternReader(string pattern) => _pattern = pattern;

    /// <param name="size">In the unit of <see cref="MostSize"/>: matching takes as many steps for each character of a text at worst.</param>
    /// <returns>Null, with a sentence, where the pattern is refused.</returns>
    public static string? Translate(string pattern, out int size, out string refused)
    {
        var reader = new PatternReader(pattern);
        (size, refused) = (0, "");
        while (reader._at < pattern.Length)
            if (reader.Next() is { } wrong)
            {
                refused = wrong;
                return null;
            }
        size = reader._size;
        return reader._out.ToString();
    }

    private string? Next()
    {
        char unit = _pattern[_at++];
        if (unit is not ('(' or ')' or '{' or '*' or '+' or '?' or '|')) Add(1);
        switch (unit)
        {
            case '\\': return Escape();
            case '[': return Class();
            case '(': return Group();
            case ')': return Close();
            case '.': Emit($@"(?:{HighThenLow}|[^\n\uD800-\uDFFF])"); return null;
            case '$': Emit(@"\z"); return null;
            case '{': return Count();
            case '*' or '+' or '?' when Peek == '+': return Possessive;
            default:
                // Two units of one code point are one thing to repeat.
                Emit(char.IsHighSurrogate(unit) && _at < _pattern.Length ? $"(?:{unit}{_pattern[_at++]})" : unit is '#' or ' ' ? $"\\{unit}" : unit.ToString());
                return null;
        }
    }

    // A brace that opens no count stands for itself.
    private string? Count()
    {
        int comma = _pattern.IndexOfAny(['}', ','], _at), end = _pattern.IndexOf('}', _at);
        if (comma == _at || end < 0 || _pattern.AsSpan(_at, end - _at).ContainsAnyExcept(CountSigns))
        {
            Add(1);
            Emit("{");
            return null;
        }
        ReadOnlySpan<char> most = end > comma + 1 ? _pattern.AsSpan((comma + 1)..end) : _pattern.AsSpan(_at..comma);
        if (!int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count > MostRepetitions) return $"a part may be repeated at most {MostRepetitions} times";
        Emit(_pattern[(_at - 1)..(end + 1)]);
        _at = end + 1;
        if (Peek == '+') return Possessive;
        _size -= _last;
        Add(_last * Math.Max(1, count));
        return _size > MostSize ? $"with every count written out it has more than {MostSize} characters" : null;
    }

    private void Add(int size) => (_size, _last) = (_size + size, size);

    private string? Close()
    {
        Emit(")");
        if (_around.Count == 0) return "a ) has no ( before it";
        int group = _size;
        _size = _around.Pop();
        Add(group);
        return null;
    }

    private void Open(string text)
    {
        Emit(text);
        _around.Push(_size);
        _size = 0;
    }

    private char Peek => _at < _pattern.Length ? _pattern[_at] : '\0';

    private void Emit(string text) => _out.Append(text);

    private string? Escape()
    {
        if (_at == _pattern.Length) return "it ends with a backslash";
        char unit = _pattern[_at++];
        switch (unit)
        {
            case 'd': Emit("[0-9]"); return null;
            case 'D': Emit($@"(?:{HighThenLow}|[^0-9\uD800-\uDFFF])"); return null;
            case 'w': Emit($"[{Word}]"); return null;
            case 'W': Emit($@"(?:{HighThenLow}|[^{Word}\uD800-\uDFFF])"); return null;
            case 's': Emit($"[{Space}]"); return null;
            case 'S': Emit($@"(?:{HighThenLow}|[^{Space}\uD800-\uDFFF])"); return null;
            case 'z' or 'A': Emit($"\\{unit}"); return null;
            case 'Q': return Quoted();
            default: return Literal(unit);
        }
    }

    private string? Quoted()
    {
        int end = _pattern.IndexOf(@"\E", _at, StringComparison.Ordinal);
        string text = end < 0 ? _pattern[_at..] : _pattern[_at..end];
        foreach (Rune point in text.EnumerateRunes())
            Emit(point.IsBmp ? Plain((char)point.Value) : $"(?:{point})");
        _at = end < 0 ? _pattern.Length : end + 2;
        return null;
    }

    // An escape that means one character, inside or outside a class.
    private string? Literal(char unit)
    {
        switch (unit)
        {
            case 'a' or 'f' or 't' or 'n' or 'r' or 'v': Emit($"\\{unit}"); return null;
            case 'x': return Hexadecimal();
            case < (char)0x80 when !char.IsAsciiLetterOrDigit(unit): Emit(Plain(unit)); return null;
            case 'b' or 'B': return "\\b and \\B are not taken here; write the characters that may stand around";
            case 'p' or 'P': return "\\p classes are not taken here; write the characters";
            case >= '1' and <= '9': return "references back to groups are not part of RE2's syntax";
            default: return $"\\{unit} means nothing";
        }
    }

    private string? Hexadecimal()
    {
        bool braced = Peek == '{';
        int start = braced ? _at + 1 : _at;
        int end = braced ? _pattern.IndexOf('}', start) : start + 2;
        if (end < 0 || end > _pattern.Length || !int.TryParse(_pattern.AsSpan(start, end - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int point)
            || point is < 0 or > 0xFFFF || char.IsSurrogate((char)point))
            return "\\x takes two digits, or up to FFFF in braces";
        Emit(Plain((char)point));
        _at = braced ? end + 1 : end;
        return null;
    }

    private static string Plain(char unit) => $"\\u{(int)unit:X4}";

    private string? Class()
    {
        bool negated = Peek == '^';
        if (negated) _at++;
        int start = _out.Length;
        bool first = true;
        for (; _at < _pattern.Length && (_pattern[_at] != ']' || first); first = false)
            if (ClassItem() is { } wrong) return wrong;
        if (_at++ >= _pattern.Length) return "a class is not closed";
        string items = _out.ToString(start, _out.Length - start);
        _out.Length = start;
        Emit(negated ? $@"(?:{HighThenLow}|[^{items}\uD800-\uDFFF])" : $"[{items}]");
        return null;
    }

    private string? ClassItem()
    {
        char unit = _pattern[_at++];
        if (char.IsSurrogate(unit)) return "a class holds only characters up to U+FFFF";
        if (unit == '[' && Peek == ':') return Named();
        if (unit != '\\')
        {
            Emit(unit == '-' ? "-" : Plain(unit));
            return null;
        }
        if (_at == _pattern.Length) return "it ends with a backslash";
        char escaped = _pattern[_at++];
        string? set = escaped switch { 'd' => "0-9", 'w' => Word, 's' => Space, _ => null };
        if (set is null) return escaped is 'D' or 'W' or 'S' ? $"\\{escaped} is not taken inside a class" : Literal(escaped);
        Emit(set);
        return null;
    }

    private string? Named()
    {
        int end = _pattern.IndexOf(":]", _at, StringComparison.Ordinal);
        string? set = (end < 0 ? "" : _pattern[(_at + 1)..end]) switch
        {
            "alpha" => "A-Za-z", "digit" => "0-9", "alnum" => "0-9A-Za-z", "upper" => "A-Z", "lower" => "a-z",
            "space" => @"\t\n\v\f\r ", "word" => Word, "xdigit" => "0-9A-Fa-f", "blank" => @"\t ", _ => null,
        };
        if (set is null) return "a named class is one of alpha, digit, alnum, upper, lower, space, word, xdigit, blank";
        Emit(set);
        _at = end + 2;
        return null;
    }

    private string? Group()
    {
        if (Peek != '?')
        {
            Open("(");
            return null;
        }
        ReadOnlySpan<char> rest = _pattern.AsSpan(_at);
        foreach (var (written, meant) in GroupForms)
            if (rest.StartsWith(written))
            {
                // One that ends at once only sets how the rest is read.
                if (written.EndsWith(')')) Emit(meant);
                else Open(meant);
                _at += written.Length;
                return null;
            }
        return "a group may be ( ), (?: ), (?i) or (?i: ); look-around, names and conditions are not taken";
    }

    // After the opening bracket.
    private static readonly (string Written, string Meant)[] GroupForms = [("?:", "(?:"), ("?i)", "(?i)"), ("?i:", "(?i:")];
}
