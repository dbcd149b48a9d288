using System.Globalization;
using System.Security.Cryptography;
using CreditDecision.Cli.Tests.Commands;
using CreditDecision.Cli.Tests.Shipped;

namespace CreditDecision.Cli.Tests.Scoring;

/// <summary>The model of Applicants/ under a card, and the calibration that a card needs.</summary>
public sealed class CardScoreTests : IDisposable
{
    private const string Features = """
        features:
          - { name: years, type: number, unit: years, least: 0, most: 120, origin: request, source: declared, personal_data: personal, legal_basis: A34, missing: model_handles }
          - { name: monthly_income, type: number, unit: yuan, least: 0, most: 1000000, origin: request, source: declared, personal_data: personal, legal_basis: A34, missing: model_handles }
        """;

    private const string Reasons = """
        reasons:
          - { code: 20001, name: young, en: Age., zh: 年龄。 }
          - { code: 20002, name: poor, en: Income., zh: 收入。 }
        """;

    private static readonly string Folder = Repository.File("tests", "Cli.Tests", "Scoring", "Applicants").FullName;
    private static readonly string[][] Expected = [.. File.ReadLines(Path.Combine(Folder, "applicants_expected.csv")).Skip(1).Select(line => line.Split(','))];

    private readonly ScoringFolder _folder = new();

    public CardScoreTests()
    {
        File.Copy(Path.Combine(Folder, "applicants.json"), _folder.PathOf("applicants.json"));
        Directory.CreateDirectory(_folder.PathOf("strategies"));
        _folder.Write("strategies/features.yaml", Features);
        _folder.Write("strategies/reasons.yaml", Reasons);
        WriteCard(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder.PathOf("applicants.json")))));
        WriteRows("years,monthly_income", line => line);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Under_a_card_rows_hold_features_and_answers_are_score_and_probability()
    {
        CommandResult result = await ScoreAsync();

        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        string[][] lines = [.. result.Output.TrimEnd('\n').Split('\n').Select(line => line.Split(','))];
        Assert.Equal(["row", "score", "probability"], lines[0]);
        Assert.Equal(Expected.Length, lines.Length - 1);
        for (int i = 0; i < Expected.Length; i++)
        {
            Assert.Equal(float.Parse(Expected[i][0], CultureInfo.InvariantCulture), Number(lines[i + 1][1]));
            Assert.Equal(Number(Expected[i][1]), Number(lines[i + 1][2]), 1e-6);
        }
    }

    [Fact]
    public async Task Explained_it_gives_what_each_feature_added_and_the_reasons_that_follow()
    {
        CommandResult result = await ScoreAsync("--explain");

        string[][] lines = [.. result.Output.TrimEnd('\n').Split('\n').Select(line => line.Split(','))];
        Assert.Equal(["reason_codes", "cost:years", "cost:monthly_income"], lines[0][3..]);
        for (int i = 0; i < Expected.Length; i++)
        {
            double[] added = [Number(Expected[i][2]), Number(Expected[i][3])];
            string[] reasons = [.. new[] { (Added: added[0], Code: "20001"), (Added: added[1], Code: "20002") }.Where(each => each.Added > 0).OrderByDescending(each => each.Added).Select(each => each.Code)];
            Assert.Equal(string.Join(';', reasons), lines[i + 1][3]);
            for (int feature = 0; feature < 2; feature++) Assert.Equal(Math.Max(0, added[feature]), Number(lines[i + 1][4 + feature]), 1e-5);
        }
    }

    [Fact]
    public async Task A_card_vouches_for_one_file_only()
    {
        WriteCard(new string('0', 64));

        CommandResult result = await ScoreAsync();

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("small.card.yaml: artifact.sha256", result.Error);
    }

    [Theory]
    [InlineData("platt", "  slope: ")]
    [InlineData("isotonic", "    - { score: ")]
    public async Task A_calibration_is_fitted_on_outcomes_and_taken_by_the_card(string method, string written)
    {
        // The model's own probability is the chance of the outcome, so that calibrating changes little.
        double[] chances = [.. Expected.Select(line => Number(line[1]))];
        string[] people = File.ReadAllLines(Path.Combine(Folder, "applicants.csv"))[1..];
        _folder.Write("outcomes.csv", "defaulted,age,income\n" + string.Concat(
            Enumerable.Range(0, 2_000).Select(i => $"{(i / people.Length % 100 < chances[i % people.Length] * 100 ? 1 : 0)},{people[i % people.Length]}\n")));

        CommandResult result = await _folder.RunAsync(
            "model", "calibrate", "--model", "@applicants.json", "--input", "@outcomes.csv", "--bad", "defaulted", "--method", method, "--margin");

        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        Assert.Contains(written, result.Output);
        Assert.Contains("  data: \"outcomes.csv\"", result.Output);
        _folder.Write("small.card.yaml", File.ReadAllText(_folder.PathOf("small.card.yaml")).Replace("calibration: { method: none }\n", result.Output));
        WriteRows("years,monthly_income", line => line);
        string[] calibrated = (await ScoreAsync()).Output.TrimEnd('\n').Split('\n')[1..];
        for (int i = 0; i < chances.Length; i++) Assert.Equal(chances[i], Number(calibrated[i].Split(',')[2]), 0.05);
    }

    [Fact]
    public async Task An_outcome_that_is_neither_0_nor_1_is_told_with_its_row()
    {
        _folder.Write("outcomes.csv", "age,income,defaulted\n1,2,0\n1,2,\n");

        CommandResult result = await _folder.RunAsync(
            "model", "calibrate", "--model", "@applicants.json", "--input", "@outcomes.csv", "--bad", "defaulted", "--method", "platt");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("outcomes.csv: row 2, column \"defaulted\": is neither 0 nor 1", result.Error);
    }

    [Fact]
    public async Task Points_are_calibrated_by_a_table_only_and_for_a_probability_they_are_refused_by_name()
    {
        // The margin stands for points here, and whoever has more of it was less often bad.
        string[] people = File.ReadAllLines(Path.Combine(Folder, "applicants.csv"))[1..];
        _folder.Write("outcomes.csv", "age,income,defaulted\n" + string.Concat(
            Enumerable.Range(0, 2_000).Select(i => $"{people[i % people.Length]},{(i / people.Length < Number(Expected[i % people.Length][1]) * 100 ? 0 : 1)}\n")));
        string[] words = ["model", "calibrate", "--model", "@applicants.json", "--input", "@outcomes.csv", "--bad", "defaulted", "--margin", "--meaning"];

        CommandResult table = await _folder.RunAsync([.. words, "points", "--method", "isotonic"]);
        CommandResult line = await _folder.RunAsync([.. words, "points", "--method", "platt"]);
        CommandResult wrong = await _folder.RunAsync([.. words, "probability_of_bad", "--method", "isotonic"]);

        Assert.Equal(("", 0), (table.Error, table.ExitCode));
        string[] chances = [.. table.Output.Split('\n').Where(text => text.Contains("score: ")).Select(text => text.Split("probability: ")[1].TrimEnd('}', ' '))];
        Assert.NotEqual(chances[0], chances[^1]);
        Assert.Equal(chances.OrderByDescending(Number), chances);
        Assert.Equal(ExitCode.Usage, line.ExitCode);
        Assert.Contains("impossible score, where the score is taken for probability_of_bad", wrong.Error);
    }

    private Task<CommandResult> ScoreAsync(params string[] more) => _folder.RunAsync(
        ["score", "--model", "@applicants.json", "--card", "@small.card.yaml", "--input", "@rows.csv", "--content", _folder.PathOf(""), .. more]);

    private void WriteRows(string header, Func<string, string> change) =>
        _folder.Write("rows.csv", string.Concat(File.ReadLines(Path.Combine(Folder, "applicants.csv")).Skip(1).Select(change).Prepend(header).Select(line => line + "\n")));

    private void WriteCard(string sha256) => _folder.Write("small.card.yaml", $$"""
        kind: model_card
        id: small
        version: "1"
        purpose: risk
        target: made up
        artifact: { file: applicants.json, format: xgboost_json, sha256: "{{sha256}}" }
        inputs:
          - { input: income, feature: monthly_income, reason: poor }
          - { input: age, feature: years, reason: young }
        output: { use: margin, meaning: log_odds_of_bad }
        calibration: { method: none }
        developers: tests
        intended_use: tests
        limits: never for lending
        made_from: { fitted_by: hand }

        """.ReplaceLineEndings("\n"));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
