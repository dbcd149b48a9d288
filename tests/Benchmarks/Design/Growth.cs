using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Benchmarks.Populations;
using Benchmarks.Scoring;
using Benchmarks.Strategies;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats.Artifacts;
using CreditDecision.Service.Strategies;

namespace Benchmarks.Design;

/// <summary>What more rules and more trees cost: each must cost no more for being one of many.</summary>
internal static class Growth
{
    private const string Product = "consumer-cash";
    private const string Trees = "models/risk-trees.json";
    private const long Seed = 20_260_101;
    private const int Applicants = 500;

    // A rule or a tree of many may cost so much more than one of a tenth as many: caches end somewhere.
    private const double MostGrowth = 1.5;

    public static IEnumerable<DesignRow> Rows(StrategyBook book, DesignOptions options)
    {
        yield return Linear("rules", [(10, RulesOf(book, 10, options.Rounds)), (100, RulesOf(book, 100, options.Rounds)), (1_000, RulesOf(book, 1_000, options.Rounds))]);
        yield return Linear("trees of the shipped kind", [(100, TreesOf(options, 100)), (1_000, TreesOf(options, 1_000)), (5_000, TreesOf(options, 5_000))]);
    }

    /// <summary>What one more costs, between the first two sizes and between the last two.</summary>
    /// <param name="sizes">Ascending, three of them.</param>
    public static DesignRow Linear(string of, (int Count, double Microseconds)[] sizes)
    {
        double Each(int from) => (sizes[from + 1].Microseconds - sizes[from].Microseconds) / (sizes[from + 1].Count - sizes[from].Count) * 1000;
        double few = Each(0), many = Each(1), ratio = few > 0 ? many / few : double.PositiveInfinity;
        return DesignRow.Of(
            $"cost of growth: {sizes[0].Count} to {sizes[^1].Count:N0} {of}", "linear: one of many costs at most 1.5 x", $"{sizes[0].Microseconds:0.00}, {sizes[1].Microseconds:0.00}, {sizes[2].Microseconds:0.00} us; {few:0.0} and {many:0.0} ns for each",
            $"{ratio:0.00} x", ratio <= MostGrowth) with { Growth = [.. sizes.Select(size => new GrowthPoint(size.Count, size.Microseconds))] };
    }

    private static double RulesOf(StrategyBook book, int rules, int rounds)
    {
        var strategy = RuleShapes.Many(book.For(Product)!, book.Context, rules);
        var requests = new PopulationRequests(book.Catalog, Applicants, Seed);
        List<RuleCase> cases = [.. requests.Read().Select(made => new RuleCase(made.Request, strategy, requests.DecidedAt(made.Row)))];
        var least = double.MaxValue;
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; round < rounds || Stopwatch.GetElapsedTime(start).TotalSeconds < 3; round++)
        {
            foreach (var one in cases) one.Prepare();
            var begin = Stopwatch.GetTimestamp();
            foreach (var one in cases) one.Judge();
            least = Math.Min(least, Stopwatch.GetElapsedTime(begin).TotalMicroseconds / cases.Count);
        }

        return least;
    }

    // The shipped trees again and again, each with a place of its own in memory.
    private static double TreesOf(DesignOptions options, int trees)
    {
        // The library writes numbers that JSON does not have; what any one number is does not matter here.
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(options.Content, Trees)).Replace("NaN", "0.0", StringComparison.Ordinal))!;
        // Where training stopped early it says how many of the trees count.
        file["learner"]!["attributes"] = new JsonObject();
        var model = file["learner"]!["gradient_booster"]!["model"]!;
        var given = model["trees"]!.AsArray();
        var many = new JsonArray();
        for (var i = 0; i < trees; i++)
        {
            var tree = given[i % given.Count]!.DeepClone();
            tree["id"] = i;
            many.Add(tree);
        }

        model["trees"] = many;
        model["tree_info"] = new JsonArray([.. Enumerable.Range(0, trees).Select(_ => JsonValue.Create(0))]);
        if (model["iteration_indptr"] is not null) model["iteration_indptr"] = new JsonArray([.. Enumerable.Range(0, trees + 1).Select(i => JsonValue.Create(i))]);
        model["gbtree_model_param"]!["num_trees"] = trees.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var errors = new DocumentErrors();
        var artifact = ArtifactReader.Read(Encoding.UTF8.GetBytes(file.ToJsonString()), errors) ?? throw new InvalidOperationException(string.Join("; ", errors.All));
        var ensemble = (TreeEnsemble)artifact.Model;
        var random = new Random(7);
        double[] rows = [.. Enumerable.Range(0, 400 * ensemble.Inputs.Count).Select(_ => random.NextDouble() * 50)];
        return Enumerable.Range(0, Math.Max(2, options.Rounds)).Min(_ => RowTimer.Measure(new TreeEnsembleScorer(ensemble, rows), 400, disturbed: false).P50);
    }
}
