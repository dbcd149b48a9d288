using System.Collections.Frozen;
using System.Collections.Immutable;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Lightgbm;

/// <summary>
/// Reads the trees one after the other. In a plan the splits come first, in the file's order, then the leaves: node n of a tree with s
/// splits is split n, or leaf n − s.
/// </summary>
internal sealed class LightgbmTreeReader(IReadOnlyList<LightgbmColumn> columns)
{
    // 65,536 categories for each split, in words of 32.
    private const int MostWords = 2_048;

    // Of all sets together, 32 MB: a thousand trees of 255 splits with a thousand categories each.
    private const int MostWordsInAll = 8_388_608;

    private static readonly FrozenSet<string> Known = new[]
    {
        "num_leaves", "num_cat", "split_feature", "threshold", "decision_type", "left_child", "right_child", "leaf_value",
        "leaf_count", "internal_count", "cat_boundaries", "cat_threshold", "is_linear",
        // What training knew of the nodes. The shrinkage is in the leaf values already, as are DART's weights.
        "split_gain", "leaf_weight", "internal_value", "internal_weight", "shrinkage",
        // Only of linear trees, which are refused by is_linear.
        "leaf_const", "num_features", "leaf_features", "leaf_coeff",
    }.ToFrozenSet();

    private readonly List<ImmutableArray<uint>> _sets = [];
    private int _nodes;
    private int _words;

    /// <summary>Member categories of all trees' categorical splits.</summary>
    internal IReadOnlyList<ImmutableArray<uint>> Sets => _sets;

    /// <summary>Reads up to the blank line after the tree.</summary>
    internal TreePlan Read(LightgbmLines lines, int margin)
    {
        LightgbmFields fields = LightgbmFields.Read(lines, "the tree", Known);
        if (fields.Find("is_linear") is { } linear && linear.Int(0, 1) == 1) throw linear.Refusal("linear trees are not supported");
        int leaves = LeavesOf(fields);
        int firstSet = _sets.Count;
        int sets = AddSets(fields, leaves);
        LightgbmSplits splits = LightgbmSplits.Read(fields, leaves, columns.Count);
        double[] values = fields.Require("leaf_value").Doubles(leaves);
        // Only now is it sure that so many nodes are there.
        var nodes = ImmutableArray.CreateBuilder<TreeNode>(splits.Count + leaves);
        AddSplits(nodes, splits, firstSet, sets);
        AddLeaves(nodes, fields, values);
        return new TreePlan(nodes.MoveToImmutable(), margin);
    }

    private int LeavesOf(LightgbmFields fields)
    {
        LightgbmField field = fields.Require("num_leaves");
        int leaves = field.Int(1, int.MaxValue);
        long nodes = _nodes + 2L * leaves - 1;
        if (nodes > LightgbmReader.MostNodes) throw field.Refusal($"the trees must hold at most {LightgbmReader.MostNodes} nodes in all, this one makes them {nodes}");
        _nodes = (int)nodes;
        return leaves;
    }

    private int AddSets(LightgbmFields fields, int leaves)
    {
        int count = fields.Require("num_cat").Int(0, leaves - 1);
        if (count == 0) return 0;
        LightgbmField field = fields.Require("cat_boundaries");
        int[] boundaries = field.Ints(count + 1, 0, int.MaxValue);
        if (boundaries[0] != 0) throw field.Refusal($"must begin with 0, begins with {boundaries[0]}");
        for (int i = 0; i < count; i++)
        {
            long words = (long)boundaries[i + 1] - boundaries[i];
            if (words is < 1 or > MostWords) throw field.Refusal($"set {i} must have from 1 to {MostWords} words, has {words}");
        }
        _words = (int)Math.Min((long)_words + boundaries[^1], int.MaxValue);
        if (_words > MostWordsInAll) throw field.Refusal($"the sets of all trees must have at most {MostWordsInAll} words");
        uint[] all = fields.Require("cat_threshold").Words(boundaries[^1]);
        for (int i = 0; i < count; i++) _sets.Add([.. all.AsSpan(boundaries[i]..boundaries[i + 1])]);
        return count;
    }

    private void AddSplits(ImmutableArray<TreeNode>.Builder nodes, LightgbmSplits splits, int firstSet, int sets)
    {
        for (int i = 0; i < splits.Count; i++)
        {
            var node = new TreeNode { Input = splits.Inputs[i], Left = splits.Left(i), Right = splits.Right(i), Cover = splits.Covers[i] };
            LightgbmColumn column = columns[node.Input];
            if (splits.IsCategorical(i) != column.IsCategorical)
                throw splits.Types.Refusal($"split {i} takes \"{column.Name}\" for {(column.IsCategorical ? "a number" : "categories")}, feature_infos does not");
            nodes.Add(splits.IsCategorical(i) ? Categorical(node, firstSet + splits.SetOf(i, sets)) : Numerical(node, splits, i));
        }
    }

    private static TreeNode Numerical(TreeNode node, LightgbmSplits splits, int split) => node with
    {
        Test = SplitTest.AtMost,
        Threshold = splits.Thresholds[split],
        Missing = splits.MissingOf(split),
        MissingGoesLeft = splits.MissingGoesLeft(split),
    };

    // Members go left. NaN goes right whatever the split's missing type: older versions cast it to a negative number first, newer ones ask.
    private static TreeNode Categorical(TreeNode node, int set) => node with
    {
        Test = SplitTest.InSet,
        Set = set,
        Missing = MissingTest.NaN,
        MissingGoesLeft = false,
        CutsNegatives = true,
    };

    private static void AddLeaves(ImmutableArray<TreeNode>.Builder nodes, LightgbmFields fields, double[] values)
    {
        // Of a tree that never split some versions write no count, or an empty one.
        int[] counts = values.Length > 1 && fields.Find("leaf_count") is { } field ? field.Ints(values.Length, 0, int.MaxValue) : new int[values.Length];
        for (int i = 0; i < values.Length; i++)
            nodes.Add(new TreeNode { Test = SplitTest.Leaf, Value = values[i], LeafNumber = i, Cover = counts[i] });
    }
}
