using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Onnx.Trees;

/// <summary>How a node compares its column with its value; true goes to the true child. The numbers are those of ai.onnx.ml 5, plus one.</summary>
internal enum SplitMode
{
    Unspecified = 0,
    AtMost,
    Below,
    AtLeast,
    Above,
    Equal,
    NotEqual,
    /// <summary>Equal to one of a list.</summary>
    Member,
    Leaf,
}

/// <summary>One node; its children are indices in the same tree.</summary>
internal readonly record struct OnnxTreeNode(SplitMode Mode, int Column, double Value, int True, int False, bool IsNaNTrue)
{
    /// <summary>The file's number of the node.</summary>
    internal int Number { get; init; }

    internal double Cover { get; init; }

    /// <summary>With <see cref="SplitMode.Member"/>.</summary>
    internal double[]? Members { get; init; }

    /// <summary>The leaf's votes are a run in the ensemble's.</summary>
    internal int FirstVote { get; init; }

    internal int Votes { get; init; }
}

/// <summary>What a leaf adds to one target or class.</summary>
internal readonly record struct OnnxVote(int Target, double Weight);

/// <summary>The trees of one operator, whichever version of it wrote them.</summary>
/// <param name="Trees">The root of each is its first node.</param>
internal sealed record OnnxTrees(List<OnnxTreeNode[]> Trees, OnnxVote[] Votes)
{
    /// <summary>As the agreed limit of all tree formats.</summary>
    internal const int MostTrees = TreeEnsembleLimits.MostTrees;

    internal const int MostNodes = TreeEnsembleLimits.MostNodes;
}
