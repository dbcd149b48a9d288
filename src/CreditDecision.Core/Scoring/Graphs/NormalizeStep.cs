using System.Collections.Immutable;

namespace CreditDecision.Core.Scoring.Graphs;

public enum Norm
{
    Unspecified = 0,
    /// <summary>The greatest value, not magnitude.</summary>
    Greatest,
    /// <summary>The sum of the magnitudes.</summary>
    Manhattan,
    /// <summary>The root of the sum of squares.</summary>
    Euclidean,
}

/// <summary>Divides by the norm of all its sources, in single precision; leaves them as they are where the norm is 0.</summary>
public sealed class NormalizeStep(Norm norm, ImmutableArray<int> sources, int first) : GraphStep(sources, first, sources.Length)
{
    public override bool Run(Span<double> cells)
    {
        float size = SizeOf(cells);
        for (int i = 0; i < Count; i++)
        {
            float value = (float)cells[Sources[i]];
            cells[First + i] = size == 0 ? value : norm == Norm.Euclidean ? MathF.CopySign(MathF.Sqrt(value * value / size), value) : value / size;
        }
        return true;
    }

    // For the Euclidean norm its square: ONNX Runtime takes the root of each quotient, not of the sum.
    private float SizeOf(ReadOnlySpan<double> cells)
    {
        float size = norm == Norm.Greatest ? float.MinValue : 0;
        foreach (int source in Sources)
        {
            float value = (float)cells[source];
            size = norm switch
            {
                Norm.Greatest => value > size ? value : size,
                Norm.Manhattan => size + MathF.Abs(value),
                _ => size + value * value,
            };
        }
        return size;
    }
}
