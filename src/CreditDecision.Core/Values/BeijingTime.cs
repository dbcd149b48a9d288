namespace CreditDecision.Core.Values;

/// <summary>Calendar days of the lending business: Beijing, UTC+8, no daylight saving.</summary>
public static class BeijingTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);
}
