using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Plain;

/// <summary>The second opinion: walks the written form node by node, with nothing prepared, nothing folded and nothing specialised.</summary>
internal sealed class PlainExpression(CheckedExpression expression) : IExpression
{
    public CelValue Evaluate(in ExpressionFrame frame)
    {
        var walk = new PlainWalk(expression, frame);
        CelValue value = walk.Value(expression.Root, null);
        return walk.Budget.IsExceeded ? CelErrors.CostExceeded : value;
    }
}

/// <summary>Variables of the macros around a node, the innermost first.</summary>
internal sealed record PlainLocals(string Name, CelValue Value, PlainLocals? Outer)
{
    public CelValue? Find(string name) => Name == name ? Value : Outer?.Find(name);
}
