using System.CommandLine;

namespace CreditDecision.Cli.Calls;

/// <summary>Options that are points in time. Null when not given.</summary>
internal static class MomentOption
{
    public static Option<DateTimeOffset?> Create(string name, string meaning) => new(name)
    {
        Description = $"{meaning}: {Moments.Format} (its first moment in Beijing).",
        HelpName = "time",
        CustomParser = given =>
        {
            string text = given.Tokens.Single().Value;
            if (Moments.TryParse(text, TimeProvider.System.GetUtcNow(), out DateTimeOffset moment)) return moment;
            given.AddError($"\"{text}\" is not a time: write {Moments.Format}.");
            return null;
        },
    };
}
