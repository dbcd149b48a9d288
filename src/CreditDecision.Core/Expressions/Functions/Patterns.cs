using System.Text.RegularExpressions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary><c>text.matches(pattern)</c>: whether the pattern, in the syntax of RE2, is found anywhere in the text. In time linear to the text.</summary>
internal static class Patterns
{
    public static readonly Function[] Functions = [Function.Plain("matches", 2, Match), Function.Method("matches", 2, Match)];

    private const int LongestPattern = 1_000;

    /// <summary>Null with a sentence where RE2 would not take the pattern.</summary>
    public static Pattern? Read(string pattern, out string refused)
    {
        refused = "it is too long";
        if (pattern.Length > LongestPattern || PatternReader.Translate(pattern, out int size, out refused) is not { } translated) return null;
        try
        {
            return new Pattern(new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), size);
        }
        catch (RegexParseException wrong)
        {
            // Without the pattern and the offset, which are those of the translation.
            int place = Math.Max(0, wrong.Message.LastIndexOf("' at offset ", StringComparison.Ordinal));
            refused = wrong.Message[(wrong.Message.IndexOf(". ", place, StringComparison.Ordinal) + 1)..].Trim(' ', '.');
        }
        catch (NotSupportedException)
        {
            refused = "it is too large";
        }
        return null;
    }

    public static CelValue Bad(string pattern, string refused) => CelErrors.Of(CelErrorKind.BadPattern, $"{pattern}: {refused}");

    private static CelValue Match(ReadOnlySpan<CelValue> arguments, ref Budget budget)
    {
        if (arguments[0].Kind != CelKind.String || arguments[1].Kind != CelKind.String) return default;
        string text = arguments[0].AsString, pattern = arguments[1].AsString;
        if (!budget.ChargeText(pattern.Length)) return CelErrors.CostExceeded;
        return Read(pattern, out string refused) is { } read ? read.Match(text, ref budget) : Bad(pattern, refused);
    }
}

/// <summary>A pattern ready to be looked for; any number of threads may.</summary>
/// <param name="Size">In the unit of <see cref="PatternReader.MostSize"/>.</param>
internal sealed record Pattern(Regex Regex, int Size)
{
    public CelValue Match(string text, ref Budget budget) =>
        budget.Charge((long)text.Length * Size / Budget.CharactersInStep) ? CelValue.Bool(Regex.IsMatch(text)) : CelErrors.CostExceeded;
}
