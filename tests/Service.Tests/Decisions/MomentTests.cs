using CreditDecision.Service.Decisions;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Service.Tests.Decisions;

public class MomentTests
{
    [Theory]
    [InlineData(-62_135_596_800, 0)]
    [InlineData(-62_135_596_800, 199)]
    [InlineData(-1, 999_999_999)]
    [InlineData(0, 0)]
    [InlineData(0, 99)]
    [InlineData(1_772_424_000, 123_456_789)]
    [InlineData(253_402_300_799, 999_999_999)]
    public void A_moment_is_the_one_that_the_timestamp_says(long seconds, int nanoseconds)
    {
        var timestamp = new Timestamp { Seconds = seconds, Nanos = nanoseconds };
        Assert.Equal(timestamp.ToDateTimeOffset(), ApplicationTranslation.Moment(timestamp));
    }

    [Theory]
    [InlineData(-62_135_596_801, 0)]
    [InlineData(253_402_300_800, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 1_000_000_000)]
    [InlineData(long.MaxValue, 0)]
    [InlineData(long.MinValue, 0)]
    public void A_timestamp_that_is_none_gives_no_moment(long seconds, int nanoseconds) =>
        Assert.Null(ApplicationTranslation.Moment(new Timestamp { Seconds = seconds, Nanos = nanoseconds }));
}
