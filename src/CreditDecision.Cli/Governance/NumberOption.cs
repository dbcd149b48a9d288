using System.CommandLine;
using System.Globalization;

namespace CreditDecision.Cli.Governance;

/// <summary>The number of an earlier event that a command is about.</summary>
internal static class NumberOption
{
    public static Option<long> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "number",
        Required = true,
        CustomParser = given =>
        {
            string text = given.Tokens.Single().Value;
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) || number == 0) given.AddError($"{name} \"{text}\" is not the number of an event.");
            return number;
        },
    };
}
