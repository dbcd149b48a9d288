namespace CreditDecision.Core.Scoring.Trees;

public enum SplitTest
{
    Unspecified = 0,
    /// <summary>No test: a leaf.</summary>
    Leaf,
    /// <summary>Left when the value is below the threshold.</summary>
    Below,
    /// <summary>Left when the value is at most the threshold.</summary>
    AtMost,
    /// <summary>Left when the value, cut to a whole number, is in the node's set; what can be no category is in none.</summary>
    InSet,
}

/// <summary>Which values of a split's input do not meet its test but go the way of the missing.</summary>
public enum MissingTest
{
    Unspecified = 0,
    /// <summary>NaN.</summary>
    NaN,
    /// <summary>NaN, and numbers within <see cref="TreeNode.ZeroBand"/> of zero.</summary>
    NaNOrZero,
    /// <summary>None: NaN is taken for 0 and tested.</summary>
    NaNIsZero,
}

/// <summary>
/// One node as the artifact has it. In a leaf only <see cref="Value"/>, <see cref="LeafNumber"/> and <see cref="Cover"/> mean anything.
/// </summary>
public readonly record struct TreeNode
{
    /// <summary>LightGBM's kZeroThreshold, the single-precision 1e-35: as close to zero as this is zero.</summary>
    public const double ZeroBand = 1e-35f;

    public SplitTest Test { get; init; }

    /// <summary>Index into the ensemble's inputs.</summary>
    public int Input { get; init; }

    /// <summary>Infinite where a library parts the missing from all numbers: XGBoost does so by twice the largest one, which may overflow.</summary>
    public double Threshold { get; init; }

    /// <summary>Index into the ensemble's sets, with <see cref="SplitTest.InSet"/>.</summary>
    public int Set { get; init; }

    public MissingTest Missing { get; init; }

    public bool MissingGoesLeft { get; init; }

    /// <summary>
    /// With <see cref="SplitTest.InSet"/>: whether a value between -1 and 0 is cut to category 0, as in LightGBM, or is a member of no set,
    /// as in XGBoost. Other negative values never are.
    /// </summary>
    public bool CutsNegatives { get; init; }

    /// <summary>Index of a node in the same tree.</summary>
    public int Left { get; init; }

    public int Right { get; init; }

    /// <summary>What a leaf adds to its tree's margin; in a tree of leaf vectors, the row in the ensemble's leaf vectors instead.</summary>
    public double Value { get; init; }

    /// <summary>The artifact's own number of the leaf, for comparison with the library's leaf predictions.</summary>
    public int LeafNumber { get; init; }

    /// <summary>Training weight that came by (hessian sum or count), for contributions; 0 where the artifact has none.</summary>
    public double Cover { get; init; }
}
