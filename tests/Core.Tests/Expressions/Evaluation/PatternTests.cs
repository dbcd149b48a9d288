using CreditDecision.Core.Expressions;
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
    [InlineData("a}}", "^a}+$", true)]
    [InlineData("aaa", "^a{2,}$", true)]
    [InlineData("aab", "^(?i)A{2}B$", true)]
    [InlineData("ababab", "^((?i:A)b){3}$", true)]
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
    [InlineData("a)")]
    [InlineData("a{500}(b{100}){6}")]
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
        Assert.Equal(CelErrorKind.BadPattern, Evaluating.Error(Match("a", pattern, constant: true, Evaluating.ReadUnchecked)));
        Assert.Equal(CelErrorKind.BadPattern, Evaluating.Error(Match("a", pattern, constant: false, Evaluating.ReadUnchecked)));
    }

    [Fact]
    public void A_pattern_that_backtracking_would_never_finish_is_linear() =>
        Assert.Equal(CelValue.False, Match(new string('a', 5_000), "^(a|aa)+b$", constant: true));

    [Fact]
    public void A_pattern_takes_steps_for_each_of_its_parts_at_each_character()
    {
        long Cost(string pattern) => Evaluating.Read($"purpose.matches('{pattern}')").Cost;

        Assert.InRange(Cost("[ab]*a[ab]{99}"), 9 * Cost("[ab]*a[ab]{9}") / 2, 12 * Cost("[ab]*a[ab]{9}"));
        Assert.True(Cost("(ab{10}){10}") > 4 * Cost("(ab{10})"));
        Assert.True(Cost("a{30}b{30}") < Cost("(a{30}){30}"));
        // An identity card's number stays cheap.
        Assert.InRange(Cost("^[0-9]{6}(19|20)[0-9]{2}[0-9]{4}[0-9]{3}[0-9X]$"), 1, 1_000);
    }

    private static CelValue Match(string text, string pattern, bool constant, Func<string, CheckedExpression>? read = null)
    {
        string written = pattern.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        CelValue[] given = [Evaluating.Given[0], Evaluating.Given[1], CelValue.List(new CelList([CelValue.String(text), CelValue.String(pattern)]))];
        return Evaluating.Both((read ?? (written => Evaluating.Read(written)))(constant ? $"anything[0].matches('{written}')" : "anything[0].matches(anything[1])"), Evaluating.Slots, given);
    }
}
