using System.Collections.Immutable;
using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>Gradient-boosted, averaged or single decision trees.</summary>
public sealed class TreeEnsemble : CompiledModel
{
    private readonly TreeEnsemblePlan _plan;
    private readonly TreeContributions _contributions;

    private TreeEnsemble(TreeEnsemblePlan plan) : base(plan.Inputs, plan.Margins, plan.Outputs) => (_plan, _contributions) = (plan, new TreeContributions(plan));

    public override ModelShape Shape => new(
        "decision trees", _plan.Trees.Count, _plan.Trees.Sum(tree => tree.Nodes.Length),
        _plan.Trees.Sum(tree => tree.Nodes.Count(node => node.Test == SplitTest.Leaf)), 0);

    public int Trees => _plan.Trees.Count;

    /// <summary>Checks and compiles a plan.</summary>
    /// <returns>Null when it cannot be; the reasons, as <c>trees[3].nodes[7]</c>, are in <paramref name="errors"/>.</returns>
    public static TreeEnsemble? Compile(TreeEnsemblePlan plan, DocumentErrors errors) => errors.Any ? null : new TreeEnsemble(plan);

    public override void Margin(ReadOnlySpan<double> row, Span<double> margins)
    {
        Span<double> sums = margins;
        for (int k = 0; k < sums.Length; k++) sums[k] = _plan.BaseFirst ? _plan.Base[k] : 0;
        foreach (TreePlan tree in _plan.Trees)
        {
            TreeNode leaf = LeafOf(tree, row);
            if (tree.Margin >= 0) Add(ref sums[tree.Margin], leaf.Value);
            else for (int k = 0; k < sums.Length; k++) Add(ref sums[k], _plan.LeafVectors[(int)leaf.Value][k]);
        }
        for (int k = 0; k < sums.Length; k++)
        {
            if (_plan.Divisor != 1) sums[k] = _plan.Sum == FloatPrecision.Binary32 ? (float)sums[k] / _plan.Divisor : sums[k] / _plan.Divisor;
            if (!_plan.BaseFirst) Add(ref sums[k], _plan.Base[k]);
        }
    }

    /// <summary>The artifact's number of the leaf that the row reaches in each tree.</summary>
    /// <param name="leaves">As long as <see cref="Trees"/>.</param>
    public void Leaves(ReadOnlySpan<double> row, Span<int> leaves)
    {
        for (int t = 0; t < leaves.Length; t++) leaves[t] = LeafOf(_plan.Trees[t], row).LeafNumber;
    }

    public override void Predict(ReadOnlySpan<double> row, Span<double> outputs)
    {
        Margin(row, outputs);
        _plan.Link.Apply(outputs);
    }

    public override void Contributions(ReadOnlySpan<double> row, int margin, Span<double> contributions) =>
        _contributions.Of(row, margin, contributions);

    private void Add(ref double sum, double value) => sum = _plan.Sum == FloatPrecision.Binary32 ? (float)sum + (float)value : sum + value;

    private TreeNode LeafOf(TreePlan tree, ReadOnlySpan<double> row)
    {
        TreeNode node = tree.Nodes[0];
        while (node.Test != SplitTest.Leaf) node = tree.Nodes[GoesLeft(node, row[node.Input]) ? node.Left : node.Right];
        return node;
    }

    private bool GoesLeft(in TreeNode node, double value)
    {
        bool single = _plan.Comparison == FloatPrecision.Binary32;
        if (single) value = (float)value;
        if (double.IsNaN(value))
        {
            if (node.Missing != MissingTest.NaNIsZero) return node.MissingGoesLeft;
            value = 0;
        }
        if (node.Missing == MissingTest.NaNOrZero && Math.Abs(value) <= TreeNode.ZeroBand) return node.MissingGoesLeft;
        double threshold = single ? (float)node.Threshold : node.Threshold;
        return node.Test switch
        {
            SplitTest.Below => value < threshold,
            SplitTest.AtMost => value <= threshold,
            _ => IsMember(node, value),
        };
    }

    private bool IsMember(in TreeNode node, double value)
    {
        if (value <= -1 || value >= 1 << 24) return node.ImpossibleGoesLeft;
        ImmutableArray<uint> set = _plan.Sets[node.Set];
        int category = (int)value;
        return category >> 5 < set.Length && (set[category >> 5] >> (category & 31) & 1) != 0;
    }
}
