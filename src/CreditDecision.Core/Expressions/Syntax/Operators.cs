using System.Collections.Frozen;

namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>CEL's names of its operators, by which the parser, the checker and the evaluators speak of them.</summary>
public static class Operators
{
    public const string Conditional = "_?_:_";
    public const string And = "_&&_";
    public const string Or = "_||_";
    public const string Not = "!_";
    public const string Negate = "-_";
    public const string Add = "_+_";
    public const string Subtract = "_-_";
    public const string Multiply = "_*_";
    public const string Divide = "_/_";
    public const string Remainder = "_%_";
    public const string Equal = "_==_";
    public const string NotEqual = "_!=_";
    public const string Less = "_<_";
    public const string LessOrEqual = "_<=_";
    public const string Greater = "_>_";
    public const string GreaterOrEqual = "_>=_";
    public const string In = "@in";
    public const string Index = "_[_]";

    private static readonly FrozenDictionary<string, string> Signs = new Dictionary<string, string>
    {
        [And] = "&&", [Or] = "||", [Add] = "+", [Subtract] = "-", [Multiply] = "*", [Divide] = "/", [Remainder] = "%",
        [Equal] = "==", [NotEqual] = "!=", [Less] = "<", [LessOrEqual] = "<=", [Greater] = ">", [GreaterOrEqual] = ">=", [In] = "in",
        [Not] = "!", [Negate] = "-", [Conditional] = "? :", [Index] = "[ ]",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>As it is written, such as <c>+</c> for <c>_+_</c>; null for what is no operator.</summary>
    public static string? SignOf(string function) => Signs.GetValueOrDefault(function);

    internal static string? Relation(TokenKind kind) => kind switch
    {
        TokenKind.Equal => Equal,
        TokenKind.NotEqual => NotEqual,
        TokenKind.Less => Less,
        TokenKind.LessOrEqual => LessOrEqual,
        TokenKind.Greater => Greater,
        TokenKind.GreaterOrEqual => GreaterOrEqual,
        TokenKind.In => In,
        _ => null,
    };

    internal static string? Sum(TokenKind kind) => kind switch
    {
        TokenKind.Plus => Add,
        TokenKind.Minus => Subtract,
        _ => null,
    };

    internal static string? Product(TokenKind kind) => kind switch
    {
        TokenKind.Star => Multiply,
        TokenKind.Slash => Divide,
        TokenKind.Percent => Remainder,
        _ => null,
    };
}
