using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>What the checker found out about the nodes of one tree.</summary>
internal sealed record CheckedTypes(IReadOnlyDictionary<Node, CelType> Types, IReadOnlyDictionary<Node, Variable> Variables)
{
    public CelType Of(Node node) => Types.GetValueOrDefault(node, CelType.Dyn);

    public bool IsVariable(Node node) => Variables.ContainsKey(node);
}
