using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Trees;

/// <summary>
/// Reads the tables of TreeEnsembleClassifier and TreeEnsembleRegressor (ai.onnx.ml 1 and 3): nodes_* has one entry for each node of all
/// trees, class_* or target_* one for each vote of a leaf. Since version 3 a table of doubles may stand in a tensor.
/// </summary>
internal static class NodeTableReader
{
    /// <param name="votes">"class" or "target".</param>
    /// <param name="isDouble">Whether the input is of doubles; only then may the tables be.</param>
    internal static OnnxTrees Read(OnnxNode node, string votes, int targets, bool isDouble)
    {
        IReadOnlyList<long> nodeIds = node.Wholes("nodes_nodeids");
        if (nodeIds.Count is 0 or > OnnxTrees.MostNodes) throw node.Refuse($"must have 1 to {OnnxTrees.MostNodes} nodes, has {nodeIds.Count}");
        var numbers = new NodeNumbers(node, Table(node, "nodes_treeids", nodeIds.Count), nodeIds);
        var (leafVotes, firstVotes) = ReadVotes(node, votes, targets, numbers, nodeIds.Count, isDouble);
        OnnxTreeNode[] all = ReadNodes(node, numbers, firstVotes, isDouble);
        var trees = new List<OnnxTreeNode[]>(numbers.Trees);
        for (int tree = 0; tree < numbers.Trees; tree++) trees.Add(all.AsSpan(numbers.FirstOf(tree), numbers.CountOf(tree)).ToArray());
        return new OnnxTrees(trees, leafVotes);
    }

    /// <summary>The list of floats, or the tensor of doubles in its place.</summary>
    internal static IReadOnlyList<double> Reals(OnnxNode node, string name, bool isDouble)
    {
        IReadOnlyList<double> floats = node.Singles(name);
        if (node.Tensor($"{name}_as_tensor") is not { } tensor) return floats;
        if (floats.Count > 0) throw node.Refuse($"has both {name} and {name}_as_tensor");
        bool fits = tensor.Type == ElementType.Single || (tensor.Type == ElementType.Double && isDouble);
        return fits ? tensor.Reals : throw node.Refuse($"{name}_as_tensor must be of the input's type, is {tensor.Type}");
    }

    /// <summary>
    /// Training weights for explanations. What is the same for all nodes, as several exporters write it, tells nothing.
    /// </summary>
    private static IReadOnlyList<double> ReadCovers(OnnxNode node, int nodes, bool isDouble)
    {
        IReadOnlyList<double> covers = Reals(node, "nodes_hitrates", isDouble);
        bool isUsable = covers.Count == nodes && covers.All(cover => cover >= 0 && double.IsFinite(cover)) && covers.Any(cover => cover != covers[0]);
        return isUsable ? covers : new double[nodes];
    }

    private static OnnxTreeNode[] ReadNodes(OnnxNode node, NodeNumbers numbers, int[] firstVotes, bool isDouble)
    {
        int count = firstVotes.Length - 1;
        var (yes, no, columns) = (Table(node, "nodes_truenodeids", count), Table(node, "nodes_falsenodeids", count), Table(node, "nodes_featureids", count));
        IReadOnlyList<ReadOnlyMemory<byte>> modes = node.RawTexts("nodes_modes");
        IReadOnlyList<double> values = Reals(node, "nodes_values", isDouble), covers = ReadCovers(node, count, isDouble);
        IReadOnlyList<long> tracks = node.Has("nodes_missing_value_tracks_true") ? Table(node, "nodes_missing_value_tracks_true", count) : new long[count];
        IReadOnlyList<long> ids = node.Wholes("nodes_nodeids");
        if (modes.Count != count || values.Count != count) throw node.Refuse($"has {modes.Count} modes and {values.Count} values for {count} nodes");
        var nodes = new OnnxTreeNode[count];
        for (int tree = 0; tree < numbers.Trees; tree++)
            for (int i = numbers.FirstOf(tree); i < numbers.FirstOf(tree) + numbers.CountOf(tree); i++)
            {
                SplitMode mode = ModeOf(node, modes[i].Span);
                bool isLeaf = mode == SplitMode.Leaf;
                if (!isLeaf && firstVotes[i + 1] != firstVotes[i]) throw node.Refuse($"has votes at node {ids[i]}, which is no leaf");
                nodes[i] = new OnnxTreeNode(
                    mode, isLeaf ? 0 : ColumnOf(node, columns[i]), values[i],
                    isLeaf ? 0 : numbers.PlaceOf(tree, yes[i]), isLeaf ? 0 : numbers.PlaceOf(tree, no[i]), tracks[i] == 1)
                {
                    Number = unchecked((int)ids[i]), Cover = covers[i], FirstVote = firstVotes[i], Votes = firstVotes[i + 1] - firstVotes[i],
                };
            }
        return nodes;
    }

    // Sorts the votes by their leaf and keeps the order of those of one leaf; the first array's run of each node begins at the second's entry.
    private static (OnnxVote[] Votes, int[] First) ReadVotes(OnnxNode node, string prefix, int targets, NodeNumbers numbers, int nodes, bool isDouble)
    {
        IReadOnlyList<long> ids = node.Wholes($"{prefix}_ids");
        var (treeIds, nodeIds) = (Table(node, $"{prefix}_treeids", ids.Count), Table(node, $"{prefix}_nodeids", ids.Count));
        IReadOnlyList<double> weights = Reals(node, $"{prefix}_weights", isDouble);
        if (weights.Count != ids.Count || ids.Count == 0) throw node.Refuse($"has {weights.Count} weights for {ids.Count} votes");
        int[] places = new int[ids.Count], first = new int[nodes + 1];
        for (int i = 0; i < places.Length; i++)
        {
            if (ids[i] < 0 || ids[i] >= targets) throw node.Refuse($"votes for {prefix} {ids[i]} of {targets}");
            int tree = numbers.TreeOf(treeIds[i]);
            places[i] = numbers.FirstOf(tree) + numbers.PlaceOf(tree, nodeIds[i]);
            first[places[i] + 1]++;
        }
        for (int i = 0; i < nodes; i++) first[i + 1] += first[i];
        int[] next = first[..^1];
        var votes = new OnnxVote[places.Length];
        for (int i = 0; i < places.Length; i++) votes[next[places[i]]++] = new OnnxVote((int)ids[i], weights[i]);
        return (votes, first);
    }

    private static SplitMode ModeOf(OnnxNode node, ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("LEAF"u8) => SplitMode.Leaf,
        _ when name.SequenceEqual("BRANCH_LEQ"u8) => SplitMode.AtMost,
        _ when name.SequenceEqual("BRANCH_LT"u8) => SplitMode.Below,
        _ when name.SequenceEqual("BRANCH_GTE"u8) => SplitMode.AtLeast,
        _ when name.SequenceEqual("BRANCH_GT"u8) => SplitMode.Above,
        _ when name.SequenceEqual("BRANCH_EQ"u8) => SplitMode.Equal,
        _ when name.SequenceEqual("BRANCH_NEQ"u8) => SplitMode.NotEqual,
        _ => throw node.Refuse($"mode '{System.Text.Encoding.Latin1.GetString(name[..Math.Min(name.Length, 32)])}' is unknown"),
    };

    private static int ColumnOf(OnnxNode node, long column) =>
        column is >= 0 and < Core.Scoring.CompiledModel.MostInputs ? (int)column : throw node.Refuse($"reads column {column}");

    private static IReadOnlyList<long> Table(OnnxNode node, string name, int count)
    {
        IReadOnlyList<long> table = node.Wholes(name);
        return table.Count == count ? table : throw node.Refuse($"{name} has {table.Count} entries, must have {count}");
    }
}
