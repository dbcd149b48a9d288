using System.Buffers;
using System.Runtime.Intrinsics;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>
/// Exact path-dependent TreeSHAP (Lundberg et al. 2020, algorithm 2): the Shapley value of each input in the game where a coalition of
/// inputs is worth the tree's mean over the training rows that agree with the row on these inputs, as the covers count them.
/// Immutable and safe to share between threads.
/// </summary>
/// <remarks>
/// <para>The method is another one, with the same result: the Shapley value is the integral, over t from 0 to 1, of the derivative of the
/// game's multilinear extension (Owen 1972) on its diagonal. A leaf's part in that extension is its value times one factor for each
/// input on its way, t·o + (1 − t)·z, where o is 1 if the row passes all splits by that input, and z the share of training rows that do.
/// That is a polynomial, of a degree which the inputs on one way limit, so a Gauss-Legendre rule of few points gives the integral exactly;
/// all its terms are of one sign for one leaf, which the algorithm's own unwinding by subtraction and division cannot say. One walk over
/// a tree serves four points at once, and needs memory for its depth only.</para>
/// <para>Covers: a node's children share it as their covers stand to each other. Where an inner node has none, its children's count
/// together; where both children of a node have none, as in artifacts without any, every leaf below that node weighs the same.</para>
/// </remarks>
internal sealed class TreeContributions
{
    private readonly TreeEnsemblePlan _plan;
    private readonly ContributionTree[] _trees;
    private readonly DiagonalRule[] _rules;
    // By margin: the sum of the trees' means, which no row changes.
    private readonly double[] _means;

    /// <param name="plan">One that <see cref="TreeEnsemble.Compile"/> has checked.</param>
    internal TreeContributions(TreeEnsemblePlan plan)
    {
        _plan = plan with { Trees = [] };
        _trees = [.. plan.Trees.Select(tree => ContributionTree.Of(tree, plan.Comparison))];
        _rules = new DiagonalRule[_trees.Select(tree => tree.Rounds).DefaultIfEmpty(0).Max()];
        foreach (int rounds in _trees.Select(tree => tree.Rounds).Distinct()) _rules[rounds - 1] = DiagonalRule.OfRounds(rounds);
        _means = [.. Enumerable.Range(0, plan.Margins.Count).Select(MeanOf)];
    }

    /// <summary>
    /// The contributions and the bias add up to the margin, up to the rounding of the margin's own sum; all arithmetic here is double.
    /// An input that no split reads gets exactly 0.
    /// </summary>
    /// <param name="margin">Index of the margin; trees of other margins do not count.</param>
    /// <param name="contributions">One for each input in their order, then the bias: the base and the trees' means.</param>
    internal void Of(ReadOnlySpan<double> row, int margin, Span<double> contributions)
    {
        if (row.Length != _plan.Inputs.Count) throw new ArgumentException($"The model reads {_plan.Inputs.Count} values, not {row.Length}.", nameof(row));
        if ((uint)margin >= (uint)_plan.Margins.Count) throw new ArgumentOutOfRangeException(nameof(margin), margin, "There is no such margin.");
        if (contributions.Length != row.Length + 1) throw new ArgumentException("One place is needed for each input, and one for the bias.", nameof(contributions));
        Vector256<double>[] sums = ArrayPool<Vector256<double>>.Shared.Rent(row.Length);
        double[] scratch = ArrayPool<double>.Shared.Rent(2 * row.Length);
        try
        {
            Fill(row, margin, contributions, sums.AsSpan(0, row.Length), scratch.AsSpan(0, 2 * row.Length));
        }
        finally
        {
            ArrayPool<Vector256<double>>.Shared.Return(sums);
            ArrayPool<double>.Shared.Return(scratch);
        }
    }

    private void Fill(ReadOnlySpan<double> row, int margin, Span<double> contributions, Span<Vector256<double>> sums, Span<double> scratch)
    {
        sums.Clear();
        Span<double> values = scratch[..row.Length], shares = scratch[row.Length..];
        bool isSingle = _plan.Comparison == FloatPrecision.Binary32;
        for (int i = 0; i < values.Length; i++) values[i] = isSingle ? (float)row[i] : row[i];
        shares.Fill(1);
        foreach (ContributionTree tree in _trees)
        {
            if (!Counts(tree, margin)) continue;
            LeafValues leaves = LeavesOf(tree, margin);
            foreach (DiagonalPoints points in _rules[tree.Rounds - 1].Points)
                new ContributionWalk(tree.Nodes, leaves, _plan.Sets, points, values, shares, sums).Run();
        }
        for (int i = 0; i < sums.Length; i++) contributions[i] = Vector256.Sum(sums[i]) / _plan.Divisor;
        contributions[^1] = _plan.Base[margin] + _means[margin] / _plan.Divisor;
    }

    private double MeanOf(int margin)
    {
        double mean = 0;
        foreach (ContributionTree tree in _trees)
            if (Counts(tree, margin)) mean += tree.Mean(LeavesOf(tree, margin));
        return mean;
    }

    private static bool Counts(ContributionTree tree, int margin) => tree.Margin < 0 || tree.Margin == margin;

    private LeafValues LeavesOf(ContributionTree tree, int margin) => new(tree.Margin >= 0 ? null : _plan.LeafVectors, margin);
}
