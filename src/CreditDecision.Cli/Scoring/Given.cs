using System.CommandLine;
using System.CommandLine.Parsing;

namespace CreditDecision.Cli.Scoring;

/// <summary>
/// What was typed, for validators that look at several options at once. They must not ask for an option's value: where that is wrong
/// in itself, asking throws before the mistake could be told.
/// </summary>
internal static class Given
{
    public static bool Has(this CommandResult given, Option option) => given.GetResult(option) is { Implicit: false };

    public static string? TextOf(this CommandResult given, Option option) => given.GetResult(option)?.Tokens is [var token, ..] ? token.Value : null;
}
