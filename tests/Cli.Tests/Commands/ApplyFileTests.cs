using System.Text.Json;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Commands;

public sealed class ApplyFileTests
{
    [Fact]
    public async Task Sends_each_application_and_prints_a_line_for_it()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string file = host.Write("two.json", $"[{Json.Application}, {Json.Application.Replace("a-{run}", "b-{run}")}]");

        CommandResult result = await host.RunAsync("apply", "--file", file, "--run-id", "r1");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Equal(["a-r1", "b-r1"], host.Service.Asked.Select(asked => asked.ApplicationId));
        foreach (string shown in (string[])["a-r1", "b-r1", "approve", "¥50,000.00", "10.85 %", "11.20 %", "d-b-r1"]) Assert.Contains(shown, result.Output);
    }

    [Fact]
    public async Task Relative_times_are_resolved_in_timestamps_only()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string file = host.Write("one.json", Json.Application);

        await host.RunAsync("apply", "--file", file, "--now", "2026-03-01T08:00:00Z");

        DecideRequest asked = Assert.Single(host.Service.Asked);
        var now = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal(Timestamp.FromDateTimeOffset(now.AddHours(-2)), asked.IdentityEvidence.NetworkCheck.CheckedAt);
        Assert.Equal(Timestamp.FromDateTimeOffset(now), asked.Features[0].ObservedAt);
        Assert.Equal("now-2h", asked.Features[0].Category);
    }

    [Fact]
    public async Task Every_mistake_of_a_file_is_told_at_once_and_nothing_is_sent()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string file = host.Write("bad.json", """
            {"samples": [
              {"note": "fine", "application": {"client_id": "x"}},
              {"note": "bad", "application": {"clientId": 7, "amount_fen": "many", "purpose": "LOAN_PURPOSE_FUN", "colour": "red",
                "consents": [{"granted_at": "yesterday"}, 3], "features": [{"name": "f", "number": 1, "flag": true}]}},
              {"notes": "x", "application": {"client_id": "x"}}
            ]}
            """);

        CommandResult result = await host.RunAsync("apply", "--file", file);

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(host.Service.Asked);
        Assert.Contains("bad.json: 8 mistakes", result.Error);
        foreach (string path in (string[])
            ["clientId", "amount_fen", "purpose", "colour", "consents[0].granted_at", "consents[1]", "features[0]"])
            Assert.Contains($"samples[1].application.{path}: ", result.Error);
        Assert.Contains("samples[2].notes: ", result.Error);
    }

    [Fact]
    public async Task A_refusal_lists_every_bad_field_and_the_other_applications_are_still_sent()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Service.Decides = asked => asked.ApplicationId.StartsWith('a')
            ? throw ScriptedService.BadRequest(("borrower.name", "is required"), ("amount_fen", "must be above 0"))
            : ScriptedService.Approve(asked);
        string file = host.Write("two.json", $"[{Json.Application}, {Json.Application.Replace("a-{run}", "b-{run}")}]");

        CommandResult result = await host.RunAsync("apply", "--file", file, "--run-id", "r");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(2, host.Service.Asked.Count);
        Assert.Contains("INVALID_ARGUMENT", result.Output);
        Assert.Contains("application [0] a-r: INVALID_ARGUMENT: the application has mistakes", result.Error);
        Assert.Contains("borrower.name: is required", result.Error);
        Assert.Contains("amount_fen: must be above 0", result.Error);
    }

    [Fact]
    public async Task Json_holds_decisions_and_errors_in_a_shape_that_machines_can_read()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Service.Decides = asked => asked.ApplicationId.StartsWith('a')
            ? throw ScriptedService.BadRequest(("borrower.name", "is required"))
            : ScriptedService.Approve(asked);
        string file = host.Write("two.json", $"[{Json.Application}, {Json.Application.Replace("a-{run}", "b-{run}")}]");

        CommandResult result = await host.RunAsync("apply", "--file", file, "--json");

        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement results = json.RootElement.GetProperty("results");
        Assert.Equal("INVALID_ARGUMENT", results[0].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("borrower.name", results[0].GetProperty("error").GetProperty("violations")[0].GetProperty("field").GetString());
        Assert.Equal(JsonValueKind.Null, results[0].GetProperty("decision").ValueKind);
        Assert.Equal("OUTCOME_APPROVE", results[1].GetProperty("decision").GetProperty("outcome").GetString());
        Assert.Equal("5000000", results[1].GetProperty("decision").GetProperty("offer").GetProperty("limit_fen").GetString());
        Assert.Equal(JsonValueKind.Null, results[1].GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task Verbose_shows_offer_schedule_and_trace_in_the_language_asked_for()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        host.Service.Decides = asked =>
        {
            Decision decision = ScriptedService.Approve(asked);
            decision.Trace.Add(new StageTrace
            {
                Stage = Stage.Risk,
                Outcome = Outcome.Refer,
                ModelId = "risk-7",
                LeadingOutcome = Outcome.Approve,
                Contributions = { new Contribution { Feature = "card_utilisation", Value = "0.9", PointsLost = 12.5 } },
                Reasons = { new Reason { Code = 5102, Zh = "需人工复核。", En = "Needs a review." } },
                Figures = { new Figure { Name = "headroom_fen", Value = 1_234_56 } },
                Beside =
                {
                    new ModelScore
                    {
                        ModelId = "trees-2", Outcome = Outcome.Refer, RawScore = -1.5, Probability = 0.1824,
                        Contributions = { new Contribution { Feature = "lender_count", Value = "8", LogOddsAdded = 0.625 } },
                    },
                },
            });
            return decision;
        };
        string file = host.Write("one.json", Json.Application);

        CommandResult result = await host.RunAsync("apply", "--file", file, "--verbose", "--lang", "zh");

        foreach (string shown in (string[])["Repayment schedule", "¥452.08", "risk-7: no objection", "card_utilisation", "12.5 points", "trees-2", "lender_count", "+0.625 log-odds", "需人工复核。", "¥1,234.56"])
            Assert.Contains(shown, result.Output);
        Assert.DoesNotContain("Needs a review.", result.Output);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_one_sentence_and_exit_code_1()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string file = host.Write("one.json", Json.Application);

        // Port 9 (discard) of the loopback is closed on every machine that runs tests.
        CommandResult result = await CommandHost.RunBareAsync("apply", "--file", file, "--server", "http://127.0.0.1:9");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(nameof(StatusCode.Unavailable).ToUpperInvariant(), result.Error);
    }
}
