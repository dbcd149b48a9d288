using System.Globalization;
using System.Text.Json.Nodes;
using CreditDecision.Cli.Tests.Commands;
using CreditDecision.Cli.Tests.Shipped;

namespace CreditDecision.Cli.Tests.Scoring;

/// <summary>Another library's model through the whole command; see Applicants/README.md.</summary>
public sealed class ArtifactScoreTests : IDisposable
{
    private static readonly string Folder = Repository.File("tests", "Cli.Tests", "Scoring", "Applicants").FullName;
    private static readonly string[] Expected = File.ReadAllLines(Path.Combine(Folder, "applicants_expected.csv"));

    private readonly ScoringFolder _folder = new();

    public ArtifactScoreTests()
    {
        foreach (string name in new[] { "applicants.json", "applicants.csv" }) File.Copy(Path.Combine(Folder, name), _folder.PathOf(name));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("probability", 1)]
    [InlineData("margin", 0, "--margin")]
    public async Task Answers_are_those_of_the_library_to_the_last_bit(string name, int column, params string[] more)
    {
        CommandResult result = await ScoreAsync([.. more, "--output", "@answers.csv"]);

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
        string[] lines = _folder.Lines("answers.csv");
        Assert.Equal($"row,{name}", lines[0]);
        Assert.Equal(Expected.Length, lines.Length);
        for (int row = 1; row < lines.Length; row++)
        {
            Assert.Equal($"{row}", lines[row].Split(',')[0]);
            Assert.Equal(Single(Expected[row].Split(',')[column]), Single(lines[row].Split(',')[1]));
        }
    }

    [Fact]
    public async Task The_file_of_rows_is_not_replaced_by_the_answers()
    {
        File.Copy(Path.Combine(Folder, "applicants.csv"), _folder.PathOf("rows.csv"));

        CommandResult result = await _folder.RunAsync("score", "--model", Path.Combine(Folder, "applicants.json"), "--input", "@rows.csv", "--output", "@rows.csv");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is the file of rows", result.Error);
        Assert.StartsWith("age,income", _folder.Lines("rows.csv")[0]);
    }

    [Fact]
    public async Task Contributions_are_those_of_the_library_and_add_up_to_the_margin()
    {
        CommandResult result = await ScoreAsync("--margin", "--explain");

        string[] lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("row,margin,contribution:age,contribution:income,contribution:bias", lines[0]);
        for (int row = 1; row < lines.Length; row++)
        {
            double[] given = [.. lines[row].Split(',').Skip(1).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            string[] expected = Expected[row].Split(',');
            for (int part = 1; part < 4; part++) Assert.Equal(Single(expected[part + 1]), given[part], 1e-5);
            Assert.Equal(given[0], given[1..].Sum(), 1e-5);
        }
    }

    [Fact]
    public async Task A_bad_row_ends_it_with_its_line_and_leaves_no_file()
    {
        File.AppendAllText(_folder.PathOf("applicants.csv"), "young,1\n");

        CommandResult result = await ScoreAsync("--output", "@answers.csv");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.EndsWith($"applicants.csv: line 22, column 1 \"age\": is neither a finite number nor empty{Environment.NewLine}", result.Error);
        Assert.Equal(["applicants.csv", "applicants.json"], _folder.Files);
    }

    [Fact]
    public async Task Columns_that_are_not_read_are_told_on_stderr_and_the_answers_stay_clean()
    {
        _folder.Write("applicants.csv", "id,income,age\n7,2425,57\n8,,\n");

        CommandResult result = await ScoreAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("row,probability\n1,0.26067388\n2,", result.Output);
        Assert.Contains("not read by the model: \"id\"", Assert.Single(result.Error.TrimEnd().Split('\n')));
    }

    [Fact]
    public async Task Tabs_and_libsvm_give_the_same_answers()
    {
        string[] rows = [.. File.ReadLines(_folder.PathOf("applicants.csv"))];
        _folder.Write("rows.tsv", string.Join('\n', rows).Replace(',', '\t'));
        _folder.Write("rows.svm", string.Concat(rows.Skip(1).Select(row => row.Split(',')).Select(row => $"1 1:{row[0]}{(row[1].Length > 0 ? $" 2:{row[1]}" : "")}\n")));
        string expected = (await ScoreAsync()).Output;

        CommandResult tabs = await _folder.RunAsync("score", "--model", "@applicants.json", "--input", "@rows.tsv");
        CommandResult libsvm = await _folder.RunAsync("score", "--model", "@applicants.json", "--input", "@rows.svm", "--one-based");

        Assert.Equal(("", expected), (tabs.Error, tabs.Output));
        Assert.Equal(("", expected), (libsvm.Error, libsvm.Output));
    }

    [Fact]
    public async Task Inspect_tells_what_it_is()
    {
        CommandResult table = await _folder.RunAsync("model", "inspect", "@applicants.json");
        JsonNode json = JsonNode.Parse((await _folder.RunAsync("model", "inspect", "@applicants.json", "--json")).Output)!;

        Assert.Equal(0, table.ExitCode);
        Assert.Contains("xgboost json", table.Output);
        Assert.Equal("xgboost_json", json["format"]!.GetValue<string>());
        Assert.Equal((2, 14, 8, 2), (Whole("trees"), Whole("nodes"), Whole("leaves"), Whole("depth")));
        Assert.Equal(new FileInfo(_folder.PathOf("applicants.json")).Length, Whole("bytes"));
        Assert.Equal(64, json["sha256"]!.GetValue<string>().Length);
        Assert.Equal(["age", "income"], json["inputs"]!.AsArray().Select(input => input!["name"]!.GetValue<string>()));
        Assert.Equal("probability", json["outputs"]![0]!.GetValue<string>());

        int Whole(string name) => json[name]!.GetValue<int>();
    }

    [Theory]
    [InlineData("no model", "is none of XGBoost JSON or UBJSON")]
    [InlineData("{\"learner\": 1}", "applicants.json: ")]
    public async Task What_is_no_model_is_refused_with_the_reason(string content, string told)
    {
        _folder.Write("applicants.json", content);

        CommandResult result = await _folder.RunAsync("model", "inspect", "@applicants.json");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("applicants.json is refused", result.Error);
        Assert.Contains(told, result.Error);
    }

    [Fact]
    public async Task The_bench_says_what_it_measured()
    {
        CommandResult result = await _folder.RunAsync(
            "bench", "scoring", "--model", "@applicants.json", "--input", "@applicants.csv", "--rows", "12", "--seconds", "0.05", "--json");

        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        JsonNode figures = JsonNode.Parse(result.Output)!;
        Assert.Equal(12, figures["distinct_rows"]!.GetValue<int>());
        Assert.True(figures["rows"]!.GetValue<long>() > 1_000);
        Assert.True(figures["timed_rows"]!.GetValue<long>() > 100);
        Assert.InRange(figures["ns_per_row"]!.GetValue<double>(), 1, 1e6);
        Assert.InRange(figures["p99_ns"]!.GetValue<double>(), figures["p50_ns"]!.GetValue<double>(), 1e9);
        Assert.InRange(figures["bytes_per_row"]!.GetValue<double>(), 0, 0.01);
    }

    [Fact]
    public async Task A_bench_without_rows_is_a_failure()
    {
        _folder.Write("applicants.csv", "age,income\n");

        CommandResult result = await _folder.RunAsync("bench", "scoring", "--model", "@applicants.json", "--input", "@applicants.csv");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("holds no row to score", result.Error);
    }

    private Task<CommandResult> ScoreAsync(params string[] more) =>
        _folder.RunAsync(["score", "--model", "@applicants.json", "--input", "@applicants.csv", .. more]);

    private static float Single(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
