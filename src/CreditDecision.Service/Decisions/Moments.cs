namespace CreditDecision.Service.Decisions;

/// <summary>Stores keep microseconds; a decision is made at a moment that survives being stored.</summary>
internal static class Moments
{
    public static DateTimeOffset ToMicroseconds(DateTimeOffset moment) => new(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerMicrosecond), moment.Offset);
}
