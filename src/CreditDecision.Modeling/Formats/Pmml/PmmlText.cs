using System.Globalization;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>What PMML writes as text: numbers, truths, arrays.</summary>
internal static class PmmlText
{
    internal static double Number(this PmmlElement element, string attribute) => Parse(element, attribute, element.Required(attribute));

    internal static double Number(this PmmlElement element, string attribute, double otherwise) =>
        element.Optional(attribute) is { } text ? Parse(element, attribute, text) : otherwise;

    internal static bool Truth(this PmmlElement element, string attribute, bool otherwise) => element.Optional(attribute) switch
    {
        null => otherwise,
        "true" or "1" => true,
        "false" or "0" => false,
        var text => throw Refusal(element, attribute, $"must be true or false, is {Shortened(text)}"),
    };

    /// <summary>One of a closed list of words.</summary>
    internal static T Word<T>(this PmmlElement element, string attribute, string otherwise, params ReadOnlySpan<(string Word, T Value)> words)
    {
        string text = element.Optional(attribute) ?? otherwise;
        foreach ((string word, T value) in words)
            if (word == text) return value;
        throw Refusal(element, attribute, $"{Shortened(text)} is not supported");
    }

    internal static ArtifactRefusedException Refusal(PmmlElement element, string attribute, string what) =>
        new($"{element.Path}/@{attribute}", what);

    internal static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>Rounded once, not by way of a double.</summary>
    internal static bool TrySingle(string text, out double number)
    {
        bool parsed = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float single) && float.IsFinite(single);
        number = single;
        return parsed;
    }

    /// <summary>The values of an Array: separated by blanks; in quotes, where a backslash stands before a quote of the value itself.</summary>
    internal static List<string> Array(PmmlElement element)
    {
        element.Ignore("type");
        string text = element.Text();
        var values = new List<string>();
        for (int at = 0; at < text.Length;)
            if (char.IsWhiteSpace(text[at])) at++;
            else values.Add(text[at] == '"' ? Quoted(element, text, ref at) : Bare(text, ref at));
        if (element.Optional("n") is { } count && count.Trim() != values.Count.ToString(CultureInfo.InvariantCulture))
            throw Refusal(element, "n", $"says {Shortened(count)}, but there are {values.Count} values");
        element.Done();
        return values;
    }

    internal static string Shortened(string text) => text.Length <= 40 ? $"\"{text}\"" : $"\"{text[..40]}...\"";

    private static string Bare(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
        return text[start..at];
    }

    private static string Quoted(PmmlElement element, string text, ref int at)
    {
        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return value.ToString();
            }
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '"') at++;
            value.Append(text[at]);
        }
        throw element.Refusal("has a value whose quotes do not end");
    }

    private static double Parse(PmmlElement element, string attribute, string text) =>
        TryNumber(text, out double number) ? number : throw Refusal(element, attribute, $"must be a finite number, is {Shortened(text)}");
}
