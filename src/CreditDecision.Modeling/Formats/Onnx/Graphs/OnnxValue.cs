using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Graphs;

/// <summary>
/// One row of a tensor. Operators that only move numbers (Concat, Gather, Reshape) make no step: they list the same cells anew.
/// </summary>
/// <param name="Cells">In row-major order.</param>
/// <param name="Shape">Without the first dimension, which counts rows.</param>
internal sealed record OnnxValue(ElementType Type, int[] Cells, int[] Shape)
{
    /// <summary>By cell; only for texts.</summary>
    internal CategoryTable[] Tables { get; init; } = [];

    /// <summary>What the cells are as a model's answer; null while they are none.</summary>
    internal OnnxScores? Scores { get; init; }

    /// <summary>Numbers of an initializer, which have no dimension that counts rows.</summary>
    internal bool IsConstant { get; init; }

    internal FloatPrecision Precision => Type == ElementType.Single ? FloatPrecision.Binary32 : FloatPrecision.Binary64;

    /// <summary>Whether all dimensions before the given one, counted without the rows', are 1, so that a slice of it is a run of cells.</summary>
    internal bool IsFlatBefore(int dimension) => Shape.AsSpan(0, dimension).IndexOfAnyExcept(1) < 0;

    /// <summary>The same columns under a new name for some of their cells' content: scores follow, a bare model does not.</summary>
    internal OnnxValue Linked(ElementType type, int[] cells)
    {
        OnnxScores scores = Scores is not null && Scores.Outputs.AsSpan().SequenceEqual(Cells)
            ? Scores with { Outputs = cells, Bare = null }
            : OnnxScores.Unnamed(Cells, cells);
        return new OnnxValue(type, cells, Shape) { Scores = scores };
    }
}
