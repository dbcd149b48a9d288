using CreditDecision.Core.Expressions.Functions;
using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

internal sealed partial class Checker
{
    /// <summary>A written text that is no pattern, moment, duration or time zone would leave every evaluation without an answer.</summary>
    private void CheckWritten(CallNode call, Node[] operands)
    {
        if (operands is not [.., LiteralNode { Value.Kind: CelKind.String } literal]) return;
        if (Unreadable(call.Function, operands.Length, literal.Value.AsString) is { } wrong) Refuse(literal, wrong);
    }

    private static string? Unreadable(string function, int operands, string text) => (function, operands) switch
    {
        ("matches", 2) when Patterns.Read(text, out string refused) is null => $"the pattern {Shown(text)} cannot be read: {refused.TrimEnd('.')}",
        ("timestamp", 1) when !CelTime.TryReadTimestamp(text, out CelValue moment) || moment.IsError =>
            $"{Shown(text)} is no moment; one is written such as 2026-03-01T08:30:00+08:00, between the years 1 and 9999",
        ("duration", 1) when !CelTime.TryReadDuration(text, out CelValue duration) || duration.IsError =>
            $"{Shown(text)} is no duration; one is written with the units h, m, s, ms, us and ns, such as 36h or 1h30m; a day is 24h",
        (_, 2) when TimeFunctions.TakesZone(function) && !Calendar.TryOffset(text, out _) =>
            $"{Shown(text)} is no time zone that is the same on every machine; write its offset from UTC, such as +08:00",
        _ => null,
    };

    private static string Shown(string text) => text.Length <= LongestShown ? $"\"{text}\"" : $"\"{text.AsSpan(0, LongestShown)}...\"";

    private const int LongestShown = 60;
}
