using System.Collections.Immutable;
using System.Globalization;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>
/// The booster of a model: gbtree, or dart, which is gbtree with a weight for each tree. The library's present sources write dart's
/// weights into the model of a gbtree, where they may be fewer than the trees.
/// </summary>
internal sealed class XgboostBooster
{
    private readonly XgboostNode _model;
    private readonly IReadOnlyList<XgboostNode> _trees;
    private readonly float[] _weights;

    private XgboostBooster(XgboostNode model, XgboostNode weights)
    {
        _model = model;
        model.AllowOnly("gbtree_model_param", "trees", "tree_info", "iteration_indptr", "cats", "weight_drop");
        XgboostNode param = model["gbtree_model_param"];
        param.AllowOnly("num_parallel_tree", "num_trees", "size_leaf_vector", "num_roots", "num_feature", "num_output_group");
        param["size_leaf_vector"].WholeOr(absent: 0, 0, 1);
        _trees = model["trees"].Items(XgboostLimits.MostTrees);
        int declared = param["num_trees"].Whole(0, XgboostLimits.MostTrees);
        if (declared != _trees.Count) throw param["num_trees"].Refuse($"says {declared}, but there are {_trees.Count} trees");
        _weights = weights.IsThere ? weights.FloatList() : [];
        if (_weights.Length > _trees.Count) throw weights.Refuse($"holds {_weights.Length} weights for {_trees.Count} trees");
    }

    internal XgboostNode Categories => _model["cats"];

    internal static XgboostBooster Open(XgboostNode booster)
    {
        string name = booster["name"].Text();
        if (name == "dart")
        {
            booster.AllowOnly("name", "gbtree", "weight_drop");
            booster["gbtree"].AllowOnly("name", "model");
            XgboostNode model = booster["gbtree"]["model"];
            var dart = new XgboostBooster(model, booster["weight_drop"].IsThere ? booster["weight_drop"] : model["weight_drop"]);
            return dart._weights.Length == dart._trees.Count ? dart : throw booster["weight_drop"].Refuse("must hold a weight for each tree");
        }
        if (name != "gbtree") throw booster["name"].Refuse($"\"{XgboostLimits.Clip(name)}\" is not read; gbtree and dart are");
        booster.AllowOnly("name", "model");
        return new XgboostBooster(booster["model"], booster["model"]["weight_drop"]);
    }

    /// <summary>The trees that score, in their order.</summary>
    /// <param name="margins">How many there are.</param>
    internal TreePlan[] Trees(int margins, XgboostNode attributes, out IReadOnlyList<ImmutableArray<uint>> sets)
    {
        int[] margin = _model["tree_info"].WholeList(_trees.Count);
        var reader = new XgboostTrees();
        // All are read, the ones after the best iteration too: a mistake in one of them is a mistake in the file.
        var plans = new TreePlan[_trees.Count];
        for (int i = 0; i < plans.Length; i++)
        {
            if (margin[i] < 0 || margin[i] >= margins) throw _model[$"tree_info[{i}]"].Refuse($"must be 0 to {margins - 1}, is {margin[i]}");
            _trees[i]["id"].WholeOr(absent: i, i, i);
            plans[i] = reader.Read(_trees[i], margin[i], i < _weights.Length ? _weights[i] : null);
        }
        sets = reader.Sets;
        return plans[..TreesUntilBest(attributes, margins)];
    }

    private int TreesUntilBest(XgboostNode attributes, int margins)
    {
        if (!attributes.IsThere || !attributes["best_iteration"].IsThere) return _trees.Count;
        long layers = attributes["best_iteration"].Whole(0, int.MaxValue - 1) + 1L;
        if (_model["iteration_indptr"].IsThere)
        {
            int[] ends = _model["iteration_indptr"].WholeList();
            int end = layers < ends.Length ? ends[layers] : _trees.Count;
            return end >= 1 && end <= _trees.Count ? end : throw _model["iteration_indptr"].Refuse($"leads to {end} of {_trees.Count} trees");
        }
        return (int)Math.Min(_trees.Count, layers * TreesInLayer(attributes, layers) * margins);
    }

    /// <summary>Of one class. Before 1.6 the model does not say, but early stopping left how many trees the best iterations have.</summary>
    private long TreesInLayer(XgboostNode attributes, long layers)
    {
        XgboostNode parallel = _model["gbtree_model_param"]["num_parallel_tree"];
        if (parallel.IsThere) return Math.Max(1, parallel.Whole(0, XgboostLimits.MostTrees));
        XgboostNode limit = attributes["best_ntree_limit"];
        if (!limit.IsThere) throw attributes["best_iteration"].Refuse("cannot be told in trees: the model gives neither num_parallel_tree nor best_ntree_limit");
        int trees = limit.Whole(1, XgboostLimits.MostTrees);
        return trees % layers == 0 ? trees / layers : throw limit.Refuse(string.Create(CultureInfo.InvariantCulture, $"is no multiple of the {layers} iterations"));
    }
}
