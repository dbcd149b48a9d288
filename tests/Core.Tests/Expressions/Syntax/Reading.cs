using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Tests.Expressions.Syntax;

/// <summary>Expressions over a few names of each kind.</summary>
internal static class Reading
{
    public static readonly ExpressionScope Scope = new(
        [
            Variable.Number("monthly_income_yuan", 0),
            Variable.Number("debt_yuan", 1),
            Variable.Flag("has_property", 2),
            Variable.Category("employment", 3, ["private", "public_sector", "self_employed", "none"]),
            Variable.Moment("decided_at", 4),
            Variable.Number("risk.pd", 5),
            Variable.Category("risk.grade", 6, ["A", "B", "C"]),
            Variable.Given("purposes", CelType.List(CelType.String), 0),
            Variable.Given("shares", CelType.Map(CelType.String, CelType.Double), 1),
            Variable.Given("anything", CelType.Dyn, 2),
        ],
        new Dictionary<string, string> { ["limit.yuan"] = "is worked out in stage limit, after this rule" });

    public static readonly ExpressionLimits Unchecked = ExpressionLimits.Default with { Unchecked = true };

    public static CheckedExpression Of(string text, CelType? wanted = null, ExpressionLimits? limits = null)
    {
        CheckedExpression? expression = ExpressionReader.Read(text, Scope, wanted, limits ?? ExpressionLimits.Default, out IReadOnlyList<ExpressionError> errors);
        Assert.Equal("", string.Join('\n', errors));
        return expression!;
    }

    public static IReadOnlyList<ExpressionError> Mistakes(string text, CelType? wanted = null, ExpressionLimits? limits = null)
    {
        CheckedExpression? expression = ExpressionReader.Read(text, Scope, wanted, limits ?? ExpressionLimits.Default, out IReadOnlyList<ExpressionError> errors);
        Assert.Null(expression);
        return errors;
    }

    /// <summary>The one mistake of the text, as <c>line:column message</c>.</summary>
    public static string Mistake(string text, CelType? wanted = null, ExpressionLimits? limits = null)
    {
        ExpressionError error = Assert.Single(Mistakes(text, wanted, limits));
        return $"{error.Line}:{error.Column} {error.Message}";
    }

    /// <summary>The tree, written with every operation in parentheses; names need not be known.</summary>
    public static string Tree(string text) => NodeWriter.Write(Of(text, limits: Unchecked).Root);
}
