using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>CEL's string extension as far as it costs little.</summary>
internal static class TextExtensions
{
    public static readonly Function[] Functions =
    [
        Change("lowerAscii", text => Map(text, char.IsAsciiLetterUpper, unit => (char)(unit | 0x20))),
        Change("upperAscii", text => Map(text, char.IsAsciiLetterLower, unit => (char)(unit & ~0x20))),
        Change("trim", text => text.Trim()),
        Function.Method("replace", 3, (arguments, ref budget) => Replace(arguments, ref budget)),
        Function.Method("split", 2, (arguments, ref budget) => Split(arguments, ref budget)),
        Function.Method("join", 1, (arguments, ref budget) => Join(arguments[0], "", ref budget)),
        Function.Method("join", 2, (arguments, ref budget) => arguments[1].Kind == CelKind.String ? Join(arguments[0], arguments[1].AsString, ref budget) : default),
    ];

    private static Function Change(string name, Func<string, string> change) => Function.Method(name, 1, (arguments, ref budget) =>
        arguments[0].Kind != CelKind.String ? default
        : budget.ChargeText(arguments[0].AsString.Length) ? CelValue.String(change(arguments[0].AsString)) : CelErrors.CostExceeded);

    private static string Map(string text, Func<char, bool> applies, Func<char, char> change) =>
        string.Create(text.Length, (text, applies, change), static (units, given) =>
        {
            for (int i = 0; i < units.Length; i++)
                units[i] = given.applies(given.text[i]) ? given.change(given.text[i]) : given.text[i];
        });

    private static CelValue Replace(ReadOnlySpan<CelValue> arguments, ref Budget budget)
    {
        if (!AreTexts(arguments) || arguments[1].AsString.Length == 0) return default;
        // At worst every unit of the text is replaced.
        string text = arguments[0].AsString, old = arguments[1].AsString, other = arguments[2].AsString;
        long longest = text.Length + (long)(text.Length / old.Length) * other.Length;
        return budget.Charge(longest / 10) ? CelValue.String(text.Replace(old, other, StringComparison.Ordinal)) : CelErrors.CostExceeded;
    }

    private static CelValue Split(ReadOnlySpan<CelValue> arguments, ref Budget budget)
    {
        if (!AreTexts(arguments) || arguments[1].AsString.Length == 0) return default;
        if (!budget.Charge(arguments[0].AsString.Length)) return CelErrors.CostExceeded;
        string[] parts = arguments[0].AsString.Split(arguments[1].AsString);
        return parts.Length <= budget.MostElements ? CelValue.List(new CelList(parts.Select(CelValue.String))) : CelErrors.CostExceeded;
    }

    private static CelValue Join(CelValue list, string separator, ref Budget budget)
    {
        if (list.Kind != CelKind.List || !AreTexts(list.AsList.Elements)) return default;
        List<string> texts = list.AsList.Elements.ToArray().Select(element => element.AsString).ToList();
        long length = texts.Sum(text => (long)text.Length + separator.Length);
        return budget.Charge(texts.Count + length / 10) ? CelValue.String(string.Join(separator, texts)) : CelErrors.CostExceeded;
    }

    private static bool AreTexts(ReadOnlySpan<CelValue> values)
    {
        foreach (CelValue value in values)
            if (value.Kind != CelKind.String) return false;
        return true;
    }
}
