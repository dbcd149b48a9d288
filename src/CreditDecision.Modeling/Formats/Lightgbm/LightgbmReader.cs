using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Lightgbm;

/// <summary>
/// Reads the text that LightGBM's <c>save_model</c> writes, versions v2 (LightGBM 2), v3 and v4; the format is what
/// <c>GBDT::SaveModelToString</c> and <c>Tree::ToString</c> write. Scores are double precision sums in the order of the file.
/// </summary>
/// <remarks>
/// A file holds the iterations that its writer chose, such as the best one of early stopping; nothing in it cuts them further. The
/// margin of a random forest is the mean that the link takes, where LightGBM's <c>raw_score</c> is the sum. Linear trees are refused.
/// </remarks>
internal static class LightgbmReader
{
    // Thousands of boosting rounds for dozens of classes; a credit model has hundreds of trees.
    internal const int MostTrees = TreeEnsembleLimits.MostTrees;

    // Sixty-four bytes of the largest file for each node, which is about what LightGBM writes for one.
    internal const int MostNodes = TreeEnsembleLimits.MostNodes;

    /// <exception cref="ArtifactRefusedException">Something is wrong at the line that it names.</exception>
    /// <returns>Null when the trees have no sound structure; the reasons are in <paramref name="errors"/>.</returns>
    internal static CompiledModel? Read(ReadOnlyMemory<byte> bytes, DocumentErrors errors)
    {
        var lines = new LightgbmLines(bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        LightgbmHeader header = LightgbmHeader.Read(lines);
        var reader = new LightgbmTreeReader(header.Columns);
        List<TreePlan> trees = ReadTrees(lines, header, reader);
        LightgbmCategories? categories = LightgbmTail.Read(lines);
        return TreeEnsemble.Compile(
            new TreeEnsemblePlan
            {
                Inputs = WithMissing(LightgbmCategories.InputsOf(header.Columns, categories), trees),
                Margins = header.Objective.Margins,
                Outputs = header.Objective.Outputs,
                Trees = trees,
                Sets = reader.Sets,
                Comparison = FloatPrecision.Binary64,
                Sum = FloatPrecision.Binary64,
                Base = [.. new double[header.TreesPerIteration]],
                Divisor = header.IsAveraged ? trees.Count / header.TreesPerIteration : 1,
                Link = header.Objective.Link,
            },
            errors);
    }

    // Missing type none at any split: training saw no missing value there, and the library takes one for 0.
    private static ModelInput[] WithMissing(IReadOnlyList<ModelInput> inputs, List<TreePlan> trees)
    {
        var readsZero = new bool[inputs.Count];
        foreach (TreePlan tree in trees)
            foreach (TreeNode node in tree.Nodes)
                if (node.Missing == MissingTest.NaNIsZero) readsZero[node.Input] = true;
        return [.. inputs.Select((input, place) => input with { TakesMissing = !readsZero[place] })];
    }

    private static List<TreePlan> ReadTrees(LightgbmLines lines, LightgbmHeader header, LightgbmTreeReader reader)
    {
        var trees = new List<TreePlan>();
        for (lines.SkipBlank(); lines.StartsWith("Tree="u8); lines.SkipBlank())
        {
            CheckTurn(lines, header, trees.Count);
            long start = lines.Start;
            lines.MoveNext();
            trees.Add(reader.Read(lines, trees.Count % header.TreesPerIteration));
            CheckSize(lines, header, trees.Count - 1, start);
        }
        CheckEnd(lines, header, trees.Count);
        return trees;
    }

    private static void CheckTurn(LightgbmLines lines, LightgbmHeader header, int index)
    {
        if (index == MostTrees) throw lines.Refusal($"must hold at most {MostTrees} trees");
        if (header.TreeSizes is { } sizes && index == sizes.Count) throw lines.Refusal($"is a tree more than the {sizes.Count} of tree_sizes");
        if (lines.Field().Int(0, int.MaxValue) != index) throw lines.Refusal($"must be Tree={index}");
    }

    // A tree ends with two blank lines, and tree_sizes counts both.
    private static void CheckSize(LightgbmLines lines, LightgbmHeader header, int index, long start)
    {
        lines.MoveNext();
        if (lines.IsBlank) lines.MoveNext();
        if (header.TreeSizes is { } sizes && lines.Start - start != sizes[index])
            throw lines.Refusal($"tree {index} ends after {lines.Start - start} bytes, but tree_sizes says {sizes[index]}");
    }

    private static void CheckEnd(LightgbmLines lines, LightgbmHeader header, int trees)
    {
        // Early LightGBM 2 wrote no such line and went on with the importances.
        if (lines.Is("end of trees"u8)) lines.MoveNext();
        else if (header.Version != "v2" || !LightgbmTail.IsImportances(lines)) throw lines.Refusal(lines.AtEnd ? "the file ends before \"end of trees\"" : "must be a tree or \"end of trees\"");
        if (header.TreeSizes is { } sizes && sizes.Count != trees) throw lines.Refusal($"tree_sizes tells of {sizes.Count} trees, the file holds {trees}");
        if (trees == 0) throw lines.Refusal("the file holds no tree");
        if (trees % header.TreesPerIteration != 0) throw lines.Refusal($"{trees} trees are no multiple of num_tree_per_iteration, {header.TreesPerIteration}");
    }
}
