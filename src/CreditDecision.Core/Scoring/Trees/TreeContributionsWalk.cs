using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>One walk over all nodes of one tree, at four points of the diagonal at once.</summary>
/// <remarks>
/// On a way, an input's factor is t + (1 − t)·z while the row agrees with every split by it, and (1 − t)·z from the first split on that
/// the row fails. Below a node, Σ value · factors relative to those of the way down to it is what a visit returns. The two children of
/// a node that splits by input i then give i the weight · factors · (their difference) · z of the child that the row does not enter:
/// the terms of i's earlier splits on this way are contained.
/// </remarks>
/// <param name="values">The row, in the precision of the comparison.</param>
/// <param name="shares">z for each input, or <see cref="Failed"/>; all 1 before and after.</param>
/// <param name="sums">For each input, the contribution's parts by point.</param>
internal readonly ref struct ContributionWalk(
    ContributionNode[] nodes, LeafValues leaves, IReadOnlyList<ImmutableArray<uint>> sets, in DiagonalPoints points,
    ReadOnlySpan<double> values, Span<double> shares, Span<Vector256<double>> sums)
{
    private const double Failed = -1;

    private readonly ContributionNode[] _nodes = nodes;
    private readonly LeafValues _leaves = leaves;
    private readonly IReadOnlyList<ImmutableArray<uint>> _sets = sets;
    private readonly DiagonalPoints _points = points;
    private readonly ReadOnlySpan<double> _values = values;
    private readonly Span<double> _shares = shares;
    private readonly Span<Vector256<double>> _sums = sums;

    internal void Run() => Enter(0, _points.Weights);

    // Half of all nodes are leaves, and a call costs more than one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Enter(int index, Vector256<double> way)
    {
        ref readonly ContributionNode node = ref _nodes[index];
        return node.Input == ContributionNode.Leaf ? Vector256.Create(_leaves.Of(node)) : Visit(index, way);
    }

    // Recursive, because a tree is at most 512 deep: so many frames, of less than 1 KB before the JIT has optimised them, fit half a
    // megabyte, and the smallest stack that the runtime gives a thread is three times that. A debug build needs more than a megabyte.
    /// <param name="index">Of a split.</param>
    /// <param name="way">Weight times the factors of all inputs on the way down to the node.</param>
    private Vector256<double> Visit(int index, Vector256<double> way)
    {
        ref readonly ContributionNode node = ref _nodes[index];
        double share = _shares[node.Input];
        if (share == Failed) return Enter(index + 1, way * node.Share) * node.Share + Enter(node.Right, way * (1 - node.Share)) * (1 - node.Share);
        bool goesLeft = node.GoesLeft(_values[node.Input], _sets);
        (int entered, int other) = goesLeft ? (index + 1, node.Right) : (node.Right, index + 1);
        double enteredShare = share * (goesLeft ? node.Share : 1 - node.Share), otherShare = share * (goesLeft ? 1 - node.Share : node.Share);

        Vector256<double> inverse = Vector256<double>.One / (_points.Known + share * _points.Unknown);
        Vector256<double> enteredFactor = (_points.Known + enteredShare * _points.Unknown) * inverse, otherFactor = otherShare * _points.Unknown * inverse;
        _shares[node.Input] = enteredShare;
        Vector256<double> here = Enter(entered, way * enteredFactor);
        _shares[node.Input] = Failed;
        // A share of 0 stays 0 below, and would only be multiplied with.
        Vector256<double> there = otherShare > 0 ? Enter(other, way * otherFactor) : Vector256<double>.Zero;
        _shares[node.Input] = share;
        _sums[node.Input] += way * inverse * inverse * otherShare * (here - there);
        return enteredFactor * here + otherFactor * there;
    }
}
