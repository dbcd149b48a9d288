using System.Text.Json;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Tests.Commands;

public sealed class ReplayTests
{
    private static readonly ReplayedDecision Different = new()
    {
        DecisionId = "d-1",
        ApplicationId = "a-1",
        ClientId = "c",
        Outcome = ReplayOutcome.Differs,
        Differences = { new ReplayDifference { Path = "offer.limit_fen", Recorded = "\"1\"", Replayed = "\"[2]\"" } },
        DifferenceCount = 9,
    };

    private static readonly ReplayedDecision Unreadable = new()
    {
        DecisionId = "d-2",
        Outcome = ReplayOutcome.NotReplayed,
        Obstacle = ReplayObstacle.EvidenceNotOpened,
        Explanation = "The key \"k9\" is not in the key file.",
    };

    [Fact]
    public async Task A_period_is_asked_for_and_all_identical_is_success()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult result = await host.RunAsync(
            "replay", "--from", "2026-01-01", "--to", "2026-02-01T00:00:00Z", "--product", "p", "--form", "plain", "--parallelism", "3", "--most-told", "7");

        ReplayRequest asked = Assert.Single(host.Replays.Replayed);
        Assert.Equal(Timestamp.FromDateTimeOffset(new DateTimeOffset(2025, 12, 31, 16, 0, 0, TimeSpan.Zero)), asked.DecidedFrom);
        Assert.Equal(Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)), asked.DecidedBefore);
        Assert.Equal(("p", EvaluationForm.Plain, 3, 7), (asked.Product, asked.Form, asked.Parallelism, asked.MostTold));
        Assert.Contains("Identical", result.Output);
        Assert.Contains("1,234", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task What_is_not_identical_is_shown_and_fails()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Replays.Tells =
        [
            new ReplayProgress { Total = 9, Done = 1, Differing = 1, Told = { Different } },
            new ReplayProgress
            {
                Total = 9, Done = 9, Identical = 4, Differing = 4, NotReplayed = 1, Told = { Unreadable }, Finished = true,
                Obstacles = { new ReplayObstacleCount { Obstacle = ReplayObstacle.EvidenceNotOpened, Count = 1 } },
            },
        ];

        CommandResult table = await host.RunAsync("replay", "--all");
        CommandResult json = await host.RunAsync("replay", "--all", "--json");

        Assert.Equal((1, 1), (table.ExitCode, json.ExitCode));
        Assert.Contains("offer.limit_fen", table.Output);
        Assert.Contains("\"[2]\"", table.Output);
        Assert.Contains("and 8 more", table.Output);
        Assert.Contains("evidence not opened", table.Output);
        Assert.Contains("3 more are not identical", table.Output);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("9", document.RootElement.GetProperty("summary").GetProperty("done").GetString());
        Assert.Equal(["d-1", "d-2"], document.RootElement.GetProperty("told").EnumerateArray().Select(told => told.GetProperty("decision_id").GetString()));
    }

    [Fact]
    public async Task One_decision_is_asked_for_by_its_id_or_its_application()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        await host.RunAsync("replay", "--decision", "d-1");
        await host.RunAsync("replay", "--client", "c", "--application", "a");

        ReplayRequest[] asked = [.. host.Replays.Replayed];
        Assert.Equal(new ReplayRequest { DecisionId = "d-1", Form = EvaluationForm.Unspecified }, asked[0]);
        Assert.Equal(("c", "a"), (asked[1].ClientId, asked[1].ApplicationId));
    }

    [Fact]
    public async Task A_run_that_ends_too_early_is_no_success()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Replays.Tells = [new ReplayProgress { Total = 9, Done = 1, Identical = 1 }];

        CommandResult result = await host.RunAsync("replay", "--all");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ended the run before it was finished", result.Error);
    }

    [Fact]
    public async Task A_simulation_sends_the_application_and_the_draft_and_shows_the_decision()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string file = host.Write("app.json", """{"client_id": "c", "application_id": "a-{run}", "identity_evidence": {"biometric": {"checked_at": "now-1h"}}}""");
        string draft = host.Write("draft.yaml", "id: x");

        CommandResult result = await host.RunAsync(
            "simulate", "--file", file, "--document", draft, "--at", "2026-01-02T03:04:05Z", "--reserved-fen", "5", "--form", "plain");

        SimulateRequest asked = Assert.Single(host.Replays.Simulated);
        Assert.Equal("id: x", asked.Strategy.Document.ToStringUtf8());
        Assert.Equal((5, EvaluationForm.Plain), (asked.ReservedConsumerCreditFen, asked.Form));
        Assert.Equal(Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), asked.DecidedAt);
        // Relative to the moment of the decision.
        Assert.Equal(asked.DecidedAt.Seconds - 3_600, asked.Application.IdentityEvidence.Biometric.CheckedAt.Seconds);
        Assert.Contains("Simulated, not recorded: serving strategy", result.Output);
        Assert.Contains("approve", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_simulation_may_name_a_loaded_strategy_and_prints_json()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string file = host.Write("app.json", """{"client_id": "c", "application_id": "a"}""");

        CommandResult result = await host.RunAsync("simulate", "--file", file, "--strategy", "s", "--version", "2", "--recorded-exposure", "--json");

        SimulateRequest asked = Assert.Single(host.Replays.Simulated);
        Assert.Equal(("s", "2", true, false), (asked.Strategy.Id, asked.Strategy.Version, asked.UseRecordedExposure, asked.HasReservedConsumerCreditFen));
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement simulated = json.RootElement.GetProperty("results")[0].GetProperty("simulated");
        Assert.Equal("STRATEGY_SOURCE_SERVING", simulated.GetProperty("strategy_source").GetString());
        Assert.Equal("a", simulated.GetProperty("decision").GetProperty("application_id").GetString());
    }

    [Fact]
    public async Task A_refused_simulation_names_its_fields_and_fails()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Replays.Simulates = _ => throw ScriptedService.BadRequest(("application.amount_fen", "must be more than 0"));
        string file = host.Write("app.json", """{"client_id": "c", "application_id": "a"}""");

        CommandResult result = await host.RunAsync("simulate", "--file", file);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("application.amount_fen: must be more than 0", result.Error);
    }
}
