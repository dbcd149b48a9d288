using System.Collections.Immutable;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Trees;

/// <summary>What a plan means, said as plainly as can be: the oracle of the packed form.</summary>
internal sealed class PlainWalk(TreeEnsemblePlan plan)
{
    public double[] Margin(ReadOnlySpan<double> row)
    {
        double[] sums = [.. plan.Base.Select(value => plan.BaseFirst ? value : 0)];
        foreach (TreePlan tree in plan.Trees)
        {
            TreeNode leaf = LeafOf(tree, row);
            if (tree.Margin >= 0) Add(ref sums[tree.Margin], leaf.Value);
            else for (int k = 0; k < sums.Length; k++) Add(ref sums[k], plan.LeafVectors[(int)leaf.Value][k]);
        }
        for (int k = 0; k < sums.Length; k++)
        {
            if (plan.Divisor != 1) sums[k] = plan.Sum == FloatPrecision.Binary32 ? (float)sums[k] / plan.Divisor : sums[k] / plan.Divisor;
            if (!plan.BaseFirst) Add(ref sums[k], plan.Base[k]);
        }
        return sums;
    }

    public int[] Leaves(ReadOnlySpan<double> row)
    {
        int[] leaves = new int[plan.Trees.Count];
        for (int t = 0; t < leaves.Length; t++) leaves[t] = LeafOf(plan.Trees[t], row).LeafNumber;
        return leaves;
    }

    private void Add(ref double sum, double value) => sum = plan.Sum == FloatPrecision.Binary32 ? (float)sum + (float)value : sum + value;

    private TreeNode LeafOf(TreePlan tree, ReadOnlySpan<double> row)
    {
        TreeNode node = tree.Nodes[0];
        while (node.Test != SplitTest.Leaf) node = tree.Nodes[GoesLeft(node, row[node.Input]) ? node.Left : node.Right];
        return node;
    }

    private bool GoesLeft(in TreeNode node, double value)
    {
        bool single = plan.Comparison == FloatPrecision.Binary32;
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
        if (value <= -1 || value >= 1 << 24 || (value < 0 && !node.CutsNegatives)) return false;
        ImmutableArray<uint> set = plan.Sets[node.Set];
        int category = (int)value;
        return category >> 5 < set.Length && (set[category >> 5] >> (category & 31) & 1) != 0;
    }
}
