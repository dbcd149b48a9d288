namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>One word or sign of an expression.</summary>
/// <param name="position">Offset of its first character.</param>
/// <param name="end">Offset behind its last character.</param>
/// <param name="text">A name, the digits of a number, the meaning of a string; empty for signs.</param>
/// <param name="bytes">The meaning of a bytes literal.</param>
internal sealed class Token(TokenKind kind, int position, int end, string text = "", byte[]? bytes = null)
{
    public TokenKind Kind { get; } = kind;

    public int Position { get; } = position;

    public int End { get; } = end;

    public string Text { get; } = text;

    public byte[] Bytes { get; } = bytes ?? [];
}
