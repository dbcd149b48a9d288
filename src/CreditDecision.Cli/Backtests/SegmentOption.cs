using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CreditDecision.V1;

namespace CreditDecision.Cli.Backtests;

/// <summary>Segments as they are typed: <c>education</c>, or a number with its cut points, <c>monthly_income_yuan:5000,10000</c>.</summary>
internal static class SegmentOption
{
    public static Option<SegmentFeature[]> Create() => new("--segment")
    {
        Description = "Divide by a feature too, at most three times: a flag or category by its name, a number with its cut points, monthly_income_yuan:5000,10000.",
        HelpName = "feature[:cuts]",
        CustomParser = given => [.. given.Tokens.Select(token => Parse(token.Value, given)).OfType<SegmentFeature>()],
        AllowMultipleArgumentsPerToken = false,
    };

    private static SegmentFeature? Parse(string text, ArgumentResult given)
    {
        string[] parts = text.Split(':', 2);
        var segment = new SegmentFeature { Feature = parts[0] };
        foreach (string cut in parts.Length == 1 ? [] : parts[1].Split(','))
        {
            if (!double.TryParse(cut, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                given.AddError($"\"{text}\" is not a segment: \"{cut}\" is not a number. Write a feature, or a feature and its cut points, such as monthly_income_yuan:5000,10000.");
                return null;
            }
            segment.Cuts.Add(number);
        }
        return segment;
    }
}
