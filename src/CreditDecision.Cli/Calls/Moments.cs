using System.Globalization;
using System.Text.RegularExpressions;
using CreditDecision.Core.Values;

namespace CreditDecision.Cli.Calls;

/// <summary>
/// Points in time as people write them: <c>now</c>, <c>now-2h</c>, <c>now+365d</c>, RFC 3339 with its offset
/// (<c>2026-11-25T09:30:00+08:00</c>), or a day (<c>2026-11-25</c>), which is its first moment in Beijing.
/// </summary>
internal static partial class Moments
{
    public const string Format = "now, now-2h, now+365d, a time such as 2026-11-25T09:30:00+08:00 or a day such as 2026-11-25";

    /// <summary>True for what starts as a relative time, right or wrong: <c>now-2 hours</c> is a mistake, not another notation.</summary>
    public static bool IsRelative(string text) => text.StartsWith("now", StringComparison.Ordinal);

    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        if (IsRelative(text)) return TryParseRelative(text, now, out moment);
        if (Rfc3339().IsMatch(text))
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
        bool isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", out DateOnly day);
        moment = isDay ? BeijingTime.StartOf(day) : default;
        return isDay;
    }

    private static bool TryParseRelative(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        moment = now;
        if (text == "now") return true;
        if (text.Length < 5 || text[3] is not ('+' or '-') || !Durations.TryParse(text[4..], out TimeSpan distance)) return false;
        moment = text[3] == '+' ? now + distance : now - distance;
        return true;
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Rfc3339();
}
