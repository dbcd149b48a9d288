using System.CommandLine;
using System.Globalization;
using CreditDecision.V1;

namespace CreditDecision.Cli.Governance;

/// <summary>Which thing is meant, as <c>id@version</c>.</summary>
internal static class ThingArgument
{
    public static Argument<ThingKey> Create(bool mayBeNewest = false) => new("thing")
    {
        Description = mayBeNewest ? "As id@version; the id alone is its newest version." : "As id@version, such as risk@3.",
        CustomParser = given => Parse(given.Tokens.Single().Value, mayBeNewest, given.AddError),
    };

    /// <param name="mayBeNewest">Whether the id alone will do; its version is 0 then.</param>
    public static ThingKey? Parse(string text, bool mayBeNewest, Action<string> fail)
    {
        string[] parts = text.Split('@');
        if (parts is [{ Length: > 0 } id] && mayBeNewest) return new ThingKey { Id = id };
        if (parts is [{ Length: > 0 } named, var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > 0)
            return new ThingKey { Id = named, Version = version };
        fail($"\"{text}\" is not a thing: write id@version, such as risk@3.");
        return null;
    }

    public static string Text(ThingKey key) => $"{key.Id}@{key.Version}";
}
