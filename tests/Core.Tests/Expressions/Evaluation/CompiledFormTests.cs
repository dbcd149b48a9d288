using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Tests.Expressions.Evaluation;

public class CompiledFormTests
{
    [Theory]
    [InlineData("income < 3000.0 && amount > 10000 || risk.pd >= 0.08")]
    [InlineData("has(income) && income * 12.0 / amount < 2.0 && !owner")]
    [InlineData("purpose in ['travel', 'education'] && purpose != 'medical' && employed")]
    [InlineData("math.least(amount, income * 0.5, 200000.0) + math.round(risk.pd * 10000.0)")]
    [InlineData("employed ? income : amount")]
    [InlineData("counts.exists(x, x > 2) && counts.all(x, x < 10) && counts.exists_one(x, x == 2)")]
    [InlineData("counts.exists(i, x, counts.exists(j, y, x + y == i + j))")]
    [InlineData("decided_at > timestamp('2026-01-01T00:00:00Z') && decided_at.getHours('+08:00') >= 6")]
    [InlineData("'a' in by_name && by_name.a > 1.0 && size(counts) == 3 && counts[1] == 1")]
    [InlineData("purpose.startsWith('edu') && purpose.matches('^ed.*n$')")]
    [InlineData("1 / (counts[1] - 1) > 0 || anything == 7")]
    public void Nothing_is_allocated_for_what_makes_no_text_list_or_map(string text)
    {
        IExpression expression = Evaluator.Create(Evaluating.Read(text), EvaluationForm.Compiled);
        double[] slots = Evaluating.Slots;
        CelValue[] given = Evaluating.Given;
        Assert.Equal(0, Allocation.Least(() => expression.Evaluate(new ExpressionFrame(slots, given))));
        Assert.Equal(0, Allocation.Least(() => expression.Evaluate(new ExpressionFrame(Evaluating.NoSlots, given))));
    }

    [Fact]
    public void Making_a_text_is_seen_by_the_same_measure()
    {
        IExpression expression = Evaluator.Create(Evaluating.Read("purpose + purpose"), EvaluationForm.Compiled);
        Assert.NotEqual(0, Allocation.Least(() => expression.Evaluate(new ExpressionFrame(Evaluating.Slots))));
    }

    [Fact]
    public void One_compiled_expression_serves_many_threads()
    {
        IExpression expression = Evaluator.Create(
            Evaluating.Read("counts.exists(x, counts.all(y, double(x) >= income - double(y))) ? string(income) : purpose"), EvaluationForm.Compiled);
        Parallel.For(0, 20_000, i =>
        {
            double[] slots = [.. Evaluating.Slots];
            slots[0] = i % 7;
            slots[5] = i % 3;
            string expected = i % 7 <= 4 ? $"{i % 7}" : Evaluating.Purposes[i % 3];
            Assert.Equal(CelValue.String(expected), expression.Evaluate(new ExpressionFrame(slots, Evaluating.Given)));
        });
    }

    [Fact]
    public void Macros_deeper_than_the_stack_holds_variables_for_still_answer()
    {
        ExpressionLimits deep = Evaluating.Wide with { MostNestedMacros = 6 };
        string text = "[1].all(a, b, [2].all(c, d, [3].all(e, f, [4].all(g, h, [5].all(i, j, b + d + f + h + j == 15 && a + c + e + g + i == 0)))))";
        Assert.Equal(CelValue.True, Evaluating.Both(Evaluating.Read(text, deep), Evaluating.Slots, Evaluating.Given));
    }

    [Theory]
    [InlineData("income < 5", "false")]
    [InlineData("5 < income", "true")]
    [InlineData("12000u == income", "true")]
    [InlineData("income != 12000", "false")]
    [InlineData("employed == true", "true")]
    [InlineData("'education' == purpose", "true")]
    [InlineData("purpose == 'ya' + 'chts'", "false")]
    [InlineData("purpose != 'ya' + 'chts'", "true")]
    [InlineData("[1, 2].exists(income, income == 2) && income == 12000.0", "true")]
    [InlineData("[[1, 2], [3]].exists(x, x.exists(x, x == 3))", "true")]
    [InlineData("[1.5].exists(income, .income > income)", "true")]
    public void Names_and_constants_are_what_they_are_near(string text, string expected) => Assert.Equal(expected, Evaluating.Both(text).ToString());
}
