using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Trees;

/// <summary>
/// Where the nodes of each tree stand. A file lists the nodes of a tree one after the other, root first, and numbers them as it likes;
/// most number them 0, 1, 2 ..., and need no dictionary.
/// </summary>
internal sealed class NodeNumbers
{
    private readonly Dictionary<long, int> _treeOfId = [];
    private readonly List<(int First, int Count, Dictionary<long, int>? Places)> _trees = [];
    private readonly OnnxNode _node;

    internal NodeNumbers(OnnxNode node, IReadOnlyList<long> treeIds, IReadOnlyList<long> nodeIds)
    {
        _node = node;
        for (int first = 0, end; first < treeIds.Count; first = end)
        {
            end = first + 1;
            while (end < treeIds.Count && treeIds[end] == treeIds[first]) end++;
            if (!_treeOfId.TryAdd(treeIds[first], _trees.Count)) throw node.Refuse($"must list the nodes of tree {treeIds[first]} together");
            if (_trees.Count == OnnxTrees.MostTrees) throw node.Refuse($"has more than {OnnxTrees.MostTrees} trees");
            _trees.Add((first, end - first, PlacesOf(treeIds[first], nodeIds, first, end)));
        }
    }

    internal int Trees => _trees.Count;

    internal int FirstOf(int tree) => _trees[tree].First;

    internal int CountOf(int tree) => _trees[tree].Count;

    internal int TreeOf(long id) => _treeOfId.TryGetValue(id, out int tree) ? tree : throw _node.Refuse($"votes in tree {id}, which is none");

    /// <summary>The place of a node in its tree.</summary>
    internal int PlaceOf(int tree, long id)
    {
        var (_, count, places) = _trees[tree];
        if (places is null ? id >= 0 && id < count : places.ContainsKey(id)) return places is null ? (int)id : places[id];
        throw _node.Refuse($"names node {id} of the tree at {tree}, which has no such node");
    }

    private Dictionary<long, int>? PlacesOf(long tree, IReadOnlyList<long> ids, int first, int end)
    {
        int at = first;
        while (at < end && ids[at] == at - first) at++;
        if (at == end) return null;
        var places = new Dictionary<long, int>();
        for (int i = first; i < end; i++)
            if (!places.TryAdd(ids[i], i - first)) throw _node.Refuse($"has node {ids[i]} of tree {tree} twice");
        return places;
    }
}
