namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>Goes over the tokens of one expression, and finds its feet again behind a mistake.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens)
{
    private int _at;

    public Token Current => tokens[_at];

    public Token Next => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public Token Take()
    {
        Token taken = tokens[_at];
        if (taken.Kind != TokenKind.End) _at++;
        return taken;
    }

    public bool TryTake(TokenKind kind)
    {
        if (Current.Kind != kind) return false;
        Take();
        return true;
    }

    /// <summary>Passes over what follows a mistake, brackets as wholes, until a token that <paramref name="stop"/> knows, an unmatched closing bracket or the end.</summary>
    public void SkipTo(Func<TokenKind, bool> stop)
    {
        int open = 0;
        while (Current.Kind != TokenKind.End)
        {
            if (open == 0 && (stop(Current.Kind) || Closes(Current.Kind))) return;
            if (Opens(Current.Kind)) open++;
            else if (Closes(Current.Kind)) open--;
            Take();
        }
    }

    private static bool Opens(TokenKind kind) => kind is TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace;

    private static bool Closes(TokenKind kind) => kind is TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace;
}
