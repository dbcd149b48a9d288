using System.Collections.Immutable;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>One tree as the artifact has it.</summary>
/// <param name="Nodes">The root is the first.</param>
/// <param name="Margin">Index of the margin that the tree adds to; -1 when its leaves hold a vector with a number for each margin.</param>
public sealed record TreePlan(ImmutableArray<TreeNode> Nodes, int Margin);

public enum FloatPrecision
{
    Unspecified = 0,
    /// <summary>IEEE 754 single precision, C's float.</summary>
    Binary32,
    /// <summary>IEEE 754 double precision.</summary>
    Binary64,
}

/// <summary>
/// Everything that a tree ensemble's artifact says, before it is checked and compiled by <see cref="TreeEnsemble.Compile"/>. Readers
/// build it; they check what only their format can break, and leave the rest to the compiler.
/// </summary>
public sealed record TreeEnsemblePlan
{
    public required IReadOnlyList<ModelInput> Inputs { get; init; }

    public required IReadOnlyList<string> Margins { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>In the order in which the source library adds them up.</summary>
    public required IReadOnlyList<TreePlan> Trees { get; init; }

    /// <summary>Member categories as bits, lowest first; a category beyond the last word is no member.</summary>
    public IReadOnlyList<ImmutableArray<uint>> Sets { get; init; } = [];

    /// <summary>Rows of one number for each margin, for trees whose leaves hold vectors.</summary>
    public IReadOnlyList<ImmutableArray<double>> LeafVectors { get; init; } = [];

    /// <summary>Of the comparison. Binary32: values and thresholds are rounded to single precision first.</summary>
    public required FloatPrecision Comparison { get; init; }

    /// <summary>Of the leaves and their sum.</summary>
    public required FloatPrecision Sum { get; init; }

    /// <summary>One for each margin.</summary>
    public required ImmutableArray<double> Base { get; init; }

    /// <summary>Whether the sum starts from the base (XGBoost) or the base is added to the finished sum (ONNX Runtime).</summary>
    public bool BaseFirst { get; init; } = true;

    /// <summary>The sum of the trees is divided by this before the base is added to it; 1 unless trees are averaged. Only with BaseFirst false or a base of 0.</summary>
    public int Divisor { get; init; } = 1;

    public required LinkFunction Link { get; init; }
}
