using System.CommandLine;
using CreditDecision.Core.Documents;

namespace CreditDecision.Cli.Governance;

/// <summary>Options that are one of some words.</summary>
internal static class ChoiceOption
{
    public static Option<T> Create<T>(string name, string description, params T[] choices) where T : struct, Enum
    {
        string[] words = [.. choices.Select(SnakeCase.Of)];
        return new Option<T>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            CustomParser = given =>
            {
                string text = given.Tokens.Single().Value;
                if (SnakeCase.TryParse(text, out T value) && choices.Contains(value)) return value;
                given.AddError($"{name} \"{text}\" is none of {string.Join(", ", words)}.");
                return default;
            },
        };
    }
}
