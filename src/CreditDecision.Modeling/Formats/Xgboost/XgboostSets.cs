using System.Collections.Immutable;

namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>The category sets of all splits of a model, and those of one tree by its nodes.</summary>
internal sealed class XgboostSets
{
    private readonly List<ImmutableArray<uint>> _sets = [];
    private int _words;

    internal IReadOnlyList<ImmutableArray<uint>> All => _sets;

    /// <returns>For each node the index of its set, or -1.</returns>
    internal int[] Read(XgboostNode tree, int nodes)
    {
        var setOf = new int[nodes];
        Array.Fill(setOf, -1);
        // Before 1.3 there were no categorical splits and none of these lists.
        if (!tree["categories_nodes"].IsThere) return setOf;
        int[] owners = tree["categories_nodes"].WholeList();
        int[] starts = tree["categories_segments"].WholeList(owners.Length);
        int[] sizes = tree["categories_sizes"].WholeList(owners.Length);
        int[] categories = tree["categories"].WholeList();
        int left = categories.Length;
        for (int i = 0; i < owners.Length; i++)
        {
            if (owners[i] < 0 || owners[i] >= nodes || setOf[owners[i]] >= 0) throw tree["categories_nodes"].Refuse($"must name each node once, names {owners[i]}");
            if (sizes[i] is < 1 or > XgboostLimits.MostCategories) throw tree["categories_sizes"].Refuse($"must hold 1 to {XgboostLimits.MostCategories}, holds {sizes[i]}");
            if (starts[i] < 0 || starts[i] > categories.Length - sizes[i]) throw tree["categories_segments"].Refuse($"leads beyond the {categories.Length} categories");
            // The library writes one segment behind the other. Segments that share categories could make any work out of a small file.
            left -= sizes[i];
            if (left < 0) throw tree["categories_sizes"].Refuse($"hold more together than the {categories.Length} categories");
            setOf[owners[i]] = Add(categories.AsSpan(starts[i], sizes[i]), tree["categories"]);
        }
        return setOf;
    }

    private int Add(ReadOnlySpan<int> categories, XgboostNode from)
    {
        int most = 0;
        foreach (int category in categories)
        {
            if (category is < 0 or >= XgboostLimits.MostCategories) throw from.Refuse($"must hold 0 to {XgboostLimits.MostCategories - 1}, holds {category}");
            most = Math.Max(most, category);
        }
        var words = new uint[(most >> 5) + 1];
        foreach (int category in categories) words[category >> 5] |= 1u << category;
        _words += words.Length;
        if (_words > XgboostLimits.MostSetWords) throw from.Refuse("takes more room for categories than any credit model does");
        _sets.Add(ImmutableArray.Create(words));
        return _sets.Count - 1;
    }
}
