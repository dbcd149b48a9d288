using System.Text.Json;
using CreditDecision.Cli.Tests.Commands;
using CreditDecision.Cli.Tests.Shipped;

namespace CreditDecision.Cli.Tests.Scoring;

public sealed class ScorecardScoreTests : IDisposable
{
    private const string Features = """
        features:
          - { name: late, type: number, unit: months, least: 0, most: 12, origin: request, source: bureau, personal_data: personal, legal_basis: A34, missing: model_handles }
          - { name: unread, type: flag, origin: request, source: bureau, personal_data: none, legal_basis: A34, missing: model_handles }
          - { name: work, type: category, categories: [none, salaried], origin: request, source: declared, personal_data: personal, legal_basis: A34, missing: model_handles }
        """;

    private const string Reasons = """
        reasons:
          - { code: 20001, name: late_payments, en: Late., zh: 逾期。 }
          - { code: 20002, name: no_work, en: Work., zh: 工作。 }
        """;

    // 50 points halve the odds; at 500 points they are 1 bad to 1 good.
    private const string Scorecard = """
        {"kind": "scorecard", "id": "small", "version": "1", "purpose": "risk", "target": "made up",
         "base_points": 500, "base_odds": 1, "pdo": 50, "calibration": {"method": "points_to_odds"}, "intercept_points": 400,
         "characteristics": [
           {"feature": "work", "reason": "no_work", "bins": [{"values": ["salaried"], "points": 50}, {"otherwise": true, "points": 0}, {"missing": true, "points": 10}]},
           {"feature": "late", "reason": "late_payments", "bins": [{"below": 1, "points": 100}, {"from": 1, "points": -100}, {"missing": true, "points": 0}]}],
         "made_from": {"fitted_by": "hand"}}
        """;

    private readonly ScoringFolder _folder = new();

    public ScorecardScoreTests()
    {
        Directory.CreateDirectory(_folder.PathOf("strategies"));
        _folder.Write("strategies/features.yaml", Features);
        _folder.Write("strategies/reasons.yaml", Reasons);
        _folder.Write("small.scorecard.json", Scorecard);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_scorecard_reads_features_by_name_and_answers_points_and_probability()
    {
        _folder.Write("rows.csv", "late,work\n0,salaried\n3,none\n,\n");

        CommandResult result = await RunAsync();

        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        string[][] lines = [.. result.Output.TrimEnd('\n').Split('\n').Select(line => line.Split(','))];
        Assert.Equal(["row", "score", "probability"], lines[0]);
        Assert.Equal(["550", "300", "410"], lines[1..].Select(line => line[1]));
        // ln(bad : good) = (500 - points) · ln 2 / 50.
        double[] expected = [1 / (1 + 2.0), 1 / (1 + Math.Pow(2, -4)), 1 / (1 + Math.Pow(2, -1.8))];
        for (int i = 0; i < 3; i++) Assert.Equal(expected[i], double.Parse(lines[i + 1][2]), 12);
    }

    [Fact]
    public async Task Explained_it_names_the_reasons_that_cost_most_and_what_each_feature_cost()
    {
        _folder.Write("rows.csv", "late,work\n0,salaried\n3,none\n");

        CommandResult result = await RunAsync("--explain");

        string[] lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("row,score,probability,reason_codes,cost:work,cost:late", lines[0]);
        Assert.EndsWith(",,0,0", lines[1]);
        Assert.EndsWith(",20001;20002,50,200", lines[2]);
    }

    [Fact]
    public async Task A_value_that_the_catalog_does_not_allow_is_scored_as_missing_and_told()
    {
        // Three that no decision would take, then one that it would.
        _folder.Write("rows.csv", "late,work\n99,salaried\n0,astronaut\n-1,\n0,salaried\n");

        CommandResult result = await RunAsync("--explain");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["450", "510", "410", "550"], result.Output.TrimEnd('\n').Split('\n')[1..].Select(line => line.Split(',')[1]));
        Assert.Contains("\"late\": 2 values are none that the feature catalog allows", result.Error);
        Assert.Contains("\"work\": 1 values are none that the feature catalog allows", result.Error);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0.5")]
    [InlineData("-1")]
    public async Task A_code_that_no_category_has_is_scored_as_missing(string code)
    {
        _folder.Write("rows.csv", $"late,work\n0,{code}\n0,1\n");

        CommandResult result = await RunAsync("--category-codes");

        Assert.Equal(["510", "550"], result.Output.TrimEnd('\n').Split('\n')[1..].Select(line => line.Split(',')[1]));
        Assert.Contains("\"work\": 1 values are none that the feature catalog allows", result.Error);
    }

    [Theory]
    [InlineData("--no-header", "needs a header")]
    [InlineData("--format=libsvm", "needs a header")]
    public async Task Features_are_never_read_by_position(string option, string told)
    {
        _folder.Write("rows.csv", "salaried,0\n");

        CommandResult result = await RunAsync(option);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(told, result.Error);
    }

    [Fact]
    public async Task A_broken_scorecard_is_refused_with_file_path_and_reason()
    {
        _folder.Write("rows.csv", "late,work\n");
        _folder.Write("small.scorecard.json", Scorecard.Replace("\"late\"", "\"later\""));

        CommandResult result = await RunAsync();

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("small.scorecard.json: characteristics[1].feature: \"later\" is not in the feature catalog", result.Error);
    }

    [Fact]
    public async Task Inspected_it_is_called_a_scorecard_and_no_broken_model()
    {
        CommandResult result = await _folder.RunAsync("model", "inspect", "@small.scorecard.json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("small.scorecard.json: is a scorecard", result.Error);
    }

    [Fact]
    public async Task One_that_ships_scores_an_applicant_of_whom_nothing_is_known()
    {
        FileInfo risk = Repository.File("models", "risk.scorecard.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(risk.FullName));
        string[] features = [.. document.RootElement.GetProperty("characteristics").EnumerateArray().Select(item => item.GetProperty("feature").GetString()!)];
        _folder.Write("rows.csv", $"{string.Join(',', features)}\n{new string(',', features.Length - 1)}\n");

        CommandResult result = await _folder.RunAsync("score", "--model", risk.FullName, "--input", "@rows.csv", "--content", Repository.Root);

        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        Assert.InRange(double.Parse(result.Output.TrimEnd('\n').Split('\n')[1].Split(',')[2]), 0.001, 0.999);
    }

    private Task<CommandResult> RunAsync(params string[] more) =>
        _folder.RunAsync(["score", "--model", "@small.scorecard.json", "--input", "@rows.csv", "--content", _folder.PathOf(""), .. more]);
}
