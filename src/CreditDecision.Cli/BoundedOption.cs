using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace CreditDecision.Cli;

/// <summary>Options that are numbers within bounds. Null when not given.</summary>
internal static class BoundedOption
{
    public static Option<int?> Whole(string name, int least, int most, string description) =>
        Create(name, least, most, description, NumberStyles.None);

    public static Option<double?> Number(string name, double least, double most, string description) =>
        Create(name, least, most, description, NumberStyles.AllowDecimalPoint);

    private static Option<T?> Create<T>(string name, T least, T most, string description, NumberStyles styles) where T : struct, INumber<T> => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = given => Parse(given, name, least, most, styles),
    };

    private static T? Parse<T>(ArgumentResult given, string name, T least, T most, NumberStyles styles) where T : struct, INumber<T>
    {
        string text = given.Tokens.Single().Value;
        if (T.TryParse(text, styles, CultureInfo.InvariantCulture, out T number) && number >= least && number <= most) return number;
        given.AddError($"{name} \"{text}\" is not a number from {least} to {most}.");
        return null;
    }
}
