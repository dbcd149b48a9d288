using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Trees;

/// <summary>
/// Reads TreeEnsemble of ai.onnx.ml 5: nodes_* has one entry for each inner node, leaf_* one for each leaf; a child is an index into either.
/// tree_roots are inner nodes; a tree of one leaf has a root whose children are both that leaf.
/// </summary>
internal sealed class NodeArrayReader
{
    private readonly OnnxNode _node;
    private readonly IReadOnlyList<double> _splits;
    private readonly IReadOnlyList<long> _modes;
    private readonly IReadOnlyList<long> _columns;
    private readonly IReadOnlyList<long> _tracks;
    private readonly IReadOnlyList<long> _yes;
    private readonly IReadOnlyList<long> _no;
    private readonly IReadOnlyList<long> _yesIsLeaf;
    private readonly IReadOnlyList<long> _noIsLeaf;
    private readonly double[]?[] _members;
    private readonly bool[] _isReached;

    private NodeArrayReader(OnnxNode node, ElementType type)
    {
        _node = node;
        _splits = Tensor("nodes_splits", type)!.Reals;
        int count = _splits.Count;
        if (count is 0 or > OnnxTrees.MostNodes) throw node.Refuse($"must have 1 to {OnnxTrees.MostNodes} nodes, has {count}");
        _modes = Tensor("nodes_modes", ElementType.UInt8)!.Wholes;
        (_columns, _yes, _no) = (node.Wholes("nodes_featureids"), node.Wholes("nodes_truenodeids"), node.Wholes("nodes_falsenodeids"));
        (_yesIsLeaf, _noIsLeaf) = (node.Wholes("nodes_trueleafs"), node.Wholes("nodes_falseleafs"));
        _tracks = node.Has("nodes_missing_value_tracks_true") ? node.Wholes("nodes_missing_value_tracks_true") : new long[count];
        // Of inner nodes only, so it cannot weigh the leaves.
        node.Ignore("nodes_hitrates");
        foreach (IReadOnlyList<long> table in new[] { _modes, _columns, _yes, _no, _yesIsLeaf, _noIsLeaf, _tracks })
            if (table.Count != count) throw node.Refuse($"has a table of {table.Count} entries for {count} nodes");
        _members = ReadMembers(type);
        _isReached = new bool[count];
    }

    internal static OnnxTrees Read(OnnxNode node, int targets, ElementType type)
    {
        var reader = new NodeArrayReader(node, type);
        OnnxVote[] votes = reader.ReadVotes(targets, type);
        IReadOnlyList<long> roots = node.Wholes("tree_roots");
        if (roots.Count is 0 or > OnnxTrees.MostTrees) throw node.Refuse($"must have 1 to {OnnxTrees.MostTrees} trees, has {roots.Count}");
        return new OnnxTrees([.. roots.Select(root => reader.ReadTree(root, votes.Length))], votes);
    }

    private OnnxTensor? Tensor(string name, ElementType type, bool isNeeded = true)
    {
        OnnxTensor? tensor = _node.Tensor(name);
        if (tensor is null && !isNeeded) return null;
        return tensor?.Type == type ? tensor : throw _node.Refuse($"{name} must be a tensor of {type}");
    }

    private OnnxVote[] ReadVotes(int targets, ElementType type)
    {
        IReadOnlyList<double> weights = Tensor("leaf_weights", type)!.Reals;
        IReadOnlyList<long> ids = _node.Wholes("leaf_targetids");
        if (ids.Count != weights.Count) throw _node.Refuse($"has {weights.Count} weights for {ids.Count} leaves");
        var votes = new OnnxVote[ids.Count];
        for (int i = 0; i < votes.Length; i++)
            votes[i] = ids[i] >= 0 && ids[i] < targets ? new OnnxVote((int)ids[i], weights[i]) : throw _node.Refuse($"votes for target {ids[i]} of {targets}");
        return votes;
    }

    // The lists of all nodes that test membership, in the nodes' order, each ended by NaN.
    private double[]?[] ReadMembers(ElementType type)
    {
        var members = new double[]?[_modes.Count];
        IReadOnlyList<double> values = Tensor("membership_values", type, isNeeded: false)?.Reals ?? [];
        int at = 0;
        for (int i = 0; i < members.Length; i++)
        {
            if (ModeOf(i) != SplitMode.Member) continue;
            int first = at;
            while (at < values.Count && !double.IsNaN(values[at])) at++;
            if (at == first) throw _node.Refuse($"has no members for node {i}");
            members[i] = [.. Enumerable.Range(first, at - first).Select(k => values[k])];
            at++;
        }
        return at >= values.Count ? members : throw _node.Refuse("has members for no node");
    }

    private SplitMode ModeOf(int node) => _modes[node] is >= 0 and <= 6 ? (SplitMode)(_modes[node] + 1) : throw _node.Refuse($"mode {_modes[node]} is unknown");

    private OnnxTreeNode[] ReadTree(long root, int leaves)
    {
        var nodes = new List<OnnxTreeNode>();
        // Of each node still to be read: where it stands in the file, whether it is a leaf, and where it will stand in the tree.
        var waiting = new Queue<(long Index, bool IsLeaf)>([(root, false)]);
        while (waiting.TryDequeue(out var next))
        {
            if (nodes.Count + waiting.Count > OnnxTrees.MostNodes) throw _node.Refuse($"has more than {OnnxTrees.MostNodes} nodes");
            if (next.IsLeaf)
            {
                nodes.Add(LeafAt(next.Index, leaves));
                continue;
            }
            int i = InnerAt(next.Index);
            int child = nodes.Count + waiting.Count + 1;
            nodes.Add(new OnnxTreeNode(ModeOf(i), ColumnOf(i), _splits[i], child, child + 1, _tracks[i] == 1) { Number = i, Members = _members[i] });
            waiting.Enqueue((_yes[i], _yesIsLeaf[i] != 0));
            waiting.Enqueue((_no[i], _noIsLeaf[i] != 0));
        }
        return [.. nodes];
    }

    private OnnxTreeNode LeafAt(long index, int leaves)
    {
        if (index < 0 || index >= leaves) throw _node.Refuse($"names leaf {index} of {leaves}");
        return new OnnxTreeNode(SplitMode.Leaf, 0, 0, 0, 0, false) { Number = (int)index, FirstVote = (int)index, Votes = 1 };
    }

    // Each inner node belongs to one place of one tree: otherwise a small file could stand for a tree without end.
    private int InnerAt(long index)
    {
        if (index < 0 || index >= _isReached.Length) throw _node.Refuse($"names node {index} of {_isReached.Length}");
        if (_isReached[index]) throw _node.Refuse($"reaches node {index} twice");
        _isReached[index] = true;
        return (int)index;
    }

    private int ColumnOf(int node) => _columns[node] is >= 0 and < Core.Scoring.CompiledModel.MostInputs
        ? (int)_columns[node]
        : throw _node.Refuse($"reads column {_columns[node]}");
}
