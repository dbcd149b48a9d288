using System.Globalization;
using CreditDecision.Cli.Tests.Commands;
using CreditDecision.Cli.Tests.Shipped;

namespace CreditDecision.Cli.Tests.Scoring;

/// <summary>The cases with known answers, where their folder is, through the whole command: every form of input that they come in.</summary>
public sealed class ConformanceScoreTests : IDisposable
{
    private readonly ScoringFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("synthetic_100x4.json", "synthetic_input.csv", "synthetic_100x4_expected.csv", 0)]
    [InlineData("synthetic_300x6.json", "synthetic_input.csv", "synthetic_300x6_expected.csv", 0)]
    [InlineData("taiwan.json", "taiwan_input.csv", "taiwan_expected.csv", 2, "--by-position", "--label-column", "1")]
    [InlineData("taiwan.ubj", "taiwan_input.csv", "taiwan_expected.csv", 2, "--by-position", "--label-column", "1")]
    public async Task Xgboosts_probabilities_are_met_to_the_bit(string model, string input, string expected, int column, params string[] options)
    {
        string[] answers = await ScoreAsync($"xgboost/{model}", $"xgboost/{input}", options);
        string[] known = File.ReadAllLines(Shared($"xgboost/{expected}"))[1..];

        Assert.Equal(known.Select(line => Single(line.Split(',')[column])), answers.Select(Single));
    }

    [Theory]
    [InlineData("lg_dart_breast_cancer.model", "breast_cancer_test.tsv", "lg_dart_breast_cancer_true_predictions.txt", "--no-header")]
    [InlineData("lgmulticlass.model", "multiclass_test.tsv", "lgmulticlass_true_raw_predictions.txt", "--no-header", "--label-column", "1", "--margin")]
    [InlineData("toy_categorical_model.txt", "toy_categorical.test", "toy_categorical.test.pred", "--format", "libsvm")]
    public async Task Lightgbms_answers_are_met_to_the_bit(string model, string input, string expected, params string[] options)
    {
        string[] answers = await ScoreAsync($"lightgbm/{model}", $"lightgbm/{input}", options);
        string[] known = File.ReadAllLines(Shared($"lightgbm/{expected}"));

        Assert.Equal(known.SelectMany(line => line.Split('\t')).Select(Double), answers.SelectMany(line => line.Split(',')).Select(Double));
    }

    [Fact]
    public async Task Lightgbms_class_probabilities_are_met_but_for_the_last_bit_of_the_exponential()
    {
        string[] answers = await ScoreAsync("lightgbm/lgmulticlass.model", "lightgbm/multiclass_test.tsv", "--no-header", "--label-column", "1");
        double[] known = [.. File.ReadAllLines(Shared("lightgbm/lgmulticlass_true_predictions.txt")).SelectMany(line => line.Split('\t')).Select(Double)];

        double[] given = [.. answers.SelectMany(line => line.Split(',')).Select(Double)];
        Assert.Equal(known.Length, given.Length);
        for (int i = 0; i < known.Length; i++) Assert.Equal(known[i], given[i], 1e-15);
    }

    private async Task<string[]> ScoreAsync(string model, string input, params string[] options)
    {
        CommandResult result = await _folder.RunAsync(["score", "--model", Shared(model), "--input", Shared(input), "--output", "@answers.csv", .. options]);
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        return [.. _folder.Lines("answers.csv").Skip(1).Select(line => line[(line.IndexOf(',') + 1)..])];
    }

    private static string Shared(string name)
    {
        string path = Path.Combine(Repository.Root, "..", "shared", "conformance", "models", name);
        if (!File.Exists(path)) Assert.Skip($"../shared/conformance/models/{name} is absent");
        return path;
    }

    private static float Single(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    private static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
