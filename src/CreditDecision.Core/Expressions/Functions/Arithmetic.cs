using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>
/// <c>+ - * / %</c> and the sign. Integers are checked: what leaves 64 bits is an error. Doubles follow IEEE 754: 1.0 / 0.0 is infinite.
/// </summary>
internal static class Arithmetic
{
    public static readonly Function[] Functions =
    [
        Function.Plain("_+_", 2, (arguments, ref budget) => Add(arguments[0], arguments[1], ref budget)),
        Function.Plain("_-_", 2, (arguments, ref _) => Subtract(arguments[0], arguments[1])),
        Function.Plain("_*_", 2, (arguments, ref _) => Multiply(arguments[0], arguments[1])),
        Function.Plain("_/_", 2, (arguments, ref _) => Divide(arguments[0], arguments[1])),
        Function.Plain("_%_", 2, (arguments, ref _) => Remainder(arguments[0], arguments[1])),
        Function.Plain("-_", 1, (arguments, ref _) => Negate(arguments[0])),
    ];

    private static CelValue Add(CelValue left, CelValue right, ref Budget budget) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Int((Int128)left.AsInt + right.AsInt),
        (CelKind.Uint, CelKind.Uint) => Uint((Int128)left.AsUint + right.AsUint),
        (CelKind.Double, CelKind.Double) => CelValue.Double(left.AsDouble + right.AsDouble),
        (CelKind.String, CelKind.String) => Concat(left.AsString, right.AsString, ref budget),
        (CelKind.Bytes, CelKind.Bytes) => Concat(left.AsBytes, right.AsBytes, ref budget),
        (CelKind.List, CelKind.List) => Concat(left.AsList, right.AsList, ref budget),
        (CelKind.Timestamp, CelKind.Duration) or (CelKind.Duration, CelKind.Timestamp) => CelValue.Timestamp(left.AsNanos + right.AsNanos),
        (CelKind.Duration, CelKind.Duration) => CelValue.Duration(left.AsNanos + right.AsNanos),
        _ => default,
    };

    private static CelValue Subtract(CelValue left, CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Int((Int128)left.AsInt - right.AsInt),
        (CelKind.Uint, CelKind.Uint) => Uint((Int128)left.AsUint - right.AsUint),
        (CelKind.Double, CelKind.Double) => CelValue.Double(left.AsDouble - right.AsDouble),
        (CelKind.Timestamp, CelKind.Timestamp) or (CelKind.Duration, CelKind.Duration) => CelValue.Duration(left.AsNanos - right.AsNanos),
        (CelKind.Timestamp, CelKind.Duration) => CelValue.Timestamp(left.AsNanos - right.AsNanos),
        _ => default,
    };

    private static CelValue Multiply(CelValue left, CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Int((Int128)left.AsInt * right.AsInt),
        (CelKind.Uint, CelKind.Uint) => Math.BigMul(left.AsUint, right.AsUint, out ulong low) == 0 ? CelValue.Uint(low) : CelErrors.Overflow,
        (CelKind.Double, CelKind.Double) => CelValue.Double(left.AsDouble * right.AsDouble),
        _ => default,
    };

    private static CelValue Divide(CelValue left, CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => right.AsInt == 0 ? CelErrors.DivisionByZero : Int((Int128)left.AsInt / right.AsInt),
        (CelKind.Uint, CelKind.Uint) => right.AsUint == 0 ? CelErrors.DivisionByZero : CelValue.Uint(left.AsUint / right.AsUint),
        (CelKind.Double, CelKind.Double) => CelValue.Double(left.AsDouble / right.AsDouble),
        _ => default,
    };

    // The remainder of the least integer by -1 would be 0, but its quotient overflows; the standard's evaluators refuse both.
    private static CelValue Remainder(CelValue left, CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) when right.AsInt == 0 => CelErrors.DivisionByZero,
        (CelKind.Int, CelKind.Int) => left.AsInt == long.MinValue && right.AsInt == -1 ? CelErrors.Overflow : CelValue.Int(left.AsInt % right.AsInt),
        (CelKind.Uint, CelKind.Uint) => right.AsUint == 0 ? CelErrors.DivisionByZero : CelValue.Uint(left.AsUint % right.AsUint),
        _ => default,
    };

    private static CelValue Negate(CelValue value) => value.Kind switch
    {
        CelKind.Int => Int(-(Int128)value.AsInt),
        CelKind.Double => CelValue.Double(-value.AsDouble),
        _ => default,
    };

    private static CelValue Concat(string left, string right, ref Budget budget) =>
        budget.ChargeText(left.Length + right.Length) ? CelValue.String(left + right) : CelErrors.CostExceeded;

    private static CelValue Concat(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, ref Budget budget) =>
        budget.ChargeText(left.Length + right.Length) ? CelValue.Bytes([.. left, .. right]) : CelErrors.CostExceeded;

    private static CelValue Concat(CelList left, CelList right, ref Budget budget)
    {
        int count = left.Count + right.Count;
        return count <= budget.MostElements && budget.Charge(count) ? CelValue.List(CelList.Concat(left, right)) : CelErrors.CostExceeded;
    }

    private static CelValue Int(Int128 value) => value < long.MinValue || value > long.MaxValue ? CelErrors.Overflow : CelValue.Int((long)value);

    private static CelValue Uint(Int128 value) => value < 0 || value > ulong.MaxValue ? CelErrors.Overflow : CelValue.Uint((ulong)value);
}
