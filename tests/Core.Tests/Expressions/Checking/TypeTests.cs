using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;
using CreditDecision.Core.Tests.Expressions.Syntax;

namespace CreditDecision.Core.Tests.Expressions.Checking;

public sealed class TypeTests
{
    [Theory]
    [InlineData("1 + 2", "int")]
    [InlineData("monthly_income_yuan * 12.0", "double")]
    [InlineData("monthly_income_yuan > 5000", "bool")]
    [InlineData("has_property || employment == 'none'", "bool")]
    [InlineData("employment in ['private', 'none']", "bool")]
    [InlineData("has_property ? 1.0 : risk.pd", "double")]
    [InlineData("[1, 2]", "list(int)")]
    [InlineData("[1, 'a']", "list(dyn)")]
    [InlineData("[[1], [2u]]", "list(list(dyn))")]
    [InlineData("{'a': 1.0}", "map(string, double)")]
    [InlineData("shares.rent", "double")]
    [InlineData("shares['rent']", "double")]
    [InlineData("purposes[0]", "string")]
    [InlineData("purposes.map(p, size(p))", "list(int)")]
    [InlineData("purposes.filter(p, p != '')", "list(string)")]
    [InlineData("shares.map(k, k)", "list(string)")]
    [InlineData("shares.transformMap(k, v, v > 0.5)", "map(string, bool)")]
    [InlineData("shares.transformMapEntry(k, v, {v > 1.0: k})", "map(bool, string)")]
    [InlineData("purposes.exists(i, p, i > 2 && p == 'x')", "bool")]
    [InlineData("anything.field[3] + 1", "int")]
    [InlineData("anything + duration('1h')", "dyn")]
    [InlineData("anything + [1]", "dyn")]
    [InlineData("decided_at - duration('24h')", "timestamp")]
    [InlineData("decided_at - timestamp('2026-01-01T00:00:00Z') > duration('1h')", "bool")]
    [InlineData("decided_at.getFullYear('+08:00')", "int")]
    [InlineData("math.least(monthly_income_yuan, 5.0, debt_yuan)", "double")]
    [InlineData("math.greatest([1, 2])", "int")]
    [InlineData("math.least(risk.pd, anything)", "dyn")]
    [InlineData("math.floor(risk.pd)", "double")]
    [InlineData("string(12) + 'x'", "string")]
    [InlineData("' a '.trim().upperAscii().split(',')", "list(string)")]
    [InlineData("purposes.join(', ')", "string")]
    [InlineData("type(1) == int", "bool")]
    [InlineData("[] + [1]", "list(dyn)")]
    [InlineData("3.0 in [1, 2]", "bool")]
    [InlineData("has(risk.pd) && has(monthly_income_yuan) && has(shares.rent)", "bool")]
    public void A_well_typed_expression_has_its_type(string text, string type) =>
        // What is given may be long; here only the types matter.
        Assert.Equal(type, Reading.Of(text, limits: ExpressionLimits.Default with { MostCost = 1_000_000 }).Type.ToString());

    [Theory]
    [InlineData("monthly_income_yuan * 12", "1:21 * needs two numbers of one kind; monthly_income_yuan is a double, 12 is an int: write 12.0")]
    [InlineData("monthly_income_yuan / size(purposes)", "1:21 / needs two numbers of one kind; monthly_income_yuan is a double, size(purposes) is an int: write double(size(purposes))")]
    [InlineData("math.least(debt_yuan, 5)", "1:1 math.least does not take a double and an int: write 5.0")]
    [InlineData("math.round(5)", "1:1 math.round does not take an int: write 5.0")]
    [InlineData("has_property == 1", "1:14 == compares values of one kind; has_property is a bool (true or false), 1 is an int; a flag stands for itself: has_property or !has_property")]
    [InlineData("debt_yuan == null", "1:11 debt_yuan is a double and never null; whether it has a value is told by has(debt_yuan)")]
    [InlineData("debt_yuan > '5'", "1:11 > compares two numbers, texts, moments or durations; debt_yuan is a double, \"5\" is a string")]
    [InlineData("debt_yuan && true", "1:11 && stands between conditions, each true or false; debt_yuan is a double, true is a bool")]
    [InlineData("!debt_yuan", "1:1 ! denies what is true or false; debt_yuan is a double")]
    [InlineData("anything + true", "1:10 + needs two numbers, texts, bytes or lists of one kind, or a moment and a duration; anything is a dyn, true is a bool")]
    [InlineData("debt_yuan ? 1 : 2", "1:1 what stands before ? is true or false; debt_yuan is a double")]
    [InlineData("has_property ? 1 : 2.0", "1:14 both sides of the : give values of one kind; 1 is an int, 2.0 is a double: write 1.0")]
    [InlineData("purposes['a']", "1:10 a list is counted by an int, from 0; \"a\" is a string")]
    [InlineData("debt_yuan.x", "1:11 only maps with texts for keys have fields; debt_yuan is a double")]
    [InlineData("debt_yuan[0]", "1:10 [ ] reads from lists and maps; debt_yuan is a double")]
    [InlineData("'a' in 'abc'", "1:5 in looks into a list or a map; \"abc\" is a string; a part of a text is found by text.contains(part)")]
    [InlineData("1 in ['a']", "1:3 1 is an int, and what it is looked for in holds string only; it can never be found")]
    [InlineData("debt_yuan.all(x, x > 0)", "1:11 only lists and maps can be gone through; debt_yuan is a double")]
    [InlineData("purposes.all(p, size(p))", "1:17 the condition of all is true or false; size(p) is an int")]
    [InlineData("shares.transformMapEntry(k, v, k)", "1:32 transformMapEntry makes maps of one entry")]
    [InlineData("{1.5: 2}", "1:2 a map's keys are texts, whole numbers or true and false; 1.5 is a double")]
    [InlineData("contains('a', 'b')", "1:1 contains stands behind what it works on: text.contains(...)")]
    [InlineData("purposes.int()", "1:10 int is called as int(value), not behind a dot")]
    [InlineData("'a'.contains()", "1:5 contains does not take 0 arguments")]
    [InlineData("'a'.containz('b')", "1:5 no function is called \"containz\"; did you mean \"contains\"?")]
    [InlineData("employment == 'publik_sector'", "1:15 employment is never \"publik_sector\"; did you mean \"public_sector\"; its categories are private, public_sector, self_employed, none")]
    [InlineData("'D' != risk.grade", "1:1 risk.grade is never \"D\"")]
    [InlineData("risk.grade in ['A', 'X']", "1:21 risk.grade is never \"X\"; its categories are A, B, C")]
    public void What_cannot_work_is_told_with_the_way_out(string text, string told) => Assert.StartsWith(told, Reading.Mistake(text), StringComparison.Ordinal);

    [Fact]
    public void One_mistake_has_no_echo_and_others_are_told_beside_it()
    {
        IReadOnlyList<ExpressionError> errors = Reading.Mistakes("(debt_yuan * 12 + 1.0 > 5.0 && nobody == 1) || employment == 'x'");

        Assert.Equal(["1:12", "1:32", "1:62"], errors.Select(error => $"{error.Line}:{error.Column}"));
    }

    [Fact]
    public void What_the_place_wants_is_held()
    {
        Assert.Equal("1:11 the expression must be true or false; it gives a double", Reading.Mistake("debt_yuan * 2.0", CelType.Bool));
        Assert.Equal("1:1 the expression must give a double; it gives an int: write 500.0", Reading.Mistake("500", CelType.Double));
        Assert.Equal(CelType.Dyn, Reading.Of("anything", CelType.Bool).Type);
    }

    [Fact]
    public void Without_the_check_types_are_left_to_the_evaluation()
    {
        CheckedExpression read = Reading.Of("nobody.at.home + 1 > 'a' || debt_yuan * 12", limits: Reading.Unchecked);

        Assert.Equal(CelType.Dyn, read.Type);
        Assert.Equal("debt_yuan", Assert.Single(read.Variables).Value.Name);
        Assert.All(read.Types.Values, type => Assert.Equal(CelType.Dyn, type));
        Assert.IsType<CallNode>(read.Root);
    }
}
