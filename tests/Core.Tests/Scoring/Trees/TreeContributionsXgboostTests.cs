using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Core.Tests.Scoring.Trees;

/// <summary>The cases in TreeContributionsCases; how they were made is said beside them.</summary>
public class TreeContributionsXgboostTests
{
    // The library's own sums are in single precision.
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData("binary", 1)]
    [InlineData("deep", 1)]
    [InlineData("multiclass", 3)]
    [InlineData("dart", 1)]
    [InlineData("categorical", 1)]
    public void Every_contribution_and_bias_is_the_librarys(string name, int margins)
    {
        TreeEnsemble model = Model(name, margins);
        int inputs = model.Inputs.Count;
        double[][] rows = [.. File.ReadLines(PathOf($"{name}.csv")).Skip(1).Select(Numbers)];
        Assert.Equal(24, rows.Length);
        double[] contributions = new double[inputs + 1];
        foreach (double[] row in rows)
            for (int margin = 0; margin < margins; margin++)
            {
                model.Contributions(row.AsSpan(0, inputs), margin, contributions);
                double[] expected = row[(inputs + margin * (inputs + 1))..(inputs + (margin + 1) * (inputs + 1))];
                Assert.All(contributions.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
            }
    }

    private static double[] Numbers(string line) =>
        [.. line.Split(',').Select(text => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture))];

    private static TreeEnsemble Model(string name, int margins)
    {
        // The library writes NaN, which is no JSON, for the thresholds of splits by sets.
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(PathOf($"{name}.json")).Replace("NaN", "0", StringComparison.Ordinal));
        JsonElement learner = document.RootElement.GetProperty("learner"), booster = learner.GetProperty("gradient_booster");
        float[]? weights = booster.TryGetProperty("weight_drop", out JsonElement drop) ? [.. drop.EnumerateArray().Select(item => item.GetSingle())] : null;
        JsonElement model = (weights is null ? booster : booster.GetProperty("gbtree")).GetProperty("model");
        JsonElement parameters = learner.GetProperty("learner_model_param");
        double Parameter(string key) => double.Parse(parameters.GetProperty(key).GetString()!, CultureInfo.InvariantCulture);
        bool isLogistic = learner.GetProperty("objective").GetProperty("name").GetString() == "binary:logistic";
        double start = Parameter("base_score"), margin = isLogistic ? Math.Log(start / (1 - start)) : start;
        var sets = new List<ImmutableArray<uint>>();
        var errors = new DocumentErrors();
        return TreeEnsemble.Compile(new TreeEnsemblePlan
        {
            Inputs = [.. Enumerable.Range(0, (int)Parameter("num_feature")).Select(i => ModelInput.Number($"f{i}"))],
            Margins = [.. Enumerable.Range(0, margins).Select(i => $"margin{i}")],
            Outputs = [.. Enumerable.Range(0, margins).Select(i => $"output{i}")],
            Trees = [.. model.GetProperty("trees").EnumerateArray().Select((tree, i) =>
                new TreePlan(Nodes(tree, weights?[i] ?? 1, sets), model.GetProperty("tree_info")[i].GetInt32()))],
            Sets = sets,
            Comparison = FloatPrecision.Binary32,
            Sum = FloatPrecision.Binary32,
            Base = [.. Enumerable.Repeat((double)(float)margin, margins)],
            Link = new LinkFunction(Link.Identity, FloatPrecision.Binary32),
        }, errors) ?? throw new InvalidOperationException(string.Join("; ", errors.All));
    }

    private static ImmutableArray<TreeNode> Nodes(JsonElement tree, float weight, List<ImmutableArray<uint>> sets)
    {
        var nodes = ImmutableArray.CreateBuilder<TreeNode>();
        int[] Whole(string key) => [.. tree.GetProperty(key).EnumerateArray().Select(item => item.GetInt32())];
        float[] Real(string key) => [.. tree.GetProperty(key).EnumerateArray().Select(item => item.GetSingle())];
        (int[] left, int[] right, int[] input) = (Whole("left_children"), Whole("right_children"), Whole("split_indices"));
        (float[] condition, float[] cover, int[] defaultLeft) = (Real("split_conditions"), Real("sum_hessian"), Whole("default_left"));
        (int[] categorical, int[] categories, int[] sizes) = (Whole("categories_nodes"), Whole("categories"), Whole("categories_sizes"));
        int[] segments = Whole("categories_segments");
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] < 0)
            {
                nodes.Add(new TreeNode { Test = SplitTest.Leaf, Value = condition[i] * weight, Cover = cover[i] });
                continue;
            }
            int place = Array.IndexOf(categorical, i);
            var node = new TreeNode { Test = SplitTest.Below, Missing = MissingTest.NaN, Input = input[i], Threshold = condition[i], Left = left[i], Right = right[i], MissingGoesLeft = defaultLeft[i] == 1, Cover = cover[i] };
            if (place >= 0)
            {
                // Members go right in the library and left in a plan; every other category goes left in the library.
                node = node with { Test = SplitTest.InSet, Set = sets.Count, Left = right[i], Right = left[i], MissingGoesLeft = defaultLeft[i] == 0 };
                sets.Add(SetOf(categories.AsSpan(segments[place], sizes[place])));
            }
            nodes.Add(node);
        }
        return nodes.ToImmutable();
    }

    private static ImmutableArray<uint> SetOf(ReadOnlySpan<int> members)
    {
        uint[] words = new uint[members[^1] / 32 + 1];
        foreach (int member in members) words[member / 32] |= 1u << (member % 32);
        return [.. words];
    }

    private static string PathOf(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "TreeContributionsCases", name);
}
