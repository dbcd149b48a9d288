using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>CEL's math extension over one number. <c>round</c> takes halves away from zero.</summary>
internal static class Rounding
{
    public static readonly Function[] Functions =
    [
        OfDouble("math.ceil", Math.Ceiling),
        OfDouble("math.floor", Math.Floor),
        OfDouble("math.trunc", Math.Truncate),
        OfDouble("math.round", Round),
        Test("math.isNaN", double.IsNaN),
        Test("math.isInf", double.IsInfinity),
        Test("math.isFinite", double.IsFinite),
        Function.Plain("math.abs", 1, (arguments, ref _) => arguments[0].Kind switch
        {
            CelKind.Double => CelValue.Double(Math.Abs(arguments[0].AsDouble)),
            CelKind.Int => arguments[0].AsInt == long.MinValue ? CelErrors.Overflow : CelValue.Int(Math.Abs(arguments[0].AsInt)),
            CelKind.Uint => arguments[0],
            _ => default,
        }),
        Function.Plain("math.sign", 1, (arguments, ref _) => arguments[0].Kind switch
        {
            CelKind.Double => CelValue.Double(Sign(arguments[0].AsDouble)),
            CelKind.Int => CelValue.Int(Math.Sign(arguments[0].AsInt)),
            CelKind.Uint => CelValue.Uint(arguments[0].AsUint == 0 ? 0UL : 1UL),
            _ => default,
        }),
    ];

    public static double Round(double value) => Math.Round(value, MidpointRounding.AwayFromZero);

    // A NaN has no sign but itself.
    private static double Sign(double value) => value > 0 ? 1 : value < 0 ? -1 : value;

    private static Function OfDouble(string name, Func<double, double> round) => Function.Plain(name, 1, (arguments, ref _) =>
        arguments[0].Kind == CelKind.Double ? CelValue.Double(round(arguments[0].AsDouble)) : default);

    private static Function Test(string name, Func<double, bool> holds) => Function.Plain(name, 1, (arguments, ref _) =>
        arguments[0].Kind == CelKind.Double ? CelValue.Bool(holds(arguments[0].AsDouble)) : default);
}
