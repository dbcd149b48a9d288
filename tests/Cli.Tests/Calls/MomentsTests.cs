using CreditDecision.Cli.Calls;

namespace CreditDecision.Cli.Tests.Calls;

public sealed class MomentsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("now", "2026-03-01T08:30:00Z")]
    [InlineData("now-2h", "2026-03-01T06:30:00Z")]
    [InlineData("now+365d", "2027-03-01T08:30:00Z")]
    [InlineData("now-90s", "2026-03-01T08:28:30Z")]
    [InlineData("now-15m", "2026-03-01T08:15:00Z")]
    [InlineData("now+250ms", "2026-03-01T08:30:00.250Z")]
    [InlineData("2026-11-25T09:30:00+08:00", "2026-11-25T01:30:00Z")]
    [InlineData("2026-11-25T09:30:00.5Z", "2026-11-25T09:30:00.5Z")]
    [InlineData("2026-11-25", "2026-11-24T16:00:00Z")]
    public void Reads_what_people_write(string text, string moment)
    {
        Assert.True(Moments.TryParse(text, Now, out DateTimeOffset read));
        Assert.Equal(DateTimeOffset.Parse(moment), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("now ")]
    [InlineData("now-")]
    [InlineData("now-2")]
    [InlineData("now-2 h")]
    [InlineData("now-2w")]
    [InlineData("now*2h")]
    [InlineData("now-2.5h")]
    [InlineData("nowhere")]
    [InlineData("now-99999999d")]
    [InlineData("2026-02-30")]
    [InlineData("2026-11-25T09:30:00")]
    [InlineData("2026-13-25T09:30:00Z")]
    [InlineData("25.11.2026")]
    public void Refuses_everything_else(string text) => Assert.False(Moments.TryParse(text, Now, out _));
}
