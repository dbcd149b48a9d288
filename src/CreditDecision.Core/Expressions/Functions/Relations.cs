using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>Equality, order and negation.</summary>
internal static class Relations
{
    public static readonly Function[] Functions =
    [
        Function.Plain("_==_", 2, (arguments, ref budget) => CelValue.Bool(CelEquality.AreEqual(arguments[0], arguments[1], ref budget))),
        Function.Plain("_!=_", 2, (arguments, ref budget) => CelValue.Bool(!CelEquality.AreEqual(arguments[0], arguments[1], ref budget))),
        Ordered("_<_", ordering => ordering is CelOrdering.Less),
        Ordered("_<=_", ordering => ordering is CelOrdering.Less or CelOrdering.Equal),
        Ordered("_>_", ordering => ordering is CelOrdering.Greater),
        Ordered("_>=_", ordering => ordering is CelOrdering.Greater or CelOrdering.Equal),
        Function.Plain("!_", 1, (arguments, ref _) => arguments[0].Kind == CelKind.Bool ? CelValue.Bool(!arguments[0].AsBool) : default),
    ];

    // A NaN has no order, and false would be an answer: debt / income > 24.0 must not pass for certain where both are zero.
    private static Function Ordered(string name, Func<CelOrdering, bool> holds) => Function.Plain(name, 2, (arguments, ref _) =>
        CelOrder.Compare(arguments[0], arguments[1]) switch
        {
            CelOrdering.Unspecified => default,
            CelOrdering.Unordered => CelErrors.Unordered,
            var ordering => CelValue.Bool(holds(ordering)),
        });
}
