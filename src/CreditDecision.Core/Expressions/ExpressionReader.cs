using CreditDecision.Core.Expressions.Checking;
using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions;

/// <summary>Reads expressions of the Common Expression Language (CEL) and checks them against the names that they may use.</summary>
public static class ExpressionReader
{
    /// <summary>Never throws, whatever the text: it is either understood or refused with its mistakes.</summary>
    /// <param name="wanted">What the expression must give; null for anything.</param>
    /// <param name="errors">In the order of the text; mistakes of types and names are looked for once the text can be read at all.</param>
    /// <returns>Null when there are errors.</returns>
    public static CheckedExpression? Read(string text, ExpressionScope scope, CelType? wanted, ExpressionLimits limits, out IReadOnlyList<ExpressionError> errors)
    {
        var mistakes = new Mistakes();
        CheckedExpression? read = Parser.Read(text, limits, mistakes) is { } root ? Check(text, root, scope, wanted, limits, mistakes) : null;
        errors = mistakes.In(text);
        return errors.Count == 0 ? read : null;
    }

    private static CheckedExpression Check(string text, Node root, ExpressionScope scope, CelType? wanted, ExpressionLimits limits, Mistakes mistakes)
    {
        var checker = new Checker(scope, limits, mistakes);
        CelType type = checker.CheckWhole(root, wanted);
        // Without types the sizes are unknown, and the bound is left to the evaluation.
        long cost = mistakes.Any || limits.Unchecked ? 0 : new CostEstimate(new CheckedTypes(checker.Types, checker.Variables), limits).Of(root);
        if (cost > limits.MostCost) mistakes.Add(root.Position, $"the expression may take {cost} steps; {limits.MostCost} are the most; go through shorter lists, or move the work into a feature or a decision table");
        return new CheckedExpression(text, root, type, checker.Types, checker.Variables, cost, limits);
    }
}
