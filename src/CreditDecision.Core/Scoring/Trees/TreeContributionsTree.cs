namespace CreditDecision.Core.Scoring.Trees;

/// <summary>One tree, laid out for the walk over all its nodes, with the training rows' shares in place of covers.</summary>
/// <param name="Margin">As in <see cref="TreePlan"/>.</param>
/// <param name="Rounds">Walks of four points each that make the integral exact.</param>
internal sealed record ContributionTree(ContributionNode[] Nodes, int Margin, int Rounds)
{
    // Four points are exact up to degree 7, and a way with 8 inputs on it differentiates to that degree.
    private const int InputsPerRound = 8;

    internal static ContributionTree Of(TreePlan tree, FloatPrecision comparison)
    {
        int[] order = Preorder(tree, out int depth);
        double[] shares = LeftShares(tree, order);
        var inputs = new HashSet<int>();
        var nodes = new ContributionNode[order.Length];
        int[] placeOf = new int[order.Length];
        double[] reach = new double[order.Length];
        reach[0] = 1;
        for (int i = 0; i < order.Length; i++) placeOf[order[i]] = i;
        for (int i = 0; i < order.Length; i++)
        {
            TreeNode node = tree.Nodes[order[i]];
            if (node.Test == SplitTest.Leaf)
            {
                nodes[i] = new ContributionNode(node) { Share = reach[i], Value = node.Value, Input = ContributionNode.Leaf };
                continue;
            }
            inputs.Add(node.Input);
            int right = placeOf[node.Right];
            (reach[i + 1], reach[right]) = (reach[i] * shares[i], reach[i] * (1 - shares[i]));
            double threshold = comparison == FloatPrecision.Binary32 ? (float)node.Threshold : node.Threshold;
            nodes[i] = new ContributionNode(node) { Share = shares[i], Value = threshold, Input = node.Input, Right = right, Set = node.Set };
        }
        int mostOnOneWay = Math.Max(1, Math.Min(depth, inputs.Count));
        return new ContributionTree(nodes, tree.Margin, (mostOnOneWay + InputsPerRound - 1) / InputsPerRound);
    }

    /// <summary>Of the leaves, over the training rows.</summary>
    internal double Mean(LeafValues leaves)
    {
        double sum = 0;
        foreach (ref readonly ContributionNode node in Nodes.AsSpan())
            if (node.Input == ContributionNode.Leaf) sum += node.Share * leaves.Of(node);
        return sum;
    }

    private static int[] Preorder(TreePlan tree, out int depth)
    {
        var order = new List<int>(tree.Nodes.Length);
        var open = new Stack<(int Node, int Depth)>([(0, 0)]);
        depth = 0;
        while (open.TryPop(out (int Node, int Depth) next))
        {
            order.Add(next.Node);
            depth = Math.Max(depth, next.Depth);
            TreeNode node = tree.Nodes[next.Node];
            if (node.Test == SplitTest.Leaf) continue;
            open.Push((node.Right, next.Depth + 1));
            open.Push((node.Left, next.Depth + 1));
        }
        return [.. order];
    }

    /// <summary>By place in <paramref name="order"/>, whose end is seen first, so that children come before their parent.</summary>
    private static double[] LeftShares(TreePlan tree, int[] order)
    {
        double[] shares = new double[order.Length];
        double[] covers = [.. tree.Nodes.Select(node => double.IsFinite(node.Cover) ? Math.Max(0, node.Cover) : 0)];
        int[] leaves = new int[tree.Nodes.Length];
        for (int i = order.Length - 1; i >= 0; i--)
        {
            int place = order[i];
            TreeNode node = tree.Nodes[place];
            if (node.Test == SplitTest.Leaf)
            {
                leaves[place] = 1;
                continue;
            }
            leaves[place] = leaves[node.Left] + leaves[node.Right];
            (double left, double right) = (covers[node.Left], covers[node.Right]);
            if (covers[place] == 0) covers[place] = Math.Min(left + right, double.MaxValue);
            // Divided twice, because the sum of two finite covers need not be finite.
            shares[i] = left > 0 || right > 0 ? 1 / (1 + right / left) : (double)leaves[node.Left] / leaves[place];
        }
        return shares;
    }
}
