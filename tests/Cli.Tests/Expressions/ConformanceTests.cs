using CreditDecision.Cli.Tests.Commands;
using CreditDecision.Cli.Tests.Scoring;
using CreditDecision.Cli.Tests.Shipped;

namespace CreditDecision.Cli.Tests.Expressions;

public sealed class ConformanceTests : IDisposable
{
    private readonly ScoringFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_languages_own_cases_all_pass()
    {
        string path = Path.Combine(Repository.Root, "..", "shared", "conformance", "cel", "cases.json");
        if (!File.Exists(path)) Assert.Skip("../shared/conformance/cel/cases.json is absent");

        CommandResult result = await _folder.RunAsync("cel", "conformance", path);

        Assert.EndsWith($"611 passed, 0 failed{Environment.NewLine}", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("2 + 3 * 4 - 10 / 3 % 2", "int", "\"13\"")]
    [InlineData("-7 / 2 == -3 && -7 % 2 == -1", "bool", "true")]
    [InlineData("1u + 2u", "uint", "\"3\"")]
    [InlineData("0.1 + 0.2", "double", "\"0.30000000000000004\"")]
    [InlineData("dyn(1) == 1.0 && dyn(2u) != 2.5", "bool", "true")]
    [InlineData("dyn(1) < 1.5 && 2u > dyn(1)", "bool", "true")]
    [InlineData("1 / 0 > 1 || true", "bool", "true")]
    [InlineData("false && 1 / 0 > 1", "bool", "false")]
    [InlineData("1 / 0 > 1 || false", "error", "[]")]
    [InlineData("9223372036854775807 + 1", "error", "[]")]
    [InlineData("0u - 1u", "error", "[]")]
    [InlineData("[1, 2, 3].map(x, x % 2 == 1, x * x)", "list", "[{\"type\": \"int\", \"value\": \"1\"}, {\"type\": \"int\", \"value\": \"9\"}]")]
    [InlineData("[3, 4].transformList(i, x, i * x)", "list", "[{\"type\": \"int\", \"value\": \"0\"}, {\"type\": \"int\", \"value\": \"4\"}]")]
    [InlineData("{'b': 2, 'a': 1}.transformMap(k, v, v > 1, k + 'x')", "map", "[[{\"type\": \"string\", \"value\": \"b\"}, {\"type\": \"string\", \"value\": \"bx\"}]]")]
    [InlineData("[1, 2].all(x, [1, 2].exists(y, x == y))", "bool", "true")]
    [InlineData("[0, 1].exists(x, 1 / x == 1)", "bool", "true")]
    [InlineData("[0, 1].exists_one(x, 1 / x == 1)", "error", "[]")]
    [InlineData("size('利率\\U0001f600')", "int", "\"3\"")]
    [InlineData("has({'a': 1}.b) ? 1 : {'a': 2}.a", "int", "\"2\"")]
    [InlineData("b'\\u0041'", "refused", "null")]
    [InlineData("b'利'", "bytes", "\"e588a9\"")]
    [InlineData("'2026-11-26'.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$')", "bool", "true")]
    [InlineData("timestamp('2024-02-29T12:00:00Z') + duration('24h') == timestamp('2024-03-01T12:00:00Z')", "bool", "true")]
    [InlineData("type(1u) == uint && type([]) == list", "bool", "true")]
    [InlineData("string(1.0) + string(true) + string(-5)", "string", "\"1true-5\"")]
    [InlineData("math.greatest(1.5, 2.5) + math.least([3.0, 1.0]) + math.abs(-1.0)", "double", "\"4.5\"")]
    public async Task Cases_of_our_own_pass_through_both_evaluators(string expression, string type, string value)
    {
        CommandResult result = await RunAsync(expression, type == "refused" ? "error" : type, value);

        // What must not even be read has no value and so fails its case.
        Assert.EndsWith(type == "refused" ? "0 passed, 1 failed\n" : "1 passed, 0 failed\n", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 + 1", "int", "\"3\"", "expected {\"type\":\"int\",\"value\":\"3\"}, got {\"type\":\"int\",\"value\":\"2\"} (compiled)")]
    [InlineData("1 + 1", "uint", "\"2\"", "expected {\"type\":\"uint\",\"value\":\"2\"}, got {\"type\":\"int\",\"value\":\"2\"} (compiled)")]
    [InlineData("1 + 1", "error", "[]", "expected an error, got {\"type\":\"int\",\"value\":\"2\"} (compiled)")]
    [InlineData("1 +", "int", "\"1\"", "expected {\"type\":\"int\",\"value\":\"1\"}, refused: line 1, column 4: the expression ends where a value is expected")]
    [InlineData("0.0", "double", "\"-0.0\"", "expected {\"type\":\"double\",\"value\":\"-0\"}, got {\"type\":\"double\",\"value\":\"0\"} (compiled)")]
    public async Task What_differs_is_listed_and_counted(string expression, string type, string value, string told)
    {
        CommandResult result = await RunAsync(expression, type, value);

        Assert.Equal($"own/case: {told}\n0 passed, 1 failed\n", result.Output.ReplaceLineEndings("\n"));
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("'\\u0100'", "string", "\"\\\\u0100\"", "1 expected values hold escapes of protobuf's text format undone and were met with those read\n1 passed, 0 failed\n")]
    [InlineData("b'?'", "bytes", "\"5c3f\"", "1 expected values hold escapes of protobuf's text format undone and were met with those read\n1 passed, 0 failed\n")]
    [InlineData("r'\\u0100'", "string", "\"\\\\u0100\"", "1 passed, 0 failed\n")]
    public async Task Escapes_that_were_left_undone_in_expected_texts_are_read_and_told(string expression, string type, string value, string printed) =>
        Assert.Equal(printed, (await RunAsync(expression, type, value)).Output.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("{}", "is no list of cases")]
    [InlineData("[]", "holds no case")]
    [InlineData("[{\"id\": \"a\"}]", "case 1: a case has id, expr and expect")]
    public async Task A_file_without_cases_is_no_success(string content, string told)
    {
        CommandResult result = await _folder.RunAsync("cel", "conformance", _folder.Write("cases.json", content).FullName);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(told, result.Error);
    }

    private Task<CommandResult> RunAsync(string expression, string type, string value)
    {
        string text = System.Text.Json.JsonSerializer.Serialize(expression);
        _folder.Write("cases.json", $$$"""[{"id": "own/case", "expr": {{{text}}}, "expect": {"type": "{{{type}}}", "value": {{{value}}}}}]""");
        return _folder.RunAsync("cel", "conformance", "@cases.json");
    }
}
