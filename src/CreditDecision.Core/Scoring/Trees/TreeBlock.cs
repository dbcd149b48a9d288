namespace CreditDecision.Core.Scoring.Trees;

/// <summary>
/// Trees that are walked together. Their roots are the first <see cref="Lanes"/> nodes, in the order of the trees; where there are
/// fewer trees, leaves that add nothing stand in for them.
/// </summary>
/// <param name="FirstNode">Index into the forest's nodes.</param>
/// <param name="Nodes">With the roots.</param>
/// <param name="Depth">Of the deepest tree.</param>
internal readonly record struct TreeBlock(int FirstNode, int Nodes, int FirstTree, int Trees, int Depth)
{
    // Enough walks at once to hide the loads of each; more than the registers and the reorder buffer can hold gains nothing.
    public const int Lanes = 16;

    /// <summary>Divides the trees, in their order, into blocks of at most so many nodes.</summary>
    /// <returns>Null when one tree alone does not fit.</returns>
    public static TreeBlock[]? Divide(TreeEnsemblePlan plan, ReadOnlySpan<int> depths, int mostNodes)
    {
        List<TreeBlock> blocks = [];
        TreeBlock open = new(0, Lanes, 0, 0, 0);
        for (int t = 0; t < plan.Trees.Count; t++)
        {
            int nodes = plan.Trees[t].Nodes.Length - 1;
            if (open.Trees == Lanes || (open.Trees > 0 && open.Nodes + nodes > mostNodes))
            {
                blocks.Add(open);
                open = new TreeBlock(open.End, Lanes, t, 0, 0);
            }
            if (open.Nodes + nodes > mostNodes) return null;
            open = open with { Nodes = open.Nodes + nodes, Trees = open.Trees + 1, Depth = Math.Max(open.Depth, depths[t]) };
        }
        blocks.Add(open);
        return [.. blocks];
    }

    /// <summary>Where the next block starts. Blocks are not laid on cache lines: measured, it gains nothing.</summary>
    public int End => FirstNode + Nodes;
}
