namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>Cuts the text of an expression into tokens, as CEL's language definition says. A character that has no meaning is told and passed over.</summary>
internal sealed class Lexer
{
    private readonly string _text;
    private readonly Mistakes _mistakes;
    private readonly List<Token> _tokens = [];
    private int _at;

    private Lexer(string text, Mistakes mistakes) => (_text, _mistakes) = (text, mistakes);

    /// <summary>The last token is <see cref="TokenKind.End"/>.</summary>
    public static IReadOnlyList<Token> Read(string text, Mistakes mistakes)
    {
        var lexer = new Lexer(text, mistakes);
        while (lexer._at < text.Length) lexer.Step();
        lexer._tokens.Add(new Token(TokenKind.End, text.Length, text.Length));
        return lexer._tokens;
    }

    private void Step()
    {
        char first = _text[_at];
        if (first is ' ' or '\t' or '\n' or '\r' or '\f') _at++;
        else if (first == '/' && Peek(1) == '/') SkipComment();
        else if (QuotedText.Begins(_text, _at)) _at = QuotedText.Read(_text, _at, _tokens, _mistakes);
        else if (IsNameStart(first)) ReadName();
        else if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(Peek(1)))) ReadNumber();
        else if (first == '`') ReadQuotedName();
        else ReadSign(first);
    }

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private void SkipComment()
    {
        int end = _text.IndexOf('\n', _at);
        _at = end < 0 ? _text.Length : end;
    }

    private void Add(TokenKind kind, int end, string text = "")
    {
        _tokens.Add(new Token(kind, _at, end, text));
        _at = end;
    }

    private void ReadName()
    {
        int end = _at + 1;
        while (end < _text.Length && IsNamePart(_text[end])) end++;
        string name = _text[_at..end];
        TokenKind kind = name switch
        {
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            "null" => TokenKind.Null,
            "in" => TokenKind.In,
            _ => TokenKind.Name,
        };
        Add(kind, end, name);
    }

    private void ReadQuotedName()
    {
        int end = _at + 1;
        while (end < _text.Length && (IsNamePart(_text[end]) || _text[end] is '.' or '-' or '/' or ' ')) end++;
        if (end < _text.Length && _text[end] == '`' && end > _at + 1)
        {
            string name = _text[(_at + 1)..end];
            Add(TokenKind.QuotedName, end + 1, name);
            return;
        }
        _mistakes.Add(_at, "a name in backquotes holds letters, digits, _ . - / and blanks, and ends with a backquote");
        _at = Math.Max(end, _at + 1);
    }

    private void ReadNumber()
    {
        (TokenKind kind, int end) = NumberShape.Measure(_text, _at);
        if (end < _text.Length && IsNamePart(_text[end])) _mistakes.Add(end, "a number ends here, and a letter follows; times is written *");
        string digits = kind == TokenKind.Uint ? _text[_at..(end - 1)] : _text[_at..end];
        Add(kind, end, digits);
    }

    private void ReadSign(char first)
    {
        (TokenKind kind, int length) = Sign(first, Peek(1));
        if (kind != TokenKind.Unspecified)
        {
            Add(kind, _at + length);
            return;
        }
        int width = char.IsHighSurrogate(first) && char.IsLowSurrogate(Peek(1)) ? 2 : 1;
        _mistakes.Add(_at, Unknown(_text.Substring(_at, width)));
        _at += width;
    }

    private static (TokenKind Kind, int Length) Sign(char first, char second) => (first, second) switch
    {
        ('<', '=') => (TokenKind.LessOrEqual, 2),
        ('>', '=') => (TokenKind.GreaterOrEqual, 2),
        ('=', '=') => (TokenKind.Equal, 2),
        ('!', '=') => (TokenKind.NotEqual, 2),
        ('&', '&') => (TokenKind.And, 2),
        ('|', '|') => (TokenKind.Or, 2),
        ('<', _) => (TokenKind.Less, 1),
        ('>', _) => (TokenKind.Greater, 1),
        ('!', _) => (TokenKind.Not, 1),
        ('(', _) => (TokenKind.OpenParen, 1),
        (')', _) => (TokenKind.CloseParen, 1),
        ('[', _) => (TokenKind.OpenBracket, 1),
        (']', _) => (TokenKind.CloseBracket, 1),
        ('{', _) => (TokenKind.OpenBrace, 1),
        ('}', _) => (TokenKind.CloseBrace, 1),
        ('.', _) => (TokenKind.Dot, 1),
        (',', _) => (TokenKind.Comma, 1),
        (':', _) => (TokenKind.Colon, 1),
        ('?', _) => (TokenKind.Question, 1),
        ('-', _) => (TokenKind.Minus, 1),
        ('+', _) => (TokenKind.Plus, 1),
        ('*', _) => (TokenKind.Star, 1),
        ('/', _) => (TokenKind.Slash, 1),
        ('%', _) => (TokenKind.Percent, 1),
        _ => (TokenKind.Unspecified, 1),
    };

    private static string Unknown(string sign) => sign switch
    {
        "=" => "one = has no meaning; equality is written ==",
        "&" => "one & has no meaning; \"and\" is written &&",
        "|" => "one | has no meaning; \"or\" is written ||",
        "“" or "”" or "‘" or "’" => $"{sign} is a printer's quotation mark; texts stand between straight ones, ' or \"",
        "（" or "）" or "，" or "：" or "？" or "！" or "＞" or "＜" or "＝" or "。" => $"{sign} is a full-width sign; write its half-width form",
        "≤" => "≤ is written <=",
        "≥" => "≥ is written >=",
        "≠" => "≠ is written !=",
        "×" => "× is written *",
        _ when char.IsControl(sign[0]) => $"a control character (U+{(int)sign[0]:X4}) has no meaning here",
        _ => $"{sign} has no meaning here; texts stand between quotation marks",
    };
}
