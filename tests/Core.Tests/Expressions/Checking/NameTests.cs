using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;
using CreditDecision.Core.Tests.Expressions.Syntax;

namespace CreditDecision.Core.Tests.Expressions.Checking;

public sealed class NameTests
{
    [Theory]
    [InlineData("montly_income_yuan > 1.0", "1:1 no feature or fact is called \"montly_income_yuan\"; did you mean \"monthly_income_yuan\"?")]
    [InlineData("grade == 'A'", "1:1 no feature or fact is called \"grade\"; did you mean \"risk.grade\"?")]
    [InlineData("risk.pdd > 0.1", "1:1 no feature or fact is called \"risk.pdd\"; did you mean \"risk.pd\"?")]
    [InlineData("zzzzzzzzz", "1:1 no feature or fact is called \"zzzzzzzzz\"")]
    [InlineData("has(nobody)", "1:5 no feature or fact is called \"nobody\"")]
    [InlineData("has(no.body)", "1:5 no feature or fact is called \"no.body\"")]
    [InlineData("limit.yuan > 5.0", "1:1 limit.yuan is worked out in stage limit, after this rule")]
    [InlineData("purposes.all(purpose, purpos == 'x')", "1:23 no feature or fact is called \"purpos\"; did you mean \"purpose\" or \"purposes\"?")]
    [InlineData("purposes.all(p, has(p))", "1:17 p is a variable of a macro and always there")]
    public void A_name_that_is_not_known_is_told_with_those_nearby(string text, string told) => Assert.Equal(told, Reading.Mistake(text));

    [Fact]
    public void The_longest_known_prefix_is_the_variable_and_the_rest_are_fields()
    {
        var scope = new ExpressionScope(
        [
            Variable.Given("a", CelType.Map(CelType.String, CelType.Int), 0),
            Variable.Given("a.b", CelType.Map(CelType.String, CelType.Double), 1),
            Variable.Given("a.b.c", CelType.String, 2),
        ]);

        Assert.Equal(("a.b.c", CelType.String), Resolve("a.b.c", scope));
        Assert.Equal(("a.b", CelType.Double), Resolve("a.b.d", scope));
        Assert.Equal(("a", CelType.Int), Resolve("a.c", scope));
        Assert.Equal(("a.b.c", CelType.Bool), Resolve("has(a.b.c)", scope));
    }

    [Fact]
    public void Variables_of_macros_hide_names_of_the_scope_but_not_behind_a_leading_dot()
    {
        Assert.Equal("list(string)", Reading.Of("purposes.map(debt_yuan, debt_yuan)").Type.ToString());
        Assert.Equal("list(double)", Reading.Of("purposes.map(debt_yuan, .debt_yuan)").Type.ToString());
        Assert.Equal("list(int)", Reading.Of("[{'pd': 1}].map(risk, risk.pd)").Type.ToString());
    }

    [Fact]
    public void A_dotted_name_is_found_at_its_outermost_node()
    {
        CheckedExpression read = Reading.Of("risk.pd > 0.5");

        (Node node, Variable variable) = Assert.Single(read.Variables);
        Assert.Equal(("risk.pd", 5), (variable.Name, variable.Index));
        Assert.Same(Assert.IsType<CallNode>(read.Root).Arguments[0], node);
    }

    private static (string, CelType) Resolve(string text, ExpressionScope scope)
    {
        CheckedExpression? read = ExpressionReader.Read(text, scope, null, ExpressionLimits.Default, out IReadOnlyList<ExpressionError> errors);
        Assert.Empty(errors);
        return (Assert.Single(read!.Variables).Value.Name, read.Type);
    }
}
