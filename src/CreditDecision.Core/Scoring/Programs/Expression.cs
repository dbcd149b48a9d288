namespace CreditDecision.Core.Scoring.Programs;

/// <summary>A number (or the number of a text) computed from a frame; NaN when missing. Truth values are 1 and 0.</summary>
public abstract class Expression
{
    public abstract double Value(ref Frame frame);
}

public sealed class Constant(double value) : Expression
{
    public override double Value(ref Frame frame) => value;
}

public sealed class Slot(int slot) : Expression
{
    public override double Value(ref Frame frame) => frame[slot];
}

/// <summary>Another value where the expression's is missing.</summary>
public sealed class Otherwise(Expression expression, double value) : Expression
{
    public override double Value(ref Frame frame)
    {
        double of = expression.Value(ref frame);
        return double.IsNaN(of) ? value : of;
    }
}

/// <summary>1 when the value equals the constant, 0 when it does not.</summary>
public sealed class Indicator(int slot, double constant) : Expression
{
    public override double Value(ref Frame frame) => frame[slot] is var value && double.IsNaN(value) ? double.NaN : value == constant ? 1 : 0;
}

/// <summary>What a derived field's declared type makes of a value.</summary>
public enum Conversion
{
    Unspecified = 0,
    ToSingle,
    /// <summary>A number with a fraction is invalid: no rule says which way to round it.</summary>
    ToInteger,
    /// <summary>Anything but 0 and 1 is invalid.</summary>
    ToTruth,
}

public sealed class Converted(Expression expression, Conversion conversion) : Expression
{
    public override double Value(ref Frame frame)
    {
        double value = expression.Value(ref frame);
        if (double.IsNaN(value)) return value;
        if (conversion == Conversion.ToSingle) return (float)value;
        if (conversion == Conversion.ToInteger ? value == Math.Floor(value) : value is 0 or 1) return value;
        frame.Invalid = true;
        return double.NaN;
    }
}
