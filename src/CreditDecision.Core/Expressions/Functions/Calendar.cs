using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>
/// Parts of timestamps, in UTC or in a time zone (<c>"Asia/Shanghai"</c>, <c>"+08:00"</c>), and of durations. As in the standard months, days
/// of the month and of the year count from 0, only <c>getDate</c> from 1, and Sunday is day 0.
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
            : TryOffset(arguments[1].AsString, arguments[0], out TimeSpan offset) ? Local(arguments[0], offset, ofTime) : NotAZone),
    ];

    private static CelValue Local(CelValue timestamp, TimeSpan offset, Func<DateTime, int> part)
    {
        // Of year 1 and year 9999 a zone may see the year outside.
        Int128 ticks = (timestamp.AsNanos - CelTime.LeastTimestamp) / NanosInTick + offset.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? CelErrors.TimestampRange : CelValue.Int(part(new DateTime((long)ticks, DateTimeKind.Utc)));
    }

    private static bool TryOffset(string zone, CelValue timestamp, out TimeSpan offset)
    {
        if (CelTime.TryReadOffset(zone, out offset) || CelTime.TryReadOffset("+" + zone, out offset) || zone is "UTC" or "GMT") return true;
        if (!IsName(zone) || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found)) return false;
        long ticks = (long)((timestamp.AsNanos - CelTime.LeastTimestamp) / NanosInTick);
        offset = found.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc));
        return true;
    }

    // Names of the IANA database only: no path, and not the zone that the machine happens to stand in.
    private static bool IsName(string zone) => zone.Length is > 0 and <= 64 && char.IsAsciiLetter(zone[0]) && zone is not "Local"
        && zone.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '+' or '-' or '/');
}
