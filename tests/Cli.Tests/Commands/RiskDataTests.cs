using System.Text.Json;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Commands;

[Trait("Article", "A36")]
public sealed class RiskDataTests
{
    [Theory]
    [InlineData("put")]
    [InlineData("stream")]
    public async Task Every_line_is_sent_and_every_problem_told_with_its_line(string command)
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string file = host.Write("records.jsonl", string.Join('\n', Line("r-1"), "", Line("r-2", source: ""), "{\"record_id\": \"r-3\", \"colour\": 1}", "no json", Line("r-4")));

        CommandResult result = await host.RunAsync("risk-data", command, "--file", file);

        Assert.Equal(["r-1", "r-4"], host.RiskData.Kept.Order());
        Assert.Contains("2 records kept, 1 refused, 2 lines without a record.", result.Output);
        Assert.Contains("Values: 2 used.", result.Output);
        Assert.Contains("line 3, record r-2", result.Error);
        Assert.Contains("source", result.Error);
        Assert.Contains("line 4: colour", result.Error);
        Assert.Contains("line 5: ", result.Error);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task A_stream_that_breaks_goes_on_where_no_answer_came()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.RiskData.BreaksAfter.UnionWith([1, 700, 701, 2_500]);
        string file = host.Write("records.jsonl", string.Join('\n', Enumerable.Range(0, 3_000).Select(i => Line($"r-{i}"))));

        CommandResult result = await host.RunAsync("risk-data", "stream", "--file", file, "--json");

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        Assert.Equal(3_000, document.RootElement.GetProperty("kept").GetInt64());
        Assert.Equal(3_000, host.RiskData.Kept.Count);
        Assert.Equal(5, host.RiskData.Streams);
    }

    [Fact]
    public async Task A_run_with_a_given_now_sends_the_same_again()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string file = host.Write("records.jsonl", Line("r-1"));
        for (int i = 0; i < 2; i++)
        {
            await host.RunAsync("risk-data", "stream", "--file", file, "--now", "2026-11-26T12:00:00+08:00");
            Assert.Equal(1_795_658_400, host.RiskData.Last!.Features[0].ObservedAt.Seconds);
        }
    }

    [Fact]
    public async Task A_stream_that_is_refused_ends()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.RiskData.BreaksAfter.Add(2);
        host.RiskData.BreaksWith = StatusCode.PermissionDenied;
        string file = host.Write("records.jsonl", string.Join('\n', Enumerable.Range(0, 10).Select(i => Line($"r-{i}"))));

        CommandResult result = await host.RunAsync("risk-data", "stream", "--file", file);

        Assert.Equal((1, 1), (result.ExitCode, host.RiskData.Streams));
        Assert.Contains("PERMISSION_DENIED", result.Error);
    }

    private static string Line(string record, string source = "bureau") =>
        $$"""{"client_id": "feed", "record_id": "{{record}}", "id_number": "n", "source": "{{source}}", "features": [{"name": "f", "number": 1, "observed_at": "now-2h"}]}""";
}

[Trait("Article", "A40")]
public sealed class PerformanceTests
{
    [Fact]
    public async Task Rows_and_lines_are_the_same_requests()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string rows = host.Write("loans.csv", "client_id,record_id,decision_id,as_of,disbursed_fen,defaulted_on\ncore,r-1,d-1,2026-11-30,3000000,\ncore,r-2,d-2,2026-11-30,many,\n");
        string lines = host.Write(
            "loans.jsonl", """{"client_id": "core", "record_id": "r-1", "decision_id": "d-1", "observation": {"as_of": "2026-11-30", "disbursed_fen": 3000000}}""");

        CommandResult fromRows = await host.RunAsync("performance", "put", "--file", rows), fromLines = await host.RunAsync("performance", "put", "--file", lines);

        Assert.Equal((1, 0), (fromRows.ExitCode, fromLines.ExitCode));
        Assert.Contains("1 records kept, 0 refused, 1 lines without a record.", fromRows.Output);
        Assert.Contains("line 3: observation.disbursed_fen", fromRows.Error);
        Assert.Equal(2, host.RiskData.Loans.Count);
        Assert.Single(host.RiskData.Loans.Distinct());
        Assert.Equal(3_000_000, host.RiskData.Loans.First().Observation.DisbursedFen);
    }

    [Fact]
    public async Task What_is_refused_for_a_record_is_told_and_what_is_temporary_is_sent_again()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        int asked = 0;
        host.RiskData.Puts = request => request.RecordId switch
        {
            "bad" => throw ScriptedService.BadRequest(("observation.as_of", "must not be in the future")),
            "busy" when Interlocked.Increment(ref asked) < 3 => throw new RpcException(new Status(StatusCode.Unavailable, "later")),
            _ => new PutPerformanceResponse(),
        };
        string file = host.Write("loans.jsonl", string.Join('\n', new[] { "a", "bad", "busy" }.Select(record => $$"""{"record_id": "{{record}}"}""")));

        CommandResult result = await host.RunAsync("performance", "put", "--file", file);

        Assert.Equal((1, 3), (result.ExitCode, asked));
        Assert.Contains("2 records kept, 1 refused", result.Output);
        Assert.Contains("observation.as_of: must not be in the future", result.Error);
    }

    [Fact]
    public async Task A_column_that_is_no_field_is_told_before_anything_is_sent()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        CommandResult result = await host.RunAsync("performance", "put", "--file", host.Write("loans.csv", "record_id,colour\nr,red\n"));
        Assert.Equal((1, 0), (result.ExitCode, host.RiskData.Loans.Count));
        Assert.Contains("\"colour\" is no field of a record", result.Error);
    }

    [Fact]
    public async Task A_loan_is_shown()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        var day = new LoanObservation { AsOf = "2026-11-30", DisbursedFen = 3_000_000, BalanceFen = 2_500_000, DaysPastDue = 95, OverdueFen = 1 };
        host.RiskData.Loan = new LoanPerformance
        {
            DecisionId = "d-1", Product = "consumer-cash", Grade = "B", LimitFen = 3_000_000, Status = LoanStatus.PastDue, MonthsOnBook = 7, WorstDaysPastDue = 95,
            Reached90DaysOn = "2026-11-30", Current = day, Observations = { day },
        };
        CommandResult table = await host.RunAsync("performance", "get", "d-1"), json = await host.RunAsync("performance", "get", "--client", "c", "--application", "a", "--json");
        Assert.Equal((0, 0, 2), (table.ExitCode, json.ExitCode, (await host.RunAsync("performance", "get")).ExitCode));
        Assert.Contains("past due as at 2026-11-30, 7 months on book, at worst 95 days past due", table.Output);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("2026-11-30", document.RootElement.GetProperty("reached_90_days_on").GetString());
    }
}
