using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Values;
using CreditDecision.Core.Tests.Expressions.Syntax;

namespace CreditDecision.Core.Tests.Expressions.Checking;

public sealed class CostTests
{
    [Fact]
    public void Cost_grows_with_what_is_done()
    {
        Assert.Equal(0, Cost("1"));
        Assert.Equal(3, Cost("debt_yuan > 1.0 && true"));
        Assert.True(Cost("debt_yuan > 1.0 ? 1 : 2") < Cost("debt_yuan > 1.0 ? size('a') + 1 : 2"));
        // Of two branches the dearer counts, not both.
        Assert.Equal(Cost("has_property ? [1, 2, 3] : [1]"), Cost("has_property ? [1, 2, 3] : [1, 2, 3]"));
    }

    [Fact]
    public void A_macro_costs_its_body_for_every_element()
    {
        long one = Cost("[1].all(x, x > 0 && x < 9)");
        long ten = Cost("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].all(x, x > 0 && x < 9)");

        Assert.InRange(ten, 8 * one / 2, 10 * one);
        // A list that is not written may be as long as lists may be.
        Assert.InRange(Cost("purposes.all(p, p != 'x')"), 2 * ExpressionLimits.Default.MostElements, 10 * ExpressionLimits.Default.MostElements);
    }

    [Theory]
    [InlineData("purposes.all(p, purposes.exists(q, q == p))")]
    [InlineData("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].all(a, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].all(b, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].all(c, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].all(d, a + b > c + d))))")]
    public void Beyond_the_bound_it_is_refused_with_both_figures(string text)
    {
        string told = Reading.Mistake(text);

        Assert.Matches(@"the expression may take \d{5,} steps; 10000 are the most", told);
        Reading.Of(text, limits: ExpressionLimits.Default with { MostCost = long.MaxValue });
    }

    [Theory]
    [InlineData("purposes.all(p, p != 'car')")]
    [InlineData("purposes.exists(i, p, i > 5 && p + 'x' == 'yx')")]
    [InlineData("purposes.map(p, p.upperAscii()).join('-').replace('A', 'BCD').size() > 3")]
    [InlineData("purposes.filter(p, p.matches('x+') || p.contains('y')) == purposes")]
    [InlineData("purposes.transformList(i, p, p.split(',')).map(l, size(l)) + [1]")]
    [InlineData("shares.transformMap(k, v, v * 2.0) == shares && 'k3' in shares")]
    [InlineData("shares.exists(k, k in purposes) ? math.greatest(shares.map(k, shares[k])) : 0.5")]
    [InlineData("purposes + purposes.map(p, string(size(p))) != [] && bytes(purposes[0]).size() > 1")]
    [InlineData("bytes('你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你你') + b'xxxxxxxxxxxxxxxxxxxx' != b''")]
    [InlineData("purposes.all(p, !p.matches('^(x[yA]{3}){2,9}$'))")]
    public void No_evaluation_takes_more_steps_than_the_bound(string text)
    {
        ExpressionLimits generous = ExpressionLimits.Default with { MostElements = 100, MostCost = long.MaxValue };
        CheckedExpression read = Reading.Of(text, limits: generous);
        CheckedExpression bounded = read with { Limits = generous with { MostCost = read.Cost } };

        // The largest that may be given: as many elements as allowed, texts as long as assumed.
        var texts = new CelList(Enumerable.Range(0, 50).Select(i => CelValue.String(new string("xAy"[i % 3], 256))));
        var map = new CelMap.Builder();
        for (int i = 0; i < 100; i++) map.Add(CelValue.String($"k{i}".PadRight(256, '-')), CelValue.Double(i));
        CelValue[] given = [CelValue.List(texts), CelValue.Map(map.Build()), CelValue.Null];
        foreach (EvaluationForm form in new[] { EvaluationForm.Compiled, EvaluationForm.Plain })
        {
            CelValue value = Evaluator.Create(bounded, form).Evaluate(new ExpressionFrame(new double[7], given));
            Assert.False(value.IsError, $"{form}: {value}");
        }
    }

    [Fact]
    public void Macros_nest_no_deeper_than_the_bound()
    {
        ExpressionLimits limits = ExpressionLimits.Default with { MostNestedMacros = 2 };

        Reading.Of("[1].all(a, [a].all(b, b > 0))", limits: limits);
        Assert.StartsWith("1:27 more than 2 macros stand inside one another", Reading.Mistake("[1].all(a, [a].all(b, [b].all(c, c > 0)))", limits: limits), StringComparison.Ordinal);
    }

    [Fact]
    public void Costs_beyond_every_bound_do_not_overflow()
    {
        ExpressionLimits limits = ExpressionLimits.Default with { MostElements = int.MaxValue };

        Assert.Contains("steps; 10000 are the most", Reading.Mistake("purposes.all(a, purposes.all(b, purposes.all(c, purposes.all(d, a == d))))", limits: limits), StringComparison.Ordinal);
    }

    private static long Cost(string text) => Reading.Of(text).Cost;
}
