using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>
/// CEL's <c>math.least</c> and <c>math.greatest</c> over numbers of any types, given one by one or as one list; the answer keeps its type,
/// and of equal ones the first is taken. A NaN is passed on: an amount that cannot be told must not vanish in a minimum.
/// </summary>
internal static class Extremes
{
    public static readonly Function[] Functions =
    [
        Function.Plain("math.least", Function.AnyNumber, (arguments, ref budget) => Extreme(arguments, CelOrdering.Less, ref budget)),
        Function.Plain("math.greatest", Function.AnyNumber, (arguments, ref budget) => Extreme(arguments, CelOrdering.Greater, ref budget)),
    ];

    private static CelValue Extreme(ReadOnlySpan<CelValue> arguments, CelOrdering wanted, ref Budget budget)
    {
        if (arguments is not [{ Kind: CelKind.List } list]) return Extreme(arguments, wanted);
        return budget.Charge(list.AsList.Count) ? Extreme(list.AsList.Elements, wanted) : CelErrors.CostExceeded;
    }

    private static CelValue Extreme(ReadOnlySpan<CelValue> numbers, CelOrdering wanted)
    {
        CelValue extreme = default;
        foreach (CelValue number in numbers)
        {
            if (!number.IsNumber) return default;
            if (extreme.Kind == CelKind.Unspecified || IsNaN(number) || (!IsNaN(extreme) && CelOrder.CompareNumbers(number, extreme) == wanted))
                extreme = number;
        }
        return extreme;
    }

    private static bool IsNaN(CelValue number) => number.Kind == CelKind.Double && double.IsNaN(number.AsDouble);
}
