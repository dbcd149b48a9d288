namespace CreditDecision.Core.Scoring.Trees;

/// <summary>The largest ensembles that are compiled. Readers stop at the same numbers before they build a plan.</summary>
public static class TreeEnsembleLimits
{
    // The largest gradient-boosted credit models have some thousands of trees; this many take a millisecond to score.
    public const int MostTrees = 65_536;

    // 64 MiB as wide nodes: more than the file of 256 MiB that an artifact may be can describe in most formats.
    public const int MostNodes = 4_194_304;

    // Libraries grow trees to a depth of tens; a walk takes as many steps as the deepest tree of its block has levels.
    public const int MostDepth = 512;

    // As many as a 16-bit category code can tell apart.
    public const int MostCategories = 65_536;
}
