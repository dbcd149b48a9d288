using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Tests.Expressions.Evaluation;

/// <summary>Errors are values: what decides wins over them, and otherwise the first one is the answer.</summary>
public class AbsorptionTests
{
    private static readonly string[] Operands = ["true", "false", "income > 1.0", "1 / 0 > 0", "dyn('text')"];

    public static TheoryData<string, string> Pairs => [.. from left in Operands from right in Operands select (left, right)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void And_is_false_when_either_is_and_else_the_first_error(string left, string right) =>
        Assert.Equal(Expected(left, right, "false"), Evaluating.BothMissing($"{left} && {right}").ToString());

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Or_is_true_when_either_is_and_else_the_first_error(string left, string right) =>
        Assert.Equal(Expected(left, right, "true"), Evaluating.BothMissing($"{left} || {right}").ToString());

    private static string Expected(string left, string right, string decisive)
    {
        if (left == decisive || right == decisive) return decisive;
        string[] errors = [.. new[] { left, right }.Where(operand => operand is not ("true" or "false"))];
        if (errors.Length == 0) return decisive == "true" ? "false" : "true";
        return errors[0] switch
        {
            "income > 1.0" => "income is missing",
            "1 / 0 > 0" => "division by zero",
            _ => "a condition does not take operands of these types",
        };
    }

    [Theory]
    [InlineData("has(income)", "false")]
    [InlineData("has(risk.pd)", "false")]
    [InlineData("has(counts)", "false")]
    [InlineData("!has(income) || income > 1.0", "true")]
    [InlineData("has(income) && income > 1.0", "false")]
    [InlineData("has(income) ? income : 0.0", "0.0")]
    [InlineData("income > 1.0 || employed || purpose == 'travel' || true", "true")]
    [InlineData("income > 1.0 || employed || purpose == 'travel' || false", "income is missing")]
    [InlineData("(false || employed) || (income > 1.0)", "employed is missing")]
    [InlineData("employed ? 1.0 : 2.0", "employed is missing")]
    [InlineData("true ? income : amount", "income is missing")]
    [InlineData("income + amount", "income is missing")]
    [InlineData("!owner", "owner is missing")]
    [InlineData("purpose in ['travel']", "purpose is missing")]
    [InlineData("purpose != 'travel'", "purpose is missing")]
    [InlineData("income in [1.0]", "income is missing")]
    [InlineData("decided_at.getMonth()", "decided_at is missing")]
    [InlineData("risk.pd * 2.0 > 0.1", "risk.pd is missing")]
    [InlineData("counts.exists(x, x > 1)", "counts is missing")]
    [InlineData("anything == 1", "anything is missing")]
    [InlineData("[1.0, income]", "income is missing")]
    [InlineData("{'a': income}", "income is missing")]
    [InlineData("math.least(1.0, income, amount)", "income is missing")]
    public void What_is_missing_is_named(string text, string expected) => Assert.Equal(expected, Evaluating.BothMissing(text).ToString());

    [Theory]
    [InlineData("[1, 0, 2].exists(x, 1 / x == 1)", "true")]
    [InlineData("[0, 1].exists(x, 1 / x == 1)", "true")]
    [InlineData("[0, 2].exists(x, 1 / x == 1)", "division by zero")]
    [InlineData("[0, 1, 2].all(x, 1 / x == 1)", "false")]
    [InlineData("[0, 1].all(x, 1 / x == 1)", "division by zero")]
    [InlineData("[1, 0].exists_one(x, 1 / x == 1)", "division by zero")]
    [InlineData("[1, 0].map(x, 1 / x)", "division by zero")]
    [InlineData("[1, 0].map(x, x > 0, 1 / x)", "[1]")]
    [InlineData("[1, 0].filter(x, 1 / x == 1)", "division by zero")]
    [InlineData("[1, 2, 3].map(x, [x, x + 1].exists(x, x == 3))", "[false, true, true]")]
    [InlineData("[1, 2].map(x, [10, 20].map(y, x * y))", "[[10, 20], [20, 40]]")]
    [InlineData("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, k + string(v))", "{\"b\": \"b2\"}")]
    [InlineData("{'a': 1, 'b': 2}.transformMapEntry(k, v, {string(v): k})", "{\"1\": \"a\", \"2\": \"b\"}")]
    [InlineData("{'a': 1, 'b': 1}.transformMapEntry(k, v, {string(v): k})", "a map has the same key twice")]
    [InlineData("[5, 6].transformMap(i, v, v * 2)", "{0: 10, 1: 12}")]
    [InlineData("[5, 6].transformList(i, v, v * i)", "[0, 6]")]
    [InlineData("dyn(1).exists(x, true)", "a macro does not take operands of these types")]
    [InlineData("[1].all(x, dyn('text'))", "a condition does not take operands of these types")]
    [InlineData("counts.filter(x, x > 1)", "[3, 2]")]
    [InlineData("by_name.exists(k, v, k == 'a' && v > 1.0)", "true")]
    public void Macros_give(string text, string expected) => Assert.Equal(expected, Evaluating.Both(text).ToString());

    [Theory]
    [InlineData("nobody", CelErrorKind.Undeclared)]
    [InlineData("nobody.at.home", CelErrorKind.Undeclared)]
    [InlineData("nothing(1)", CelErrorKind.NoSuchOverload)]
    [InlineData("nothing(1 / 0)", CelErrorKind.DivisionByZero)]
    [InlineData("nothing()", CelErrorKind.NoSuchOverload)]
    [InlineData("1 + 1.0", CelErrorKind.NoSuchOverload)]
    [InlineData("!1", CelErrorKind.NoSuchOverload)]
    public void Without_the_checker_the_evaluation_says_it(string text, CelErrorKind expected) =>
        Assert.Equal(expected, Evaluating.Error(Evaluating.Both(Evaluating.ReadUnchecked(text), Evaluating.Slots, Evaluating.Given)));
}
