namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>How the signs of the language are written, for messages.</summary>
internal static class TokenSigns
{
    public static string Of(TokenKind kind) => kind switch
    {
        TokenKind.OpenParen => "(",
        TokenKind.CloseParen => ")",
        TokenKind.OpenBracket => "[",
        TokenKind.CloseBracket => "]",
        TokenKind.OpenBrace => "{",
        TokenKind.CloseBrace => "}",
        TokenKind.Dot => ".",
        TokenKind.Comma => "a comma",
        TokenKind.Colon => ":",
        TokenKind.Question => "?",
        TokenKind.Not => "!",
        TokenKind.And => "&&",
        TokenKind.Or => "||",
        _ => Operators.SignOf(Operators.Relation(kind) ?? Operators.Sum(kind) ?? Operators.Product(kind) ?? "") ?? "the end",
    };
}
