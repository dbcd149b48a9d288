using System.Collections.Immutable;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>A node as the walk over the whole tree wants it: small, in the order of the walk, so that the left child is the next one.</summary>
internal readonly struct ContributionNode
{
    internal const int Leaf = -1;

    /// <summary>Of the split's training rows that go left; in a leaf, of the tree's that come here.</summary>
    internal double Share { get; init; }

    /// <summary>The split's threshold in the precision of its comparison; in a leaf, its value.</summary>
    internal double Value { get; init; }

    /// <summary>Index of the input, or <see cref="Leaf"/>.</summary>
    internal int Input { get; init; }

    internal int Right { get; init; }

    internal int Set { get; init; }

    // Enums of four bytes each would make half as many nodes fit a cache line.
    private readonly byte _test, _missing;
    private readonly bool _missingGoesLeft, _cutsNegatives;

    internal ContributionNode(in TreeNode node) =>
        (_test, _missing, _missingGoesLeft, _cutsNegatives) = ((byte)node.Test, (byte)node.Missing, node.MissingGoesLeft, node.CutsNegatives);

    /// <param name="value">Of the node's input, in the precision of the comparison.</param>
    internal bool GoesLeft(double value, IReadOnlyList<ImmutableArray<uint>> sets)
    {
        if (double.IsNaN(value))
        {
            if (_missing != (byte)MissingTest.NaNIsZero) return _missingGoesLeft;
            value = 0;
        }
        if (_missing == (byte)MissingTest.NaNOrZero && Math.Abs(value) <= TreeNode.ZeroBand) return _missingGoesLeft;
        if (_test == (byte)SplitTest.Below) return value < Value;
        return _test == (byte)SplitTest.AtMost ? value <= Value : RowEncoder.IsMember(value, _cutsNegatives, sets[Set].AsSpan());
    }
}

/// <summary>What leaves add to one margin.</summary>
/// <param name="vectors">Null where a leaf holds its value itself.</param>
internal readonly struct LeafValues(IReadOnlyList<ImmutableArray<double>>? vectors, int margin)
{
    internal double Of(in ContributionNode leaf) => vectors is null ? leaf.Value : vectors[(int)leaf.Value][margin];
}
