using System.Buffers;
using System.Globalization;

namespace CreditDecision.Core.Expressions.Values;

/// <summary>Ranges, readings and writings of timestamps and durations. All in nanoseconds.</summary>
public static class CelTime
{
    public const int NanosInSecond = 1_000_000_000;

    /// <summary>0001-01-01 00:00:00 UTC.</summary>
    public static readonly Int128 LeastTimestamp = (Int128)(-62_135_596_800) * NanosInSecond;

    /// <summary>9999-12-31 23:59:59.999999999 UTC.</summary>
    public static readonly Int128 MostTimestamp = (Int128)253_402_300_800 * NanosInSecond - 1;

    /// <summary>Protobuf's bound of a duration, about 10,000 years.</summary>
    public static readonly Int128 MostDuration = (Int128)315_576_000_000 * NanosInSecond;

    private const int LongestFraction = 9;
    private static readonly SearchValues<char> NumberSigns = SearchValues.Create("0123456789.");
    private static readonly (string Name, long Nanos)[] Units =
        [("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", NanosInSecond), ("m", 60L * NanosInSecond), ("h", 3_600L * NanosInSecond)];

    /// <summary>The moment of a slot, to the nanosecond that a double can tell.</summary>
    /// <param name="seconds">Since 1970 UTC.</param>
    public static CelValue TimestampOf(double seconds)
    {
        if (!(Math.Abs(seconds) < 1e12)) return CelErrors.TimestampRange;
        double whole = Math.Floor(seconds);
        return CelValue.Timestamp((Int128)(long)whole * NanosInSecond + (long)Math.Round((seconds - whole) * NanosInSecond));
    }

    /// <summary>RFC 3339: <c>2026-03-01T08:30:00.25+08:00</c>.</summary>
    public static bool TryReadTimestamp(string text, out CelValue timestamp)
    {
        timestamp = default;
        const int LengthOfDateTime = 19;
        if (text.Length <= LengthOfDateTime || text[10] is not ('T' or 't') || !DateTime.TryParseExact(
                text.AsSpan(0, LengthOfDateTime), "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
            return false;
        ReadOnlySpan<char> rest = text.AsSpan(LengthOfDateTime);
        if (!TakeFraction(ref rest, out long nanos) || !TryReadOffset(rest, out TimeSpan offset)) return false;
        long seconds = (local - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond - (long)offset.TotalSeconds;
        timestamp = CelValue.Timestamp((Int128)seconds * NanosInSecond + nanos);
        return true;
    }

    /// <summary>A fixed offset from UTC: <c>Z</c>, <c>+08:00</c>, <c>-02:30</c>.</summary>
    public static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z") return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !int.TryParse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out int hours) || hours > 23
            || !int.TryParse(text[4..], NumberStyles.None, CultureInfo.InvariantCulture, out int minutes) || minutes > 59)
            return false;
        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    /// <summary>Numbers with units: <c>1h30m</c>, <c>-1.5s</c>, <c>250ms</c>, <c>0</c>.</summary>
    public static bool TryReadDuration(string text, out CelValue duration)
    {
        duration = default;
        ReadOnlySpan<char> rest = text.AsSpan();
        bool negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+")) rest = rest[1..];
        if (rest.IsEmpty) return false;
        // Nothing alone needs no unit.
        if (rest is "0") rest = "0s";
        Int128 nanos = 0;
        while (!rest.IsEmpty)
            if (!TakePart(ref rest, out Int128 part) || (nanos += part) > MostDuration * 2) return false;
        duration = CelValue.Duration(negative ? -nanos : nanos);
        return true;
    }

    /// <summary>RFC 3339 in UTC, the fraction without trailing zeros.</summary>
    public static string WriteTimestamp(CelValue timestamp) =>
        DateTime.UnixEpoch.AddSeconds(timestamp.AsSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
        + Fraction((int)(timestamp.AsNanos - (Int128)timestamp.AsSeconds * NanosInSecond)) + "Z";

    /// <summary>Seconds: <c>5400s</c>, <c>-1.5s</c>.</summary>
    public static string WriteDuration(CelValue duration)
    {
        Int128 nanos = Int128.Abs(duration.AsNanos);
        return (duration.AsNanos < 0 ? "-" : "") + (nanos / NanosInSecond).ToString(CultureInfo.InvariantCulture) + Fraction((int)(nanos % NanosInSecond)) + "s";
    }

    private static string Fraction(int nanos) => nanos == 0 ? "" : "." + nanos.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');

    private static bool TakeFraction(ref ReadOnlySpan<char> rest, out long nanos)
    {
        nanos = 0;
        if (!rest.StartsWith(".")) return true;
        int digits = CountDigits(rest[1..]);
        if (digits is 0 or > LongestFraction) return false;
        nanos = Scaled(rest.Slice(1, digits), NanosInSecond);
        rest = rest[(1 + digits)..];
        return true;
    }

    // One number with its unit. Digits of a fraction beyond the ninth are below a nanosecond of every unit up to a second and are dropped.
    private static bool TakePart(ref ReadOnlySpan<char> rest, out Int128 nanos)
    {
        nanos = 0;
        int whole = CountDigits(rest);
        bool point = whole < rest.Length && rest[whole] == '.';
        int fraction = point ? CountDigits(rest[(whole + 1)..]) : 0;
        int digits = whole + (point ? 1 + fraction : 0);
        if (whole + fraction == 0 || whole > 18) return false;
        int letters = rest[digits..].IndexOfAny(NumberSigns);
        ReadOnlySpan<char> unit = letters < 0 ? rest[digits..] : rest.Slice(digits, letters);
        foreach (var (name, size) in Units)
            if (unit.SequenceEqual(name))
            {
                nanos = (whole == 0 ? 0 : (Int128)long.Parse(rest[..whole], NumberStyles.None, CultureInfo.InvariantCulture) * size)
                    + (point ? Scaled(rest.Slice(whole + 1, Math.Min(fraction, LongestFraction)), size) : 0);
                rest = rest[(digits + unit.Length)..];
                return true;
            }
        return false;
    }

    // 0.DIGITS of a unit, exactly, cut to whole nanoseconds.
    private static long Scaled(ReadOnlySpan<char> digits, long unit)
    {
        Int128 value = 0, scale = 1;
        foreach (char digit in digits)
            (value, scale) = (value * 10 + (digit - '0'), scale * 10);
        return (long)(value * unit / scale);
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int other = text.IndexOfAnyExceptInRange('0', '9');
        return other < 0 ? text.Length : other;
    }
}
