using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreditDecision.Cli.Tests.Commands;
using CreditDecision.Cli.Tests.Shipped;

namespace CreditDecision.Cli.Tests.Scoring;

[Trait("Article", "A38")]
public sealed class ModelTestCommandTests : IDisposable
{
    private const string Policy = """
        kind: development_test_policy
        id: small
        version: "1"
        cut_off: 0.5
        thresholds: [{ metric: auc, at_least: 0.6 }, { metric: ks, at_least: 0.1 }]
        """;

    private static readonly string Model = Repository.File("tests", "Cli.Tests", "Scoring", "Applicants", "applicants.json").FullName;

    private readonly ScoringFolder _folder = new();

    public ModelTestCommandTests()
    {
        _folder.Write("policy.yaml", Policy);
        _folder.Write("rows.csv", Rows("bad"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_that_meets_its_policy_passes_and_leaves_its_evidence()
    {
        CommandResult result = await RunAsync("--report", "@out.json", "--html", "@out.html");

        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        byte[] report = File.ReadAllBytes(_folder.PathOf("out.json"));
        Assert.Contains($"passed all 2 checks on 100 held-out rows of rows.csv; report {Sha256(report)}", result.Output);
        JsonElement root = JsonDocument.Parse(report).RootElement;
        Assert.Equal("passed", root.GetProperty("verdict").GetString());
        Assert.Equal(Sha256(File.ReadAllBytes(_folder.PathOf("rows.csv"))), root.GetProperty("data").GetProperty("sha256").GetString());
        Assert.Equal(Sha256(File.ReadAllBytes(_folder.PathOf("policy.yaml"))), root.GetProperty("policy").GetProperty("sha256").GetString());
        Assert.Equal(Sha256(File.ReadAllBytes(Model)), root.GetProperty("model").GetProperty("sha256").GetString());
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(_folder.PathOf("out.html")));
        Assert.Contains(Sha256(report), File.ReadAllText(_folder.PathOf("out.html")));
    }

    [Fact]
    public async Task One_that_does_not_leaves_it_too_and_says_what_failed()
    {
        _folder.Write("policy.yaml", Policy.Replace("0.1", "0.99"));

        CommandResult result = await RunAsync("--report", "@out.json");

        Assert.Equal(("", 3), (result.Error, result.ExitCode));
        Assert.Contains("failed 1 of 2 checks", result.Output);
        Assert.Equal("failed", JsonDocument.Parse(File.ReadAllBytes(_folder.PathOf("out.json"))).RootElement.GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("cut_off: 0.5", "cut_off: 5", "policy.yaml: cut_off: must be between 0 and 1")]
    [InlineData("cut_off: 0.5", "cut_off: 0.5\nfairness: [{ column: village }]", "policy.yaml: fairness[0].column: there is no column \"village\"")]
    public async Task A_policy_that_cannot_be_held_is_refused(string from, string to, string told)
    {
        _folder.Write("policy.yaml", Policy.Replace(from, to));

        CommandResult result = await RunAsync("--report", "@out.json");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(told, result.Error);
        Assert.DoesNotContain("out.json", _folder.Files);
    }

    [Fact]
    public async Task A_label_that_is_not_there_is_named()
    {
        _folder.Write("rows.csv", Rows("worse"));

        CommandResult result = await RunAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("rows.csv: outcome: there is no column \"bad\"; there are ", result.Error);
    }

    [Theory]
    [InlineData("--report", "@rows.csv", "rows.csv: is a file that is read")]
    [InlineData("--html", "@policy.yaml", "policy.yaml: is a file that is read")]
    public async Task A_report_is_not_written_over_what_it_is_about(string option, string file, string told)
    {
        string before = File.ReadAllText(_folder.PathOf(file[1..]));

        CommandResult result = await RunAsync(option, file);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(told, result.Error);
        Assert.Equal(before, File.ReadAllText(_folder.PathOf(file[1..])));
    }

    [Theory]
    [InlineData("--part p --seed 3", "--hold-out-share and --seed are of a seeded split")]
    [InlineData("--hold-out x", "--hold-out goes with --part")]
    [InlineData("--exclude x", "--exclude goes with --by-position")]
    [InlineData("--only part", "--only \"part\" is not COLUMN=VALUE")]
    [InlineData("--card c.yaml --meaning log_odds_of_bad", "--answer and --meaning go with a model of another library without its card")]
    public async Task Options_that_do_not_go_together_are_a_usage_mistake(string options, string told)
    {
        CommandResult result = await _folder.RunAsync(["model", "test", Model, "--data", "@rows.csv", "--label", "bad", "--policy", "@policy.yaml", .. options.Split(' ')]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(told, result.Error);
    }

    private Task<CommandResult> RunAsync(params string[] more) =>
        _folder.RunAsync(["model", "test", Model, "--data", "@rows.csv", "--label", "bad", "--by-position", "--policy", "@policy.yaml", .. more]);

    // What the model reads: years and income. Whoever earns little goes bad, but for every seventh.
    private static string Rows(string label)
    {
        var csv = new StringBuilder($"years,income,{label}\n");
        for (int i = 0; i < 400; i++) csv.Append(CultureInfo.InvariantCulture, $"{20 + (i % 40)},{1000 + (i * 37 % 400 * 40)},{(i * 37 % 400 < 120 != (i % 7 == 0) ? 1 : 0)}\n");
        return csv.ToString();
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
