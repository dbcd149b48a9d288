using System.Collections.Immutable;
using System.Numerics;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Trees;

/// <summary>Shapley values by their definition, over all coalitions of inputs: slow, and nothing in common with what it checks.</summary>
internal sealed class TreeContributionsOracle(TreeEnsemblePlan plan, double[] row, int margin)
{
    public double[] Contributions()
    {
        int inputs = row.Length;
        double[] worth = [.. Enumerable.Range(0, 1 << inputs).Select(Worth)], contributions = new double[inputs + 1];
        for (int input = 0; input < inputs; input++)
            for (int known = 0; known < 1 << inputs; known++)
            {
                if ((known >> input & 1) != 0) continue;
                int size = BitOperations.PopCount((uint)known);
                double orders = Factorial(size) * Factorial(inputs - size - 1) / Factorial(inputs);
                contributions[input] += orders * (worth[known | 1 << input] - worth[known]);
            }
        contributions[inputs] = worth[0];
        return contributions;
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    private double Worth(int known) =>
        plan.Base[margin] + plan.Trees.Where(tree => tree.Margin < 0 || tree.Margin == margin).Sum(tree => Mean(tree, tree.Nodes[0], known)) / plan.Divisor;

    private double Mean(TreePlan tree, TreeNode node, int known)
    {
        if (node.Test == SplitTest.Leaf) return tree.Margin < 0 ? plan.LeafVectors[(int)node.Value][margin] : node.Value;
        (TreeNode left, TreeNode right) = (tree.Nodes[node.Left], tree.Nodes[node.Right]);
        if ((known >> node.Input & 1) != 0) return Mean(tree, GoesLeft(node) ? left : right, known);
        (double ofLeft, double ofRight) = (Cover(tree, left), Cover(tree, right));
        if (ofLeft + ofRight == 0) (ofLeft, ofRight) = (Leaves(tree, left), Leaves(tree, right));
        return (ofLeft * Mean(tree, left, known) + ofRight * Mean(tree, right, known)) / (ofLeft + ofRight);
    }

    private static double Cover(TreePlan tree, TreeNode node) =>
        node.Cover > 0 || node.Test == SplitTest.Leaf ? node.Cover : Cover(tree, tree.Nodes[node.Left]) + Cover(tree, tree.Nodes[node.Right]);

    private static int Leaves(TreePlan tree, TreeNode node) =>
        node.Test == SplitTest.Leaf ? 1 : Leaves(tree, tree.Nodes[node.Left]) + Leaves(tree, tree.Nodes[node.Right]);

    private bool GoesLeft(TreeNode node)
    {
        double value = row[node.Input];
        if (double.IsNaN(value) && node.Missing == MissingTest.NaNIsZero) value = 0;
        bool isMissing = double.IsNaN(value) || node.Missing == MissingTest.NaNOrZero && value is >= -TreeNode.ZeroBand and <= TreeNode.ZeroBand;
        if (isMissing) return node.MissingGoesLeft;
        if (node.Test == SplitTest.Below) return value < node.Threshold;
        if (node.Test == SplitTest.AtMost) return value <= node.Threshold;
        if (value <= -1 || value >= 1 << 24 || (value < 0 && !node.CutsNegatives)) return false;
        return Members(plan.Sets[node.Set]).Contains((int)value);
    }

    private static IEnumerable<int> Members(ImmutableArray<uint> set) =>
        Enumerable.Range(0, set.Length * 32).Where(category => (set[category / 32] & 1u << category % 32) != 0);
}
