using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Trees;

/// <summary>
/// LightGBM's exporter writes "one of a, b, c" as a chain: equal to a? else equal to b? else equal to c? with one true child shared by all.
/// Such a chain becomes one node again, as it does in ONNX Runtime; a child shared in any other way stays and is refused later.
/// </summary>
internal static class EqualChains
{
    /// <summary>Turns every test for equality into one for membership.</summary>
    internal static OnnxTreeNode[] Join(OnnxTreeNode[] nodes, OnnxNode operation)
    {
        if (!Array.Exists(nodes, node => node.Mode == SplitMode.Equal)) return nodes;
        bool[] isFollower = new bool[nodes.Length], isJoined = new bool[nodes.Length];
        for (int i = 0; i < nodes.Length; i++)
            if (Continues(nodes, i)) isFollower[nodes[i].False] = true;
        var joined = (OnnxTreeNode[])nodes.Clone();
        for (int i = 0; i < nodes.Length; i++)
            if (nodes[i].Mode == SplitMode.Equal && !isFollower[i]) joined[i] = Follow(nodes, i, isJoined);
        // A chain in a circle has no head; the root is nobody's child.
        if (isJoined[0] || joined.Where((node, i) => node.Mode == SplitMode.Equal && !isJoined[i]).Any()) throw operation.Refuse("has tests for equality in a circle");
        return isJoined.Contains(true) ? Compact(joined, isJoined, operation) : joined;
    }

    private static bool Continues(OnnxTreeNode[] nodes, int at)
    {
        OnnxTreeNode node = nodes[at], next = nodes[node.False];
        return node.Mode == SplitMode.Equal && next.Mode == SplitMode.Equal && next.Column == node.Column && next.True == node.True;
    }

    private static OnnxTreeNode Follow(OnnxTreeNode[] nodes, int head, bool[] isJoined)
    {
        var members = new List<double> { nodes[head].Value };
        bool isNaNTrue = nodes[head].IsNaNTrue;
        int last = head;
        while (Continues(nodes, last) && !isJoined[nodes[last].False])
        {
            last = nodes[last].False;
            isJoined[last] = true;
            members.Add(nodes[last].Value);
            isNaNTrue |= nodes[last].IsNaNTrue;
        }
        return nodes[head] with { Mode = SplitMode.Member, Members = [.. members], False = nodes[last].False, IsNaNTrue = isNaNTrue };
    }

    private static OnnxTreeNode[] Compact(OnnxTreeNode[] nodes, bool[] isJoined, OnnxNode operation)
    {
        int[] places = new int[nodes.Length];
        int kept = 0;
        for (int i = 0; i < nodes.Length; i++) places[i] = isJoined[i] ? -1 : kept++;
        var compact = new OnnxTreeNode[kept];
        for (int i = 0; i < nodes.Length; i++)
        {
            if (isJoined[i]) continue;
            OnnxTreeNode node = nodes[i];
            if (node.Mode == SplitMode.Leaf) compact[places[i]] = node;
            else if (places[node.True] < 0 || places[node.False] < 0) throw operation.Refuse($"has a node that is a child of node {node.Number} and of another");
            else compact[places[i]] = node with { True = places[node.True], False = places[node.False] };
        }
        return compact;
    }
}
