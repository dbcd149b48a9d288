using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Tests.Expressions.Evaluation;

public class BudgetTests
{
    private static CelValue Of(string text, ExpressionLimits limits) =>
        Evaluating.Both(Evaluating.Read(text) with { Limits = limits }, Evaluating.Slots, [Long, default, default]);

    private static CelValue Long { get; } = CelValue.List(new CelList(Enumerable.Range(0, 1_000).Select(i => CelValue.Int(i))));

    [Fact]
    public void Rounds_of_macros_are_counted_with_their_operators()
    {
        // A round is one step and one for its comparison.
        Assert.Equal(CelValue.True, Of("counts.all(x, x >= 0)", Evaluating.Wide with { MostCost = 2_000 }));
        Assert.Equal(CelErrors.CostExceeded, Of("counts.all(x, x >= 0)", Evaluating.Wide with { MostCost = 1_999 }));
    }

    [Theory]
    [InlineData("counts.all(x, counts.all(y, x + y >= 0))")]
    [InlineData("counts.map(x, counts) == counts.map(x, counts)")]
    [InlineData("counts.exists(x, -1 in counts)")]
    [InlineData("counts.map(x, string(x)).join('0123456789012345678901234567890123456789').replace('0', 'many more characters than that one').size() > 0")]
    public void Work_that_grows_ends(string text) => Assert.Equal(CelErrors.CostExceeded, Of(text, Evaluating.Wide with { MostCost = 10_000 }));

    [Theory]
    [InlineData("counts.all(x, counts.all(y, x + y >= 0)) || true")]
    [InlineData("true ? counts.all(x, counts.all(y, x + y >= 0)) || employed : false")]
    public void No_operator_absorbs_that_the_steps_ran_out(string text) =>
        Assert.Equal(CelErrors.CostExceeded, Of(text, Evaluating.Wide with { MostCost = 10_000 }));

    [Theory]
    [InlineData("counts + counts", 1_999)]
    [InlineData("counts.map(x, x)", 999)]
    [InlineData("[1, 2, 3]", 2)]
    [InlineData("{1: 2, 2: 3}", 1)]
    [InlineData("counts.transformMap(i, x, x)", 999)]
    [InlineData("'a,b,c'.split(',')", 2)]
    public void Lists_and_maps_do_not_outgrow_their_bound(string text, int most)
    {
        Assert.False(Of(text, Evaluating.Wide with { MostElements = most + 1 }).IsError);
        Assert.Equal(CelErrors.CostExceeded, Of(text, Evaluating.Wide with { MostElements = most }));
    }

    [Fact]
    public void What_the_checker_lets_through_does_not_run_out()
    {
        // Just below its bound by the checker's own estimate, with the longest list that it reckons with.
        string text = "counts.all(x, x >= 0 ? x + 1 > 0 : x > 5)";
        CheckedExpression expression = Evaluating.Read(text, ExpressionLimits.Default);
        Assert.Equal(CelValue.True, Of(text, ExpressionLimits.Default with { MostCost = expression.Cost }));
    }
}
