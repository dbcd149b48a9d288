using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Tests.Expressions.Evaluation;

/// <summary>Patterns are RE2's, constant or made on the way.</summary>
public class PatternTests
{
    [Theory]
    [InlineData("hubba", "ubb", true)]
    [InlineData("hubba", "^ubb", false)]
    [InlineData("a\n", "a$", false)]
    [InlineData("٣", @"\d", false)]
    [InlineData("é", @"^\w$", false)]
    [InlineData("😀", "^.$", true)]
    [InlineData("😀", "^..$", false)]
    [InlineData("😀", "^[^a]$", true)]
    [InlineData("😀", @"^\D$", true)]
    [InlineData("😀😀", "^😀{2}$", true)]
    [InlineData("ABC", "(?i)abc", true)]
    [InlineData("aXb", "a(?i:x)b", true)]
    [InlineData("a-b]", @"^[a\-b\]]+$", true)]
    [InlineData("]", "^[]]$", true)]
    [InlineData("x7", "^[[:alpha:]][[:digit:]]$", true)]
    [InlineData("a.b", @"^a\Q.\Eb$", true)]
    [InlineData("axb", @"^a\Q.\Eb$", false)]
    [InlineData("a b#c", "^a b#c$", true)]
    [InlineData("aaa", "^a{2,3}$", true)]
    [InlineData("a{,2}", "^a{,2}$", true)]
    [InlineData("A", @"^\x41$", true)]
    [InlineData("你", @"^\x{4F60}$", true)]
    [InlineData("a^", "^[a^]+$", true)]
    [InlineData("[[", "^[[]+$", true)]
    public void Patterns_match_as_in_RE2(string text, string pattern, bool expected)
    {
        Assert.Equal(CelValue.Bool(expected), Match(text, pattern, constant: true));
        Assert.Equal(CelValue.Bool(expected), Match(text, pattern, constant: false));
    }

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData(@"(a)\1")]
    [InlineData("(?>a)")]
    [InlineData("a++")]
    [InlineData("a{2}+")]
    [InlineData("(?(1)a|b)")]
    [InlineData("(a")]
    [InlineData("[a")]
    [InlineData("a**")]
    [InlineData("*a")]
    [InlineData("a{1001}")]
    [InlineData("((a{100}){100}){100}")]
    [InlineData(@"\8")]
    [InlineData("a\\")]
    [InlineData("[😀]")]
    public void What_RE2_refuses_is_refused(string pattern)
    {
        Assert.Equal(CelErrorKind.BadPattern, Evaluating.Error(Match("a", pattern, constant: true)));
        Assert.Equal(CelErrorKind.BadPattern, Evaluating.Error(Match("a", pattern, constant: false)));
    }

    [Fact]
    public void A_pattern_that_backtracking_would_never_finish_is_linear() =>
        Assert.Equal(CelValue.False, Match(new string('a', 5_000), "^(a|aa)+b$", constant: true));

    private static CelValue Match(string text, string pattern, bool constant)
    {
        string written = pattern.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        CelValue[] given = [Evaluating.Given[0], Evaluating.Given[1], CelValue.List(new CelList([CelValue.String(text), CelValue.String(pattern)]))];
        return Evaluating.Both(Evaluating.Read(constant ? $"anything[0].matches('{written}')" : "anything[0].matches(anything[1])"), Evaluating.Slots, given);
    }
}
