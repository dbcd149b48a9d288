using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions;

/// <summary>Names and dotted names that are types (<c>int</c>, <c>google.protobuf.Timestamp</c>) where nothing else bears them.</summary>
internal static class TypeReading
{
    /// <param name="isKnown">Whether a node is a variable of the scope or of a macro.</param>
    public static CelType? Of(Node node, Func<Node, bool> isKnown) => Qualified(node, isKnown) is { } name ? CelTypeNames.Find(name) : null;

    private static string? Qualified(Node node, Func<Node, bool> isKnown) => isKnown(node) ? null : node switch
    {
        NameNode name => name.Name,
        SelectNode { TestOnly: false } select => Qualified(select.Operand, isKnown) is { } operand ? $"{operand}.{select.Field}" : null,
        _ => null,
    };
}
