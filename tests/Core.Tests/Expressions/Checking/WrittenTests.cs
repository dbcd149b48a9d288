using CreditDecision.Core.Tests.Expressions.Syntax;

namespace CreditDecision.Core.Tests.Expressions.Checking;

/// <summary>Texts that are written out and can never be read are refused with the document, not found out by every application.</summary>
public sealed class WrittenTests
{
    [Theory]
    [InlineData("employment.matches('(?=a)b')", "1:20 the pattern \"(?=a)b\" cannot be read: a group may be ( ), (?: ), (?i) or (?i: ); look-around, names and conditions are not taken")]
    [InlineData("matches(employment, 'a{1001}')", "1:21 the pattern \"a{1001}\" cannot be read: a part may be repeated at most 1000 times")]
    [InlineData("employment.matches('(a{100}){100}')", "1:20 the pattern \"(a{100}){100}\" cannot be read: with every count written out it has more than 1000 characters")]
    [InlineData("employment.matches('^(.*a.{900})$')", "1:20 the pattern \"^(.*a.{900})$\" cannot be read: it is too large")]
    [InlineData("decided_at > timestamp('2026-02-30T00:00:00Z')", "1:24 \"2026-02-30T00:00:00Z\" is no moment; one is written such as 2026-03-01T08:30:00+08:00, between the years 1 and 9999")]
    [InlineData("decided_at > timestamp('0001-01-01T00:00:00+01:00')", "1:24 \"0001-01-01T00:00:00+01:00\" is no moment; one is written such as 2026-03-01T08:30:00+08:00, between the years 1 and 9999")]
    [InlineData("duration('1d') > duration('1h')", "1:10 \"1d\" is no duration; one is written with the units h, m, s, ms, us and ns, such as 36h or 1h30m; a day is 24h")]
    [InlineData("decided_at.getHours('Asia/Shanghai') > 6", "1:21 \"Asia/Shanghai\" is no time zone that is the same on every machine; write its offset from UTC, such as +08:00")]
    public void What_can_never_be_read_is_refused_with_what_to_write(string text, string expected) => Assert.Equal(expected, Reading.Mistake(text));

    [Theory]
    [InlineData("employment.matches('a(')", "the pattern \"a(\" cannot be read: ")]
    [InlineData("employment.matches('[b-a]')", "the pattern \"[b-a]\" cannot be read: ")]
    public void A_pattern_is_quoted_as_it_was_written(string text, string expected)
    {
        string told = Reading.Mistake(text);
        Assert.Contains(expected, told, StringComparison.Ordinal);
        Assert.DoesNotContain(@"\u", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_check_it_is_left_to_the_evaluation() => Reading.Of("timestamp('soon')", limits: Reading.Unchecked);
}
