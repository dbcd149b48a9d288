using System.Text.Json.Nodes;
using CreditDecision.Cli.Tests.Commands;
using CreditDecision.Cli.Tests.Scoring;

namespace CreditDecision.Cli.Tests.Expressions;

public sealed class EvalTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7 : int")]
    [InlineData("[1, 2, 3].filter(x, x > 1)", "[2, 3] : list")]
    [InlineData("{'a': 1u}.a", "1u : uint")]
    [InlineData("1.0 + 0.5", "1.5 : double")]
    [InlineData("'利率' + '!'", "\"利率!\" : string")]
    [InlineData("null", "null : null_type")]
    [InlineData("timestamp('2026-01-01T08:00:00+08:00')", "timestamp(\"2026-01-01T00:00:00Z\") : google.protobuf.Timestamp")]
    public async Task A_value_is_printed_with_its_type(string expression, string printed)
    {
        CommandResult result = await CommandHost.RunBareAsync("cel", "eval", "--expr", expression);

        Assert.Equal((0, printed + Environment.NewLine, ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task Names_are_given_inline_or_in_a_file()
    {
        const string Given = """{"a.b": {"type": "double", "value": "1.5"}, "l": {"type": "list", "value": [{"type": "int", "value": "2"}]}, "m": {"type": "map", "value": [[{"type": "string", "value": "k"}, {"type": "bytes", "value": "ff"}]]}}""";
        using var folder = new ScoringFolder();
        string file = folder.Write("bindings.json", Given).FullName;

        foreach (string bindings in new[] { Given, file })
        {
            CommandResult result = await CommandHost.RunBareAsync("cel", "eval", "--expr", "a.b > 1.0 && l[0] == 2 && m.k == b'\\xff'", "--bindings", bindings);
            Assert.Equal((0, "true : bool" + Environment.NewLine), (result.ExitCode, result.Output));
        }
    }

    [Fact]
    public async Task Mistakes_are_told_with_their_places()
    {
        CommandResult result = await CommandHost.RunBareAsync("cel", "eval", "--expr", "incme > 5 &&\n  1 + 'a' == 2", "--bindings", """{"income": {"type": "double", "value": "1"}}""");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("line 1, column 1: no feature or fact is called \"incme\"; did you mean \"income\"?", result.Error);
        Assert.Contains("line 2, column 5: + needs two numbers", result.Error);
    }

    [Fact]
    public async Task An_expression_without_a_value_is_a_failure_that_says_why()
    {
        CommandResult result = await CommandHost.RunBareAsync("cel", "eval", "--expr", "1 / 0");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("creditctl: the expression has no value: division by zero", result.Error);
    }

    [Theory]
    [InlineData("""{"x": {"type": "bool"}}""", "x: null is no bool")]
    [InlineData("""{"x": {"type": "list", "value": null}}""", "x: null is no list")]
    [InlineData("""{"x": {"type": "int", "value": "1"}, "x": {"type": "int", "value": "2"}}""", "--bindings: is no JSON")]
    public async Task Values_that_are_none_are_refused_by_their_name(string bindings, string expected)
    {
        CommandResult result = await CommandHost.RunBareAsync("cel", "eval", "--expr", "1", "--bindings", bindings);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_get_value_and_mistakes_as_json()
    {
        CommandResult value = await CommandHost.RunBareAsync("cel", "eval", "--json", "--expr", "{2: 1.0, 1: inf}", "--bindings", """{"inf": {"type": "double", "value": "inf"}}""");
        CommandResult mistake = await CommandHost.RunBareAsync("cel", "eval", "--json", "--expr", "1 +");
        CommandResult error = await CommandHost.RunBareAsync("cel", "eval", "--json", "--unchecked", "--expr", "nobody");

        Assert.Equal(0, value.ExitCode);
        AssertJson("""{"type": "map", "value": [[{"type": "int", "value": "1"}, {"type": "double", "value": "inf"}], [{"type": "int", "value": "2"}, {"type": "double", "value": "1"}]]}""", value.Output);
        Assert.Equal(1, mistake.ExitCode);
        AssertJson("""{"errors": [{"line": 1, "column": 4, "message": "the expression ends where a value is expected"}]}""", mistake.Output);
        Assert.Equal(1, error.ExitCode);
        Assert.Contains("\"type\": \"error\"", error.Output);
    }

    [Theory]
    [InlineData("no-such-file.json", "no-such-file.json: there is no such file")]
    [InlineData("{", "--bindings: is no JSON")]
    [InlineData("{\"x\": 1}", "x: has no type")]
    [InlineData("{\"x\": {\"type\": \"int\", \"value\": \"1.5\"}}", "x: \"1.5\" is no int")]
    [InlineData("{\"x\": {\"type\": \"bool\", \"value\": \"yes\"}}", "x: \"yes\" is no bool")]
    [InlineData("{\"x\": {\"type\": \"bytes\", \"value\": \"f\"}}", "x: \"f\" is no bytes")]
    [InlineData("{\"x\": {\"type\": \"money\", \"value\": \"1\"}}", "x: money is no type")]
    [InlineData("{\"x\": {\"type\": \"map\", \"value\": [[{\"type\": \"double\", \"value\": \"1\"}, {\"type\": \"int\", \"value\": \"1\"}]]}}", "x: ")]
    public async Task Bindings_that_cannot_be_read_are_refused(string bindings, string told)
    {
        CommandResult result = await CommandHost.RunBareAsync("cel", "eval", "--expr", "1", "--bindings", bindings);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"creditctl: {told}", result.Error);
    }

    private static void AssertJson(string expected, string printed) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(printed)), printed);
}
