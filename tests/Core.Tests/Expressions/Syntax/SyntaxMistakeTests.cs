using CreditDecision.Core.Expressions;

namespace CreditDecision.Core.Tests.Expressions.Syntax;

public sealed class SyntaxMistakeTests
{
    [Theory]
    [InlineData("", "1:1 the expression is empty")]
    [InlineData("a +", "1:4 the expression ends where a value is expected")]
    [InlineData("(a", "1:3 the expression ends where ) or a comma is expected")]
    [InlineData("a b", "1:3 b stands where an operator is expected")]
    [InlineData("a and b", "1:3 \"and\" is written &&")]
    [InlineData("not a", "1:1 \"not\" is written !")]
    [InlineData("a = 1", "1:3 one = has no meaning; equality is written ==")]
    [InlineData("a & b", "1:3 one & has no meaning")]
    [InlineData("a ≥ 1", "1:3 ≥ is written >=")]
    [InlineData("a > 1\n  && ，", "2:6 ， is a full-width sign")]
    [InlineData("“a” == b", "1:1 “ is a printer's quotation mark")]
    [InlineData("'abc", "1:1 this text does not end on its line")]
    [InlineData("'a\\q'", "1:3 \\ begins an escape")]
    [InlineData("12abc", "1:3 a number ends here")]
    [InlineData("9223372036854775808", "1:1 9223372036854775808 does not fit into an int")]
    [InlineData("1e999", "1:1 1e999 is beyond the range of a double")]
    [InlineData("a ? b", "1:6 the expression ends where the : that belongs to the ? before is expected")]
    [InlineData("if", "1:1 if is a reserved word")]
    [InlineData("Loan{a: 1}", "1:5 messages such as Name{field: value} cannot be made here")]
    [InlineData("l.all(x)", "1:3 all takes 2 or 3 arguments, such as list.all(x, x > 0)")]
    [InlineData("l.all(x.y, true)", "1:9 all names its variables first")]
    [InlineData("l.all(x, x, true)", "1:10 all names its variables first")]
    [InlineData("has(a[0])", "1:1 has takes one name")]
    [InlineData("has(a, b)", "1:1 has takes one name")]
    [InlineData("a.", "1:3 the expression ends where a name after the dot is expected")]
    [InlineData("{1 2}", "1:4 2 stands where the : between a key and its value is expected")]
    [InlineData("f(a,)", "1:5 ) stands where a value is expected")]
    public void A_mistake_is_told_with_its_place(string text, string told) =>
        Assert.StartsWith(told, Tell(Assert.IsType<ExpressionError>(Reading.Mistakes(text, limits: Reading.Unchecked)[0])));

    [Fact]
    public void Several_mistakes_are_told_at_once()
    {
        IReadOnlyList<ExpressionError> errors = Reading.Mistakes("a + && [1, *, 3] == b && (c d) || 'x\n'");

        Assert.Equal(["1:5", "1:12", "1:29", "1:35", "2:1"], errors.Select(error => $"{error.Line}:{error.Column}"));
    }

    [Theory]
    [InlineData("((((", 4)]
    [InlineData("!!!!", 4)]
    [InlineData("[[[[", 4)]
    [InlineData("a.b(", 1)]
    [InlineData("1+1+", 2)]
    [InlineData("a?b:", 1)]
    public void Depth_is_bounded_and_exhausts_no_stack(string part, int links)
    {
        string text = string.Concat(Enumerable.Repeat(part, ExpressionLimits.Default.MostCharacters / part.Length));
        Assert.NotEmpty(Reading.Mistakes(text, limits: Reading.Unchecked));

        string deep = string.Concat(Enumerable.Repeat(part, 64 / links + 1)) + "a";
        Assert.Contains(Reading.Mistakes(Closed(deep), limits: Reading.Unchecked), error => error.Message.Contains("nested more than 64 deep", StringComparison.Ordinal));
        string allowed = string.Concat(Enumerable.Repeat(part, 60 / links)) + "a";
        Reading.Of(Closed(allowed), limits: Reading.Unchecked);
    }

    [Fact]
    public void Thousands_of_operands_of_and_are_no_depth()
    {
        string text = string.Join("||", Enumerable.Repeat("a", 3_300));

        Reading.Of(text, limits: Reading.Unchecked);
    }

    [Fact]
    public void Length_and_written_elements_are_bounded()
    {
        ExpressionLimits limits = Reading.Unchecked with { MostCharacters = 20, MostElements = 3 };

        Assert.Contains("has 21 characters; 20 are the most", Reading.Mistake(new string('a', 21), limits: limits), StringComparison.Ordinal);
        Assert.Contains("4 elements are written here; 3 are the most", Reading.Mistake("[1, 2, 3, 4]", limits: limits), StringComparison.Ordinal);
        Reading.Of("[1, 2, 3]", limits: limits);
    }

    [Fact]
    public void A_mistake_never_quotes_the_whole_of_a_long_text() =>
        Assert.InRange(Reading.Mistake(new string('a', 9_999)).Length, 1_000, 1_020);

    private static string Closed(string text) =>
        text + string.Concat(text.Reverse().Where(c => c is '(' or '[').Select(c => c == '(' ? ')' : ']'));

    private static string Tell(ExpressionError error) => $"{error.Line}:{error.Column} {error.Message}";
}
