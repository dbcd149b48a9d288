using System.Text.RegularExpressions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary><c>text.matches(pattern)</c>: whether the pattern, in the syntax of RE2, is found anywhere in the text. In time linear to the text.</summary>
internal static class Patterns
{
    public static readonly Function[] Functions = [Function.Plain("matches", 2, Match), Function.Method("matches", 2, Match)];

    private const int LongestPattern = 1_000;

    /// <summary>Null with a sentence where RE2 would not take the pattern.</summary>
    public static Regex? Read(string pattern, out string refused)
    {
        refused = "it is too long";
        if (pattern.Length > LongestPattern || PatternReader.Translate(pattern, out refused) is not { } translated) return null;
        try
        {
            return new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException wrong)
        {
            refused = wrong.Message;
        }
        catch (NotSupportedException tooLarge)
        {
            refused = tooLarge.Message;
        }
        return null;
    }

    public static CelValue Bad(string pattern, string refused) => CelErrors.Of(CelErrorKind.BadPattern, $"{pattern}: {refused}");

    private static CelValue Match(ReadOnlySpan<CelValue> arguments, ref Budget budget)
    {
        if (arguments[0].Kind != CelKind.String || arguments[1].Kind != CelKind.String) return default;
        string text = arguments[0].AsString, pattern = arguments[1].AsString;
        if (!budget.ChargeText(text.Length + pattern.Length)) return CelErrors.CostExceeded;
        return Read(pattern, out string refused) is { } regex ? CelValue.Bool(regex.IsMatch(text)) : Bad(pattern, refused);
    }
}
