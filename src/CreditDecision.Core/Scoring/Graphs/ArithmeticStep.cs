using System.Collections.Immutable;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>A function of two numbers.</summary>
public enum Arithmetic
{
    Unspecified = 0,
    Add,
    Subtract,
    Multiply,
    Divide,
    /// <summary>1 when the first is the greater one, else 0. ONNX Runtime refuses to compare NaN.</summary>
    IsGreater,
}

/// <summary>The same function of each pair of its sources: all first operands stand before all second ones.</summary>
public sealed class ArithmeticStep(Arithmetic function, FloatPrecision precision, ImmutableArray<int> sources, int first)
    : GraphStep(sources, first, sources.Length / 2)
{
    public override bool IsElementwise => true;

    public override bool Run(Span<double> cells)
    {
        for (int i = 0; i < Count; i++)
        {
            // Of numbers in single precision, the result in double rounded once is the result in single precision.
            double result = Of(cells[Sources[i]], cells[Sources[Count + i]]);
            if (function == Arithmetic.IsGreater && double.IsNaN(cells[Sources[i]])) return false;
            cells[First + i] = precision == FloatPrecision.Binary32 ? (float)result : result;
        }
        return true;
    }

    public override void Explain(GraphExplanation explanation)
    {
        for (int i = 0; i < Count; i++)
        {
            double weight = explanation.WeightOf(First + i);
            if (weight != 0) Explain(explanation, First + i, weight, Sources[i], Sources[Count + i]);
        }
    }

    private void Explain(GraphExplanation explanation, int result, double weight, int left, int right)
    {
        if (function is Arithmetic.Add or Arithmetic.Subtract)
        {
            explanation.Pass(left, weight);
            explanation.Pass(right, function == Arithmetic.Add ? weight : -weight);
        }
        else if (function is Arithmetic.Multiply or Arithmetic.Divide && explanation.IsConstant(right))
        {
            double factor = explanation.ValueOf(right);
            explanation.Pass(left, function == Arithmetic.Multiply ? weight * factor : weight / factor);
        }
        else if (function == Arithmetic.Multiply && explanation.IsConstant(left)) explanation.Pass(right, weight * explanation.ValueOf(left));
        else explanation.Share(result, weight * explanation.ValueOf(result));
    }

    private double Of(double left, double right) => function switch
    {
        Arithmetic.Add => left + right,
        Arithmetic.Subtract => left - right,
        Arithmetic.Multiply => left * right,
        Arithmetic.Divide => left / right,
        _ => left > right ? 1 : 0,
    };
}
