using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CreditDecision.Cli.Calls;

/// <summary>Lengths of time as they are typed: <c>500ms</c>, <c>10s</c>, <c>2m</c>, <c>24h</c>, <c>365d</c>.</summary>
internal static partial class Durations
{
    public const string Format = "a whole number and ms, s, m, h or d";

    // A century: beyond it is a slip of the keyboard, and calendar arithmetic would overflow.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_525);

    public static bool TryParse(string text, out TimeSpan duration)
    {
        Match match = Pattern().Match(text);
        duration = default;
        if (!match.Success) return false;
        double count = double.Parse(match.Groups[1].ValueSpan, NumberStyles.None);
        double seconds = count * SecondsIn(match.Groups[2].Value);
        if (seconds > Longest.TotalSeconds) return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    public static TimeSpan? Parse(ArgumentResult given)
    {
        string text = given.Tokens.Single().Value;
        if (!TryParse(text, out TimeSpan duration) || duration == TimeSpan.Zero)
            given.AddError($"\"{text}\" is not a time: write {Format}, such as 10s.");
        return duration;
    }

    private static double SecondsIn(string unit) => unit switch
    {
        "ms" => 0.001,
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        _ => 86_400,
    };

    [GeneratedRegex(@"^([0-9]{1,9})(ms|s|m|h|d)\z")]
    private static partial Regex Pattern();
}
