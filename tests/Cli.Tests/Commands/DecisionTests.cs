using System.Text.Json;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Tests.Commands;

public sealed class DecisionTests
{
    [Fact]
    public async Task Get_asks_by_id_or_by_client_and_application()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Service.Gets = asked => ScriptedService.Approve(new DecideRequest { ClientId = "c", ApplicationId = asked.DecisionId + asked.ApplicationId });

        CommandResult byId = await host.RunAsync("decision", "get", "d-1");
        CommandResult byClient = await host.RunAsync("decision", "get", "--client", "c", "--application", "a-1", "--json");

        Assert.Contains("Decision d-d-1", byId.Output);
        Assert.Contains("approve", byId.Output);
        using JsonDocument json = JsonDocument.Parse(byClient.Output);
        Assert.Equal("a-1", json.RootElement.GetProperty("application_id").GetString());
        Assert.Equal(0, byId.ExitCode + byClient.ExitCode);
    }

    [Fact]
    public async Task Get_of_nothing_is_not_found_and_exit_code_1()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult result = await host.RunAsync("decision", "get", "d-1");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"creditctl: NOT_FOUND: there is no such decision{Environment.NewLine}", result.Error);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task List_sends_its_filters_and_takes_the_identity_number_from_a_file()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string number = host.Write("number.txt", "  33990119900101001X \n");

        await host.RunAsync(
            "decision", "list", "--borrower-id-number-file", number, "--client", "c", "--product", "p", "--outcome", "out_of_scope",
            "--from", "2026-01-01", "--to", "2026-02-01T00:00:00Z", "--page-size", "7");

        ListDecisionsRequest asked = Assert.Single(host.Service.Listed);
        Assert.Equal("33990119900101001X", asked.BorrowerIdNumber);
        Assert.Equal(("c", "p", Outcome.OutOfScope, 7), (asked.ClientId, asked.Product, asked.Outcome, asked.PageSize));
        // Midnight in Beijing.
        Assert.Equal(Timestamp.FromDateTimeOffset(new DateTimeOffset(2025, 12, 31, 16, 0, 0, TimeSpan.Zero)), asked.DecidedFrom);
        Assert.Equal(Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)), asked.DecidedBefore);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public async Task List_shows_one_page_or_all_of_them(bool all, int pages)
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Service.Lists = asked =>
        {
            int page = asked.PageToken.Length;
            var answer = new ListDecisionsResponse { NextPageToken = page < 2 ? new string('x', page + 1) : "" };
            answer.Decisions.Add(ScriptedService.Approve(new DecideRequest { ApplicationId = $"a-{page}" }));
            return answer;
        };

        CommandResult table = await host.RunAsync(all ? ["decision", "list", "--all"] : ["decision", "list"]);
        CommandResult json = await host.RunAsync(all ? ["decision", "list", "--json", "--all"] : ["decision", "list", "--json"]);

        Assert.Equal(!all, table.Output.Contains("--page-token x", StringComparison.Ordinal));
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(
            Enumerable.Range(0, pages).Select(page => $"a-{page}"),
            document.RootElement.GetProperty("decisions").EnumerateArray().Select(each => each.GetProperty("application_id").GetString()));
        Assert.Equal(all ? "" : "x", document.RootElement.GetProperty("next_page_token").GetString());
    }

    [Fact]
    public async Task List_of_nothing_is_said_and_is_valid_json()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult table = await host.RunAsync("decision", "list");
        CommandResult json = await host.RunAsync("decision", "list", "--json");

        Assert.Contains("No decision matches.", table.Output);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(0, document.RootElement.GetProperty("decisions").GetArrayLength());
    }
}
