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

    // RE2's own bound of one count; here of all counts multiplied, since groups may repeat groups.
    private const long MostRepetitions = 1_000;

    private static readonly SearchValues<char> CountSigns = SearchValues.Create("0123456789,");

    private readonly string _pattern;
    private readonly StringBuilder _out = new();
    private int _at;
    private long _repetitions = 1;

    private PatternReader(string pattern) => _pattern = pattern;

    /// <returns>Null, with a sentence, where the pattern is refused.</returns>
    public static string? Translate(string pattern, out string refused)
    {
        var reader = new PatternReader(pattern);
        refused = "";
        while (reader._at < pattern.Length)
            if (reader.Next() is { } wrong)
            {
                refused = wrong;
                return null;
            }
        return reader._out.ToString();
    }

    private string? Next()
    {
        char unit = _pattern[_at++];
        switch (unit)
        {
            case '\\': return Escape();
            case '[': return Class();
            case '(': return Group();
            case '.': Emit($@"(?:{HighThenLow}|[^\n\uD800-\uDFFF])"); return null;
            case '$': Emit(@"\z"); return null;
            case '{': return Count();
            case '*' or '+' or '?' or '}' when Peek == '+': return "possessive repetition is not part of RE2's syntax";
            default:
                // Two units of one code point are one thing to repeat.
                Emit(char.IsHighSurrogate(unit) && _at < _pattern.Length ? $"(?:{unit}{_pattern[_at++]})" : unit is '#' or ' ' ? $"\\{unit}" : unit.ToString());
                return null;
        }
    }

    // A brace that opens no count stands for itself; .NET reads the digits.
    private string? Count()
    {
        int end = _pattern.IndexOfAny(['}', ','], _at);
        int most = _pattern.IndexOf('}', _at);
        Emit("{");
        if (end == _at || end < 0 || most < 0 || _pattern.AsSpan(_at, most - _at).ContainsAnyExcept(CountSigns)) return null;
        if (!int.TryParse(_pattern.AsSpan(most > end + 1 ? end + 1 : _at, most > end + 1 ? most - end - 1 : end - _at), out int count) || count > MostRepetitions)
            return $"a part may be repeated at most {MostRepetitions} times";
        _repetitions *= Math.Max(1, count);
        return _repetitions > MostRepetitions ? $"parts inside parts may be repeated at most {MostRepetitions} times in all" : null;
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
            Emit("(");
            return null;
        }
        ReadOnlySpan<char> rest = _pattern.AsSpan(_at);
        foreach (var (written, meant) in GroupForms)
            if (rest.StartsWith(written))
            {
                Emit(meant);
                _at += written.Length;
                return null;
            }
        return "a group may be ( ), (?: ), (?i) or (?i: ); look-around, names and conditions are not taken";
    }

    // After the opening bracket.
    private static readonly (string Written, string Meant)[] GroupForms = [("?:", "(?:"), ("?i)", "(?i)"), ("?i:", "(?i:")];
}
