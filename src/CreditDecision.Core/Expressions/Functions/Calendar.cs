using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>
/// Parts of timestamps, in UTC or at an offset from it (<c>"+08:00"</c>), and of durations. As in the standard months, days of the month and of
/// the year count from 0, only <c>getDate</c> from 1, and Sunday is day 0. The standard's zones by name ("Asia/Shanghai") are left out: their
/// rules are the machine's, and a decision must come out the same on every machine and in every year that it is replayed in.
/// </summary>
internal static class Calendar
{
    public static readonly Function[] Functions =
    [
        .. Part("getFullYear", time => time.Year),
        .. Part("getMonth", time => time.Month - 1),
        .. Part("getDate", time => time.Day),
        .. Part("getDayOfMonth", time => time.Day - 1),
        .. Part("getDayOfWeek", time => (int)time.DayOfWeek),
        .. Part("getDayOfYear", time => time.DayOfYear - 1),
        .. Part("getHours", time => time.Hour, nanos => nanos / (3_600L * CelTime.NanosInSecond)),
        .. Part("getMinutes", time => time.Minute, nanos => nanos / (60L * CelTime.NanosInSecond)),
        .. Part("getSeconds", time => time.Second, nanos => nanos / CelTime.NanosInSecond),
        .. Part("getMilliseconds", time => time.Millisecond, nanos => nanos % CelTime.NanosInSecond / NanosInMillisecond),
    ];

    private const int NanosInMillisecond = 1_000_000;
    private const int NanosInTick = 100;
    private static readonly CelValue NotAZone = CelErrors.Of(CelErrorKind.BadConversion, "time zone");

    private static Function[] Part(string name, Func<DateTime, int> ofTime, Func<Int128, Int128>? ofDuration = null) =>
    [
        Function.Method(name, 1, (arguments, ref _) => arguments[0].Kind switch
        {
            CelKind.Timestamp => Local(arguments[0], TimeSpan.Zero, ofTime),
            CelKind.Duration when ofDuration is not null => CelValue.Int((long)ofDuration(arguments[0].AsNanos)),
            _ => default,
        }),
        Function.Method(name, 2, (arguments, ref _) => (arguments[0].Kind, arguments[1].Kind) is not (CelKind.Timestamp, CelKind.String) ? default
            : TryOffset(arguments[1].AsString, out TimeSpan offset) ? Local(arguments[0], offset, ofTime) : NotAZone),
    ];

    private static CelValue Local(CelValue timestamp, TimeSpan offset, Func<DateTime, int> part)
    {
        // Of year 1 and year 9999 a zone may see the year outside.
        Int128 ticks = (timestamp.AsNanos - CelTime.LeastTimestamp) / NanosInTick + offset.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? CelErrors.TimestampRange : CelValue.Int(part(new DateTime((long)ticks, DateTimeKind.Utc)));
    }

    /// <summary>An offset with or without its sign, <c>Z</c>, <c>UTC</c> or <c>GMT</c>.</summary>
    public static bool TryOffset(string zone, out TimeSpan offset) =>
        CelTime.TryReadOffset(zone is "UTC" or "GMT" ? "Z" : zone, out offset) || CelTime.TryReadOffset("+" + zone, out offset);
}
