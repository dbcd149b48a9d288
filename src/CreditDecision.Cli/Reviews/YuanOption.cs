using System.CommandLine;
using System.Globalization;
using CreditDecision.Core.Values;

namespace CreditDecision.Cli.Reviews;

/// <summary>Options that are amounts as people write them, <c>25000</c> or <c>25000.50</c>, in yuan; their values are in fen. Null when not given.</summary>
internal static class YuanOption
{
    private const decimal Most = 100_000_000;

    public static Option<long?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "yuan",
        CustomParser = given =>
        {
            string text = given.Tokens.Single().Value;
            bool isAmount = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal yuan);
            if (isAmount && yuan is > 0 and <= Most && decimal.IsInteger(yuan * Money.FenPerYuan)) return (long)(yuan * Money.FenPerYuan);
            given.AddError($"{name} \"{text}\" is not an amount above 0 and at most {Most} yuan, such as 25000 or 25000.50.");
            return null;
        },
    };
}
