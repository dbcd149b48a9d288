using System.Collections.Immutable;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>A function of one number.</summary>
public enum ElementFunction
{
    Unspecified = 0,
    Copy,
    /// <summary>To the nearest single-precision number.</summary>
    RoundToSingle,
    /// <summary>Cut to a 64-bit whole number as x86-64 does it: what has none becomes the lowest one.</summary>
    CutToInt64,
    CutToInt32,
    /// <summary>1 unless the number is 0.</summary>
    IsNotZero,
    IsZero,
    IsNaN,
    Negate,
    Exponential,
    /// <summary>1 / (1 + e^-x).</summary>
    Logistic,
}

/// <summary>The same function of each of its sources.</summary>
public sealed class ElementStep(ElementFunction function, FloatPrecision precision, ImmutableArray<int> sources, int first)
    : GraphStep(sources, first, sources.Length)
{
    public override bool IsElementwise => true;

    public override bool Run(Span<double> cells)
    {
        for (int i = 0; i < Count; i++)
        {
            double result = Of(cells[Sources[i]]);
            cells[First + i] = precision == FloatPrecision.Binary32 ? (float)result : result;
        }
        return true;
    }

    public override void Explain(GraphExplanation explanation)
    {
        double sign = function switch
        {
            ElementFunction.Copy or ElementFunction.RoundToSingle => 1,
            ElementFunction.Negate => -1,
            _ => 0,
        };
        if (sign == 0) base.Explain(explanation);
        else for (int i = 0; i < Count; i++) explanation.Pass(Sources[i], sign * explanation.WeightOf(First + i));
    }

    private double Of(double value) => function switch
    {
        ElementFunction.RoundToSingle => (float)value,
        ElementFunction.CutToInt64 => value is >= -9223372036854775808d and < 9223372036854775808d ? Math.Truncate(value) : long.MinValue,
        ElementFunction.CutToInt32 => value is > -2147483649d and < 2147483648d ? Math.Truncate(value) : int.MinValue,
        ElementFunction.IsNotZero => value != 0 ? 1 : 0,
        ElementFunction.IsZero => value == 0 ? 1 : 0,
        ElementFunction.IsNaN => double.IsNaN(value) ? 1 : 0,
        ElementFunction.Negate => -value,
        ElementFunction.Exponential => precision == FloatPrecision.Binary32 ? MathF.Exp((float)value) : Math.Exp(value),
        ElementFunction.Logistic => 1 / (1 + Math.Exp(-value)),
        _ => value,
    };
}
