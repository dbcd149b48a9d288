using System.Collections.Immutable;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>
/// Reads the trees of a model, each of which is a set of parallel lists with one entry for each node. A value below a node's condition
/// goes left; a category in its list goes right; anything else that is no NaN goes the other way, as the library's predictor does.
/// </summary>
internal sealed class XgboostTrees
{
    private const int NoNode = -1;

    // What the library's node holds in place of its feature once pruning has deleted it, when it is saved.
    private const int DeletedFeature = int.MaxValue;

    private readonly XgboostSets _sets = new();
    private int _nodes;

    internal IReadOnlyList<ImmutableArray<uint>> Sets => _sets.All;

    /// <param name="margin">To which the tree adds.</param>
    /// <param name="weight">By which each leaf is multiplied, in single precision; null but in DART.</param>
    internal TreePlan Read(XgboostNode tree, int margin, float? weight)
    {
        if (tree["leaf_weights"].IsThere) throw tree["leaf_weights"].Refuse("belongs to a tree whose leaves are vectors; train with multi_strategy one_output_per_tree");
        // Not read: what training gained at a node, and the way back to its parent.
        tree.AllowOnly("base_weights", "categories", "categories_nodes", "categories_segments", "categories_sizes", "default_left", "id", "leaf_child_counts", "leaf_weights",
            "left_children", "loss_changes", "parents", "right_children", "split_conditions", "split_indices", "split_type", "sum_hessian", "tree_param");
        int count = Count(tree["tree_param"]);
        TreeColumns columns = Columns(tree, count);
        int[] places = Places(tree, columns, count);
        ImmutableArray<TreeNode>.Builder nodes = ImmutableArray.CreateBuilder<TreeNode>(count);
        for (int i = 0; i < count; i++)
            if (places[i] >= 0) nodes.Add(Node(tree, columns, i, places, weight));
        return new TreePlan(nodes.ToImmutable(), margin);
    }

    private int Count(XgboostNode param)
    {
        param.AllowOnly("num_deleted", "num_feature", "num_nodes", "num_roots", "max_depth", "size_leaf_vector");
        param["size_leaf_vector"].WholeOr(absent: 0, 0, 1);
        param["num_roots"].WholeOr(absent: 1, 0, 1);
        int count = param["num_nodes"].Whole(1, XgboostLimits.MostNodes);
        _nodes += count;
        return _nodes <= XgboostLimits.MostNodes ? count : throw param["num_nodes"].Refuse($"brings the nodes of all trees above {XgboostLimits.MostNodes}");
    }

    private TreeColumns Columns(XgboostNode tree, int count)
    {
        int[] left = tree["left_children"].WholeList(count);
        int[] types = tree["split_type"].IsThere ? tree["split_type"].WholeList(count) : new int[count];
        XgboostNode hessian = tree["sum_hessian"];
        return new TreeColumns(
            left, tree["right_children"].WholeList(count), tree["split_indices"].WholeList(count), tree["split_conditions"].FloatList(count),
            tree["default_left"].WholeList(count), types, hessian.IsThere ? hessian.FloatList(count) : new float[count], _sets.Read(tree, count));
    }

    /// <returns>For each node its index in the plan: deleted ones, which no other leads to, have none (-1).</returns>
    private static int[] Places(XgboostNode tree, TreeColumns columns, int count)
    {
        var places = new int[count];
        int next = 0;
        for (int i = 0; i < count; i++)
        {
            bool deleted = columns.Feature[i] == DeletedFeature && columns.DefaultLeft[i] != 0;
            places[i] = deleted ? NoNode : next++;
        }
        int declared = tree["tree_param"]["num_deleted"].WholeOr(absent: count - next, 0, count);
        return declared == count - next ? places : throw tree["tree_param"]["num_deleted"].Refuse($"says {declared}, but {count - next} nodes are deleted");
    }

    private static TreeNode Node(XgboostNode tree, TreeColumns columns, int i, int[] places, float? weight)
    {
        float cover = columns.Hessian[i];
        if (!float.IsFinite(cover)) throw tree[$"sum_hessian[{i}]"].Refuse("must be a finite number");
        if (columns.DefaultLeft[i] is not (0 or 1)) throw tree[$"default_left[{i}]"].Refuse("must be 0 or 1");
        if (columns.Left[i] == NoNode)
        {
            if (columns.Right[i] != NoNode) throw tree[$"right_children[{i}]"].Refuse("must be -1, as the left one is");
            return new TreeNode { Test = SplitTest.Leaf, Value = LeafValue(columns.Condition[i], weight), LeafNumber = i, Cover = cover };
        }
        int left = PlaceOf(tree, "left_children", columns.Left, i, places);
        int right = PlaceOf(tree, "right_children", columns.Right, i, places);
        var split = new TreeNode { Input = columns.Feature[i], Missing = MissingTest.NaN, LeafNumber = i, Cover = cover };
        bool missingLeft = columns.DefaultLeft[i] == 1;
        if (columns.Type[i] is not (0 or 1)) throw tree[$"split_type[{i}]"].Refuse("must be 0 (numerical) or 1 (categorical)");
        if (columns.Type[i] == 1 != columns.Set[i] >= 0) throw tree[$"split_type[{i}]"].Refuse("does not agree with categories_nodes");
        if (columns.Type[i] == 0)
            return split with { Test = SplitTest.Below, Threshold = columns.Condition[i], Left = left, Right = right, MissingGoesLeft = missingLeft };
        // Members go to the artifact's right, which is the plan's left; no negative number is a member of anything.
        return split with { Test = SplitTest.InSet, Set = columns.Set[i], Left = right, Right = left, MissingGoesLeft = !missingLeft };
    }

    // DART adds each leaf to a sum of zero before it applies the weight, so that a leaf of -0 becomes 0; seen in the last bit of a margin.
    private static float LeafValue(float condition, float? weight) => weight is { } factor ? (0f + condition) * factor : condition;

    private static int PlaceOf(XgboostNode tree, string side, int[] children, int i, int[] places)
    {
        int child = children[i];
        if (child < 0 || child >= places.Length) throw tree[$"{side}[{i}]"].Refuse($"must be 0 to {places.Length - 1}, is {child}");
        return places[child] != NoNode ? places[child] : throw tree[$"{side}[{i}]"].Refuse("leads to a deleted node");
    }

    private sealed record TreeColumns(
        int[] Left, int[] Right, int[] Feature, float[] Condition, int[] DefaultLeft, int[] Type, float[] Hessian, int[] Set);
}
