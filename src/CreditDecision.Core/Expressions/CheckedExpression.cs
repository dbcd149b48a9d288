using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions;

/// <summary>A mistake in an expression.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
/// <param name="Message">A sentence that a risk analyst understands, without the place.</param>
public sealed record ExpressionError(int Line, int Column, string Message)
{
    public override string ToString() => $"line {Line}, column {Column}: {Message}";
}

/// <summary>Bounds that keep an expression's cost foreseeable. A rule that needs more belongs into a table or a feature.</summary>
public sealed record ExpressionLimits
{
    public static readonly ExpressionLimits Default = new();

    /// <summary>UTF-16 units.</summary>
    public int MostCharacters { get; init; } = 10_000;

    public int MostDepth { get; init; } = 64;

    /// <summary>Elements of one list or entries of one map, written or made.</summary>
    public int MostElements { get; init; } = 1_000;

    /// <summary>Macros inside macros.</summary>
    public int MostNestedMacros { get; init; } = 4;

    /// <summary>Steps: about one per operator, call, element visited and ten characters handled. Estimated when checked, counted when evaluated.</summary>
    public long MostCost { get; init; } = 10_000;

    /// <summary>Names that are not declared and operands of the wrong type are left to the evaluation, as CEL does without a checker.</summary>
    public bool Unchecked { get; init; }
}

/// <summary>An expression that was read and checked against a scope.</summary>
/// <param name="Types">The type of every node.</param>
/// <param name="Variables">The scope's variable behind each name or dotted name, by its outermost node; of <c>has(a.b)</c> that is the <see cref="SelectNode"/>, of <c>has(a)</c> the name inside the <see cref="PresenceNode"/>.</param>
/// <param name="Cost">Upper bound of the steps of one evaluation, in the unit of <see cref="ExpressionLimits.MostCost"/>.</param>
public sealed record CheckedExpression(
    string Text,
    Node Root,
    CelType Type,
    IReadOnlyDictionary<Node, CelType> Types,
    IReadOnlyDictionary<Node, Variable> Variables,
    long Cost,
    ExpressionLimits Limits);
