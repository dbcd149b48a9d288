using System.Text.Json;
using CreditDecision.V1;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Commands;

public sealed class StrategyTests
{
    [Fact]
    public async Task List_shows_each_strategys_part()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult table = await host.RunAsync("strategy", "list", "--product", "cash");
        CommandResult json = await host.RunAsync("strategy", "list", "--json");

        Assert.Equal("cash", Assert.IsType<ListStrategiesRequest>(host.Strategies.Asked.First()).Product);
        string[] lines = table.Output.Split('\n');
        AssertLine(lines, "2026.1", "95.00 % as champion", "500 to 9999");
        AssertLine(lines, "2026.2", "5.00 % as challenger", "0 to 499");
        AssertLine(lines, "2026.3", "nothing", "yes");
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(3, document.RootElement.GetProperty("strategies").GetArrayLength());
    }

    [Fact]
    public async Task Content_shows_what_decides_and_what_one_can_go_back_to()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult result = await host.RunAsync("strategy", "content");

        AssertLine(result.Output.Split('\n'), "bbbbbbbbbbbb (decides)", "op-b", "cash 2026.1");
        // Going back needs the whole hash.
        AssertLine(result.Output.Split('\n'), new string('a', 64), "op-a");
        Assert.Contains("Shadows: 1,234 answers recorded, 5 decisions wait, 6 left out", result.Output);
    }

    [Fact]
    public async Task Reload_and_rollback_say_who_asks_and_what_decides_now()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult reload = await host.RunAsync("strategy", "reload", "--by", "ann");
        CommandResult back = await host.RunAsync("strategy", "rollback", "--to", "abc");
        host.Strategies.Changes = () => new ChangeContentResponse { Running = ScriptedStrategies.Content("a") };
        CommandResult nothing = await host.RunAsync("strategy", "reload");

        Assert.Equal(new ReloadContentRequest { RequestedBy = "ann" }, host.Strategies.Asked.First());
        Assert.Equal(new RollBackContentRequest { RequestedBy = Environment.UserName, Sha256 = "abc" }, host.Strategies.Asked.ElementAt(1));
        Assert.StartsWith("Content bbbbbbbbbbbb decides from now on: cash 2026.1", reload.Output);
        Assert.Equal(reload.Output, back.Output);
        Assert.StartsWith("Nothing changed: the folder holds content aaaaaaaaaaaa", nothing.Output);
    }

    [Fact]
    public async Task A_refused_reload_tells_every_mistake_and_exits_with_1()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        var bad = new BadRequest();
        bad.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = "strategies/bank.yaml", Description = "version: is missing" });
        bad.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = "models/m.card.yaml", Description = "line 3: no" });
        host.Strategies.Changes = () => throw ScriptedService.WithDetails(StatusCode.FailedPrecondition, "The content was not taken.", bad);

        CommandResult result = await host.RunAsync("strategy", "reload");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            "creditctl: FAILED_PRECONDITION: The content was not taken.\n  strategies/bank.yaml: version: is missing\n  models/m.card.yaml: line 3: no\n",
            result.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_decision_is_shown_with_its_shadows()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Service.Gets = asked => ScriptedService.Approve(new DecideRequest { ApplicationId = asked.DecisionId });

        CommandResult none = await host.RunAsync("decision", "get", "1", "--shadows");
        host.Strategies.Shadows = Answers;
        CommandResult table = await host.RunAsync("decision", "get", "1", "--shadows");
        CommandResult json = await host.RunAsync("decision", "get", "1", "--shadows", "--json");

        Assert.Equal("d-1", Assert.IsType<ListShadowsRequest>(host.Strategies.Asked.First()).DecisionId);
        Assert.Contains("No answer of a shadow is recorded.", none.Output);
        AssertLine(table.Output.Split('\n'), "strategy cash", "2026.3", "approve", "¥50,000.00", "1.25 %");
        AssertLine(table.Output.Split('\n'), "model trees", "refer", "7.50 %");
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("d-1", document.RootElement.GetProperty("decision").GetProperty("decision_id").GetString());
        Assert.Equal(2, document.RootElement.GetProperty("shadows").GetArrayLength());
    }

    private static ListShadowsResponse Answers() => new()
    {
        Answers =
        {
            new ShadowAnswer { Kind = ShadowKind.Strategy, Id = "cash", Version = "2026.3", Outcome = Outcome.Approve, Decision = ScriptedService.Approve(new DecideRequest()) },
            new ShadowAnswer { Kind = ShadowKind.Model, Id = "trees", Version = "1", Outcome = Outcome.Refer, Score = new ModelScore { Probability = 0.075 } },
        },
    };

    private static void AssertLine(string[] lines, params string[] parts) =>
        Assert.Contains(lines, line => parts.All(part => line.Contains(part, StringComparison.Ordinal)));
}
