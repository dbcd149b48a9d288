using System.Text.Json;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Commands;

public sealed class ApplyCsvTests
{
    [Fact]
    public async Task Sends_every_row_once_and_counts_outcomes_grades_and_labels()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        // Late rows are grade C and turn out badly every second time, others are grade A and badly every tenth time.
        host.Service.Decides = asked =>
        {
            Decision decision = ScriptedService.Approve(asked);
            bool late = asked.Features.Any(feature => feature is { Name: "late", Number: > 0 });
            (decision.Grade, decision.ProbabilityOfDefault, decision.Outcome) = late ? ("C", 0.5, Outcome.Decline) : ("A", 0.1, Outcome.Approve);
            return decision;
        };
        string rows = string.Concat(Enumerable.Range(0, 200).Select(row => $"{1000 + row},{row / 100},{(row % (row < 100 ? 10 : 2) == 0 ? 1 : 0)}\n"));
        string csv = host.Write("rows.csv", "amount,late,bad\n" + rows), report = host.PathOf("report.json"), results = host.PathOf("results.csv");

        CommandResult result = await host.RunAsync(
            "apply", "--csv", csv, "--mapping", host.Write("m.yaml", Json.Mapping), "--run-id", "r", "--concurrency", "16", "--connections", "2",
            "--report", report, "--output", results);

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(200, host.Service.Asked.Select(asked => asked.ApplicationId).Distinct().Count());
        Assert.Equal(200, host.Service.Asked.Count);
        Assert.Contains("A 10.00 % < C 50.00 %", result.Output);
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
        Assert.Equal(200, json.RootElement.GetProperty("decided").GetInt64());
        Assert.True(json.RootElement.GetProperty("rises_from_grade_to_grade").GetBoolean());
        Assert.Equal(200, json.RootElement.GetProperty("latency").GetProperty("count").GetInt64());
        string[] lines = await File.ReadAllLinesAsync(results, TestContext.Current.CancellationToken);
        Assert.Equal(201, lines.Length);
        Assert.Contains(lines, line => line.StartsWith("101,a-r-101,OK,decline,C,0.5,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_busy_service_is_asked_again_with_the_same_id_until_it_answers()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        int refused = 0;
        host.Service.Decides = asked => Interlocked.Increment(ref refused) <= 3
            ? throw new RpcException(new Status(refused % 2 == 0 ? StatusCode.Unavailable : StatusCode.ResourceExhausted, "busy"))
            : ScriptedService.Approve(asked);

        CommandResult result = await Apply(host, "amount,late,bad\n1,0,0\n", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(4, host.Service.Asked.Count);
        Assert.Single(host.Service.Asked.Select(asked => asked.ApplicationId).Distinct());
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal(3, json.RootElement.GetProperty("retries").GetInt64());
        Assert.Equal(1, json.RootElement.GetProperty("decided").GetInt64());
    }

    [Fact]
    public async Task A_row_that_cannot_be_mapped_fails_alone_and_makes_the_exit_code_1()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult result = await Apply(host, "amount,late,bad\n1,0,0\nmuch,0,1\n3,0\n4,,1\n");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal([100, 400], host.Service.Asked.Select(asked => asked.AmountFen).Order());
        Assert.Contains("row 2: NOT_MAPPED: column amount does not hold a number", result.Error);
        Assert.Contains("row 3: NOT_MAPPED: the record on line 4 has 2 cells, the header has 3", result.Error);
        Assert.Empty(host.Service.Asked.Single(asked => asked.AmountFen == 400).Features);
    }

    [Fact]
    public async Task Too_many_refusals_end_the_run_and_name_the_fields()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Service.Decides = _ => throw ScriptedService.BadRequest(("features[0]", "\"late\" is not in the feature catalog"));
        string rows = string.Concat(Enumerable.Range(0, 5_000).Select(_ => "1,0,0\n"));

        CommandResult result = await Apply(host, "amount,late,bad\n" + rows, "--max-failures", "5", "--concurrency", "2");

        Assert.Equal(1, result.ExitCode);
        Assert.InRange(host.Service.Asked.Count, 5, 100);
        Assert.Contains("the rest of the file was not sent", result.Error);
        Assert.Contains("features[0]: \"late\" is not in the feature catalog", result.Error);
    }

    [Fact]
    public async Task Mistakes_of_the_mapping_are_told_before_anything_is_sent()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string mapping = Json.Mapping.Replace("column: late", "column: later").Replace("client_id", "client");

        string file = host.Write("m.yaml", mapping);
        CommandResult result = await host.RunAsync("apply", "--csv", host.Write("r.csv", "amount,late,bad\n1,0,0\n"), "--mapping", file, "--label", "worse");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(host.Service.Asked);
        Assert.Contains("m.yaml: 3 mistakes", result.Error);
        Assert.Contains("application.client: is not known here", result.Error);
        Assert.Contains("features.late.column: the file has no column \"later\"", result.Error);
        Assert.Contains("--label: the file has no column \"worse\"", result.Error);
    }

    [Fact]
    public async Task Only_as_many_rows_as_asked_for_are_sent_and_an_open_loop_sends_them_all()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string rows = string.Concat(Enumerable.Range(0, 50).Select(row => $"{row + 1},0,0\n"));

        CommandResult result = await Apply(host, "amount,late,bad\n" + rows, "--limit", "20", "--rate", "2000", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(20, host.Service.Asked.Count);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal(2_000, json.RootElement.GetProperty("rate").GetDouble());
    }

    private static Task<CommandResult> Apply(CommandHost host, string csv, params string[] more) =>
        host.RunAsync(["apply", "--csv", host.Write("rows.csv", csv), "--mapping", host.Write("m.yaml", Json.Mapping), .. more]);
}
