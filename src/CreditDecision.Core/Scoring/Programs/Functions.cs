namespace CreditDecision.Core.Scoring.Programs;

/// <summary>The built-in functions of PMML that credit models use.</summary>
public enum FunctionName
{
    Unspecified = 0,
    Add, Subtract, Multiply, Divide, Power, Threshold, Modulo,
    Absolute, Exponential, ExponentialLess1, Logarithm, Logarithm10, LogarithmOf1More, SquareRoot, Floor, Ceiling, Round, RoundHalfEven,
    Sine, Cosine, Tangent, HyperbolicTangent,
    Equal, NotEqual, Less, AtMost, Greater, AtLeast, Not,
    Minimum, Maximum, Sum, Average, Product,
}

/// <summary>
/// A function that may have no result: ln(0), 1/0. That is not missing but invalid, unless the author of the model said otherwise.
/// </summary>
public abstract class PartialFunction(bool invalidIsMissing) : Expression
{
    /// <param name="result">Of arguments of which none was missing.</param>
    protected double Checked(double result, ref Frame frame)
    {
        if (double.IsFinite(result)) return result;
        if (!invalidIsMissing) frame.Invalid = true;
        return double.NaN;
    }
}

/// <summary>Functions of one argument: missing where the argument is.</summary>
public sealed class Unary(FunctionName function, Expression argument, bool invalidIsMissing = false) : PartialFunction(invalidIsMissing)
{
    public override double Value(ref Frame frame)
    {
        double x = argument.Value(ref frame);
        return double.IsNaN(x) ? x : Checked(Apply(x), ref frame);
    }

    private double Apply(double x)
    {
        return function switch
        {
            FunctionName.Absolute => Math.Abs(x),
            FunctionName.Exponential => Math.Exp(x),
            FunctionName.ExponentialLess1 => Math.Abs(x) < 1e-5 ? x + x * x / 2 : Math.Exp(x) - 1,
            FunctionName.Logarithm => Math.Log(x),
            FunctionName.Logarithm10 => Math.Log10(x),
            FunctionName.LogarithmOf1More => Math.Abs(x) < 1e-5 ? x - x * x / 2 : Math.Log(1 + x),
            FunctionName.SquareRoot => Math.Sqrt(x),
            FunctionName.Floor => Math.Floor(x),
            FunctionName.Ceiling => Math.Ceiling(x),
            // Halves go up, as XPath and Java have it, -0.5 to 0 too; x + 0.5 would send 0.49999999999999994 up as well.
            FunctionName.Round => x - Math.Floor(x) >= 0.5 ? Math.Floor(x) + 1 : Math.Floor(x),
            FunctionName.RoundHalfEven => Math.Round(x, MidpointRounding.ToEven),
            FunctionName.Sine => Math.Sin(x),
            FunctionName.Cosine => Math.Cos(x),
            FunctionName.Tangent => Math.Tan(x),
            FunctionName.HyperbolicTangent => Math.Tanh(x),
            _ => x == 0 ? 1 : 0,
        };
    }
}

/// <summary>Functions of two arguments: missing where either is.</summary>
public sealed class Binary(FunctionName function, Expression left, Expression right, bool invalidIsMissing = false)
    : PartialFunction(invalidIsMissing)
{
    public override double Value(ref Frame frame)
    {
        double x = left.Value(ref frame);
        double y = right.Value(ref frame);
        return double.IsNaN(x) || double.IsNaN(y) ? double.NaN : Checked(Apply(x, y), ref frame);
    }

    private double Apply(double x, double y)
    {
        return function switch
        {
            FunctionName.Add => x + y,
            FunctionName.Subtract => x - y,
            FunctionName.Multiply => x * y,
            FunctionName.Divide => x / y,
            FunctionName.Power => Math.Pow(x, y),
            FunctionName.Threshold => x > y ? 1 : 0,
            FunctionName.Modulo => x - y * Math.Floor(x / y),
            _ => Comparison.Holds(RelationOf(function), x, y) ? 1 : 0,
        };
    }

    private static Relation RelationOf(FunctionName function) => function switch
    {
        FunctionName.Equal => Relation.Equal,
        FunctionName.NotEqual => Relation.NotEqual,
        FunctionName.Less => Relation.Less,
        FunctionName.AtMost => Relation.AtMost,
        FunctionName.Greater => Relation.Greater,
        _ => Relation.AtLeast,
    };
}

/// <summary>Functions of any number of arguments: missing arguments do not count; missing when all are.</summary>
/// <param name="missingCounts">Missing when any is.</param>
public sealed class Aggregate(FunctionName function, Expression[] arguments, bool missingCounts, bool invalidIsMissing)
    : PartialFunction(invalidIsMissing)
{
    public override double Value(ref Frame frame)
    {
        int present = 0;
        double sum = double.NaN;
        foreach (Expression argument in arguments)
        {
            double x = argument.Value(ref frame);
            if (!double.IsNaN(x)) sum = present++ == 0 ? x : Join(sum, x);
            else if (missingCounts) return x;
        }
        return present == 0 ? double.NaN : Checked(function == FunctionName.Average ? sum / present : sum, ref frame);
    }

    private double Join(double sum, double x) => function switch
    {
        FunctionName.Minimum => Math.Min(sum, x),
        FunctionName.Maximum => Math.Max(sum, x),
        FunctionName.Product => sum * x,
        _ => sum + x,
    };
}
