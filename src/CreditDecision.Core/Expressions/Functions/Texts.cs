using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>The standard's tests of texts, all by code point, none by language.</summary>
internal static class Texts
{
    public static readonly Function[] Functions =
    [
        Test("contains", (text, part) => text.Contains(part, StringComparison.Ordinal)),
        Test("startsWith", (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        Test("endsWith", (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
    ];

    private static Function Test(string name, Func<string, string, bool> holds) => Function.Method(name, 2, (arguments, ref budget) =>
        arguments[0].Kind != CelKind.String || arguments[1].Kind != CelKind.String ? default
        : budget.ChargeText(arguments[0].AsString.Length) ? CelValue.Bool(holds(arguments[0].AsString, arguments[1].AsString)) : CelErrors.CostExceeded);
}
