using CreditDecision.Core.Expressions.Functions;

namespace CreditDecision.Core.Expressions.Compiled;

internal interface INumberOperation
{
    static abstract double Of(double left, double right);
}

internal readonly struct Sum : INumberOperation
{
    public static double Of(double left, double right) => left + right;
}

internal readonly struct Difference : INumberOperation
{
    public static double Of(double left, double right) => left - right;
}

internal readonly struct Product : INumberOperation
{
    public static double Of(double left, double right) => left * right;
}

internal readonly struct Quotient : INumberOperation
{
    public static double Of(double left, double right) => left / right;
}

/// <summary>Of equal ones the first; a NaN is passed on.</summary>
internal readonly struct Least : INumberOperation
{
    public static double Of(double left, double right) => double.IsNaN(right) || (!double.IsNaN(left) && right < left) ? right : left;
}

/// <summary>Of equal ones the first; a NaN is passed on.</summary>
internal readonly struct Most : INumberOperation
{
    public static double Of(double left, double right) => double.IsNaN(right) || (!double.IsNaN(left) && right > left) ? right : left;
}

internal sealed class NumberPair<T>(Code left, Code right) : NumberCode where T : struct, INumberOperation
{
    public override bool TryNumber(ref Evaluation evaluation, out double number)
    {
        if (left.TryNumber(ref evaluation, out number) && right.TryNumber(ref evaluation, out double second))
        {
            number = T.Of(number, second);
            return true;
        }
        return false;
    }
}

internal interface INumberChange
{
    static abstract double Of(double number);
}

internal readonly struct Negation : INumberChange
{
    public static double Of(double number) => -number;
}

internal readonly struct Magnitude : INumberChange
{
    public static double Of(double number) => Math.Abs(number);
}

internal readonly struct Ceiling : INumberChange
{
    public static double Of(double number) => Math.Ceiling(number);
}

internal readonly struct Floor : INumberChange
{
    public static double Of(double number) => Math.Floor(number);
}

internal readonly struct Truncation : INumberChange
{
    public static double Of(double number) => Math.Truncate(number);
}

internal readonly struct Nearest : INumberChange
{
    public static double Of(double number) => Rounding.Round(number);
}

internal sealed class NumberChange<T>(Code operand) : NumberCode where T : struct, INumberChange
{
    public override bool TryNumber(ref Evaluation evaluation, out double number)
    {
        if (!operand.TryNumber(ref evaluation, out number)) return false;
        number = T.Of(number);
        return true;
    }
}

/// <summary>Makes the code of functions over doubles alone; null for every other function.</summary>
internal static class NumberFunctions
{
    public static Code? Of(string function, Code[] operands) => (function, operands) switch
    {
        ("_+_", [var left, var right]) => new NumberPair<Sum>(left, right),
        ("_-_", [var left, var right]) => new NumberPair<Difference>(left, right),
        ("_*_", [var left, var right]) => new NumberPair<Product>(left, right),
        ("_/_", [var left, var right]) => new NumberPair<Quotient>(left, right),
        ("-_", [var operand]) => new NumberChange<Negation>(operand),
        ("math.abs", [var operand]) => new NumberChange<Magnitude>(operand),
        ("math.ceil", [var operand]) => new NumberChange<Ceiling>(operand),
        ("math.floor", [var operand]) => new NumberChange<Floor>(operand),
        ("math.trunc", [var operand]) => new NumberChange<Truncation>(operand),
        ("math.round", [var operand]) => new NumberChange<Nearest>(operand),
        ("math.least", _) => operands.Aggregate((left, right) => new NumberPair<Least>(left, right)),
        ("math.greatest", _) => operands.Aggregate((left, right) => new NumberPair<Most>(left, right)),
        (_, [var left, var right]) => Comparison.Of(function, left, right),
        _ => null,
    };
}
