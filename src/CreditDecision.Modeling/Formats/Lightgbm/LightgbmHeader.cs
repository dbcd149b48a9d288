using System.Collections.Frozen;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Lightgbm;

/// <summary>
/// What a LightGBM file says before its first tree, as <c>GBDT::SaveModelToString</c> writes it.
/// </summary>
internal sealed record LightgbmHeader
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "version", "num_class", "num_tree_per_iteration", "label_index", "max_feature_idx", "objective", "average_output", "feature_names",
        "feature_infos", "tree_sizes",
        // Shaped the trees while they grew; the finished trees obey it without being told.
        "monotone_constraints",
    }.ToFrozenSet();

    internal required string Version { get; init; }

    /// <summary>Numbers for each row: classes, or 1.</summary>
    internal required int TreesPerIteration { get; init; }

    internal required LightgbmObjective Objective { get; init; }

    /// <summary>A random forest: the sum is divided by the number of iterations.</summary>
    internal required bool IsAveraged { get; init; }

    internal required IReadOnlyList<LightgbmColumn> Columns { get; init; }

    /// <summary>Bytes of each tree's text; null where an early version wrote none.</summary>
    internal required IReadOnlyList<int>? TreeSizes { get; init; }

    /// <summary>Reads up to the blank line after the header.</summary>
    internal static LightgbmHeader Read(LightgbmLines lines)
    {
        lines.SkipBlank();
        if (!lines.Is("tree"u8)) throw lines.Refusal("must be \"tree\"");
        lines.MoveNext();
        LightgbmFields fields = LightgbmFields.Read(lines, "the header", Known);
        string version = VersionOf(fields.Require("version"));
        fields.Require("label_index").Int(0, int.MaxValue);
        int trees = TreesPerIterationOf(fields);
        var header = new LightgbmHeader
        {
            Version = version,
            TreesPerIteration = trees,
            Objective = fields.Find("objective") is { } objective ? LightgbmObjective.Read(objective, trees) : LightgbmObjective.None(trees),
            IsAveraged = fields.Has("average_output"),
            Columns = LightgbmColumn.ReadAll(fields),
            TreeSizes = fields.Find("tree_sizes") is { } sizes ? SizesOf(sizes) : null,
        };
        if (header.IsAveraged && version == "v2" && header.Objective.Link.Link != Link.Identity) throw AmbiguousForest(fields);
        return header;
    }

    private static string VersionOf(LightgbmField field) => field.Text() switch
    {
        "v2" => "v2",
        "v3" => "v3",
        "v4" => "v4",
        _ => throw field.Refusal("must be v2, v3 or v4"),
    };

    private static int TreesPerIterationOf(LightgbmFields fields)
    {
        int classes = fields.Require("num_class").Int(1, CompiledModel.MostOutputs);
        int trees = fields.Find("num_tree_per_iteration")?.Int(1, CompiledModel.MostOutputs) ?? classes;
        return trees == classes ? trees : throw fields.Require("num_tree_per_iteration").Refusal($"must be num_class, {classes}");
    }

    private static List<int> SizesOf(LightgbmField field)
    {
        int count = field.Value.IsEmpty ? 0 : field.Value.Span.Count((byte)' ') + 1;
        if (count > LightgbmReader.MostTrees) throw field.Refusal($"must be of at most {LightgbmReader.MostTrees} trees");
        return [.. field.Ints(count, 1, ArtifactReader.MostBytes)];
    }

    // LightGBM 2.1 put the link into the leaves of its forests and averaged the outcome; 2.2 and later average first. Both write v2.
    private static ArtifactRefusedException AmbiguousForest(LightgbmFields fields) => fields.Require("average_output").Refusal(
        "a random forest of version v2 does not say whether its leaves are scores or probabilities; save it again with LightGBM 3 or later");
}
