using System.Numerics;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>Lays a checked plan's trees out for the walk: in each block the roots, then tree by tree the rest, breadth first, siblings adjacent.</summary>
internal sealed class ForestPacker<TNode, TKey, TFloat>(TreeEnsemblePlan plan, SlotLayout layout)
    where TNode : unmanaged, IPackedNode<TNode, TKey, TFloat>
    where TKey : unmanaged
    where TFloat : unmanaged, IBinaryFloatingPointIeee754<TFloat>
{
    private readonly List<int> _order = [];

    /// <returns>Null when a tree or the slots are too many for a node of this kind.</returns>
    public PackedNodes<TNode>? Pack(ReadOnlySpan<int> depths)
    {
        if (layout.Count > TNode.MostSlots || TreeBlock.Divide(plan, depths, TNode.MostNodes) is not { } blocks) return null;
        PackedNodes<TNode> packed = new([.. blocks], new TNode[blocks[^1].End], new int[blocks[^1].End]);
        foreach (TreeBlock block in blocks) Pack(block, packed);
        return packed;
    }

    private void Pack(in TreeBlock block, PackedNodes<TNode> packed)
    {
        Span<TNode> nodes = packed.Nodes.AsSpan(block.FirstNode, block.Nodes);
        Span<int> leafNumbers = packed.LeafNumbers.AsSpan(block.FirstNode, block.Nodes);
        int next = TreeBlock.Lanes;
        for (int lane = 0; lane < block.Trees; lane++)
        {
            TreePlan tree = plan.Trees[block.FirstTree + lane];
            Place(tree, lane, next, nodes, leafNumbers);
            next += tree.Nodes.Length - 1;
        }
        // Only -0 can be added to any number without changing it.
        for (int lane = block.Trees; lane < TreeBlock.Lanes; lane++) nodes[lane] = TNode.Leaf(lane, TFloat.NegativeZero);
    }

    /// <param name="next">Where the tree's first pair of siblings goes; the rest follows without a gap.</param>
    private void Place(TreePlan tree, int root, int next, Span<TNode> nodes, Span<int> leafNumbers)
    {
        _order.Clear();
        _order.Add(0);
        for (int i = 0; i < _order.Count; i++)
        {
            TreeNode node = tree.Nodes[_order[i]];
            int at = i == 0 ? root : next + i - 1;
            if (node.Test == SplitTest.Leaf)
            {
                nodes[at] = tree.Margin < 0 ? TNode.LeafOfVector(at, (int)node.Value) : TNode.Leaf(at, TFloat.CreateTruncating(node.Value));
                leafNumbers[at] = node.LeafNumber;
                continue;
            }
            nodes[at] = Split(node, next + _order.Count - 1);
            _order.Add(node.Left);
            _order.Add(node.Right);
        }
    }

    private TNode Split(in TreeNode node, int child)
    {
        int slot = layout.SlotOf(node);
        if (node.Test == SplitTest.InSet) return TNode.SplitByMembership(slot, child);
        double threshold = plan.Comparison == FloatPrecision.Binary32 ? (float)node.Threshold : node.Threshold;
        return TNode.Split(slot, child, TFloat.CreateTruncating(threshold), node.Test == SplitTest.AtMost);
    }
}
