using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Tests.Commands;

[Trait("Article", "A39")]
public sealed class GovernanceTests
{
    private const string Due = "2026-12-05T00:00:00+08:00";

    private static readonly ThingRef Risk = new() { Id = "risk", Version = 1, ArtifactSha256 = ScriptedGovernance.Artifact };

    private static readonly Timestamp DueAt = new DateTimeOffset(2026, 12, 5, 0, 0, 0, TimeSpan.FromHours(8)).ToTimestamp();

    [Fact]
    public async Task Each_command_says_to_the_service_what_was_typed_of_the_artifact_that_it_told()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string minutes = host.Write("minutes.md", "# Minutes"), report = host.Write("report.txt", "It holds.");
        (string Line, IMessage Asked)[] commands =
        [
            ("submit risk@1 --text new", new SubmitRequest { Thing = Risk, Text = "new" }),
            ($"validate risk@1 --failed --report {report}", new ValidateRequest { Thing = Risk, Report = Paper("text/plain", "It holds.") }),
            ("open-review risk@1", new OpenReviewRequest { Thing = Risk }),
            ("relate risk@1 --person wang.fang", new DeclareRelationRequest { Thing = Risk, Person = "wang.fang" }),
            ("vote risk@1 --opinion abstain --text unsure", new VoteRequest { Thing = Risk, Opinion = Opinion.Abstain, Text = "unsure" }),
            ($"condition risk@1 --due {Due} --text watch", new AttachConditionRequest { Thing = Risk, Due = DueAt, Text = "watch" }),
            ($"conclude risk@1 --minutes {minutes}", new ConcludeStageRequest { Thing = Risk, Minutes = Paper("text/markdown", "# Minutes") }),
            ("fulfil risk@1 --condition 7 --text done", new FulfilConditionRequest { Thing = Risk, Condition = 7, Text = "done" }),
            ("activate risk@1 --as challenger --share-bps 1500", new ActivateRequest { Thing = Risk, Mode = ServingMode.Challenger, ShareBps = 1_500 }),
            ("activate risk@1 --as champion", new ActivateRequest { Thing = Risk, Mode = ServingMode.Champion }),
            ("roll-back risk@1", new RollBackRequest { Thing = Risk }),
            ("observe risk@1", new ObserveRequest { Thing = Risk }),
            ("end-observation risk@1", new EndObservationRequest { Thing = Risk }),
            ("propose-suspension risk@1", new ProposeSuspensionRequest { Thing = Risk }),
            ("confirm-suspension risk@1", new ConfirmSuspensionRequest { Thing = Risk }),
            ("lift risk@1", new LiftSuspensionRequest { Thing = Risk }),
            ($"finding open risk@1 --breach --owner dev --due {Due} --text drifts", new OpenFindingRequest { Thing = Risk, Breach = true, Owner = "dev", Due = DueAt, Text = "drifts" }),
            ("finding note risk@1 --finding 31 --text refitted", new NoteFindingRequest { Thing = Risk, Finding = 31, Text = "refitted" }),
            ("finding close risk@1 --finding 31 --text mended", new CloseFindingRequest { Thing = Risk, Finding = 31, Text = "mended" }),
        ];
        foreach ((string line, IMessage _) in commands)
        {
            CommandResult result = await host.RunAsync(["governance", .. line.Split(' ')]);
            Assert.Equal((0, $"risk@1 is live; its artifact is {ScriptedGovernance.Artifact}{Environment.NewLine}"), (result.ExitCode, result.Error));
            Assert.StartsWith("Event 12: ", result.Output);
        }
        Assert.Equal(commands.Select(command => command.Asked), host.Governance.Asked);
    }

    [Fact]
    public async Task Registering_and_tests_are_sent_whole_and_a_failed_test_ends_with_3()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        string data = host.Write("rows.csv", "a,bad\n1,0\n"), policy = host.Write("policy.yaml", "kind: x\n");
        Assert.Contains(ScriptedGovernance.Artifact, (await host.RunAsync(
            "governance", "register", "risk", "--kind", "model", "--developer", "dev", "--developer", "dev-2", "--owner", "owner", "--slot", "risk/consumer")).Output);
        CommandResult test = await host.RunAsync(
            "governance", "test", "risk@1", "--data", data, "--label", "bad", "--policy", policy, "--only", "a=1", "--part", "p", "--hold-out", "h", "--segment", "s", "--artifact", new string('b', 64));
        // Who insists on an artifact asks for none.
        Assert.Equal((3, ""), (test.ExitCode, test.Error));
        foreach (string told in new[] { "auc", "0.61", "≥ 0.7", "FAILED", "failed 1 of 1 checks", new string('d', 64) }) Assert.Contains(told, test.Output);
        Assert.Equal(0, (await host.RunAsync("governance", "check", "features@1", "--json")).ExitCode);
        var other = new ThingRef(Risk) { ArtifactSha256 = new string('b', 64) };
        var order = new DevelopmentTestOrder
        {
            Thing = other, Policy = ByteString.CopyFromUtf8("kind: x\n"), DataName = "rows.csv", Label = "bad", Only = { new ColumnValue { Column = "a", Value = "1" } }, Part = "p", HoldOutValue = "h", Segment = "s",
        };
        Assert.Equal(
            [
                new RegisterRequest { Kind = ThingKind.Model, Id = "risk", Slot = "risk/consumer", Developers = { "dev", "dev-2" }, Owners = { "owner" } },
                new RunDevelopmentTestRequest { Order = order }, new RunDevelopmentTestRequest { Data = ByteString.CopyFromUtf8("a,bad\n1,0\n") },
                new RunConformityTestRequest { Thing = new ThingRef(Risk) { Id = "features" } },
            ],
            host.Governance.Asked);
    }

    [Fact]
    public async Task A_refusal_names_every_rule()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        CommandResult refused = await host.RunAsync("governance", "retire", "risk@1", "--fallback", "risk@2", "--text", "old");
        Assert.Equal(1, refused.ExitCode);
        foreach (string told in new[] { "FAILED_PRECONDITION: Retire of risk@1 is refused", "  FALLBACK_MISSING: Somebody must follow.", "  ROLE_MISSING: Retire needs a role." })
            Assert.Contains(told, refused.Error);
        Assert.Equal(new RetireRequest { Thing = Risk, Fallbacks = { new ThingKey { Id = "risk", Version = 2 } }, Text = "old" }, Assert.Single(host.Governance.Asked));
    }

    [Fact]
    public async Task What_is_known_is_listed_and_shown()
    {
        await using CommandHost host = await CommandHost.StartAsync();
        CommandResult list = await host.RunAsync("governance", "list", "--kind", "model", "--in-force", "--as-of", Due);
        foreach (string told in new[] { "risk@1", "2026.1", "live", "challenger of 15.00 %", "After event 7", "content folder decides as it is" }) Assert.Contains(told, list.Output);
        CommandResult shown = await host.RunAsync("governance", "show", "risk@1");
        foreach (string told in new[] { ScriptedGovernance.Artifact, "dev", "owner", "breach", "31" }) Assert.Contains(told, shown.Output);
        CommandResult events = await host.RunAsync("governance", "events", "risk@1", "--page-size", "5");
        foreach (string told in new[] { "41", "vote: against", "in review", "too thin", "--page-token 41" }) Assert.Contains(told, events.Output);
        Assert.Equal("# Minutes", (await host.RunAsync("governance", "document", new string('d', 64))).Output);
        string file = host.PathOf("minutes.md");
        await host.RunAsync("governance", "document", new string('d', 64), "--output", file);
        Assert.Equal("# Minutes", File.ReadAllText(file));
        foreach (string[] line in new[] { ["list"], ["show", "risk"], new[] { "events" } })
            Assert.StartsWith("{", (await host.RunAsync(["governance", .. line, "--json"])).Output);
        Assert.Equal(new ListThingsRequest { Kind = ThingKind.Model, InForce = true, AsOf = DueAt }, host.Governance.Asked.First());
    }

    [Theory]
    [InlineData("governance submit risk", "\"risk\" is not a thing: write id@version")]
    [InlineData("governance submit risk@0", "\"risk@0\" is not a thing")]
    [InlineData("governance vote risk@1 --opinion maybe", "--opinion \"maybe\" is none of for, against, abstain")]
    [InlineData("governance vote risk@1", "Option '--opinion' is required")]
    [InlineData("governance validate risk@1 --report a.md", "Give either --passed or --failed")]
    [InlineData("governance conclude risk@1 --minutes a.doc", "--minutes \"a.doc\" must end in one of")]
    [InlineData("governance activate risk@1 --as challenger", "--share-bps goes with --as challenger")]
    [InlineData("governance activate risk@1 --as champion --share-bps 5", "--share-bps goes with --as challenger")]
    [InlineData("governance retire risk@1 --fallback risk", "--fallback \"risk\" is not a thing")]
    [InlineData("governance finding open risk@1 --owner o --due now+1d", "Give either --breach or --warning")]
    [InlineData("governance finding note risk@1 --finding none", "--finding \"none\" is not the number of an event")]
    [InlineData("governance submit risk@1 --text a --text-file b", "Give either --text or --text-file")]
    [InlineData("governance register risk --kind thing --developer d --owner o", "--kind \"thing\" is none of model, strategy, feature_catalog")]
    [InlineData("governance dossier risk", "Give --json, --html or both")]
    [InlineData("governance verify-dossier f.json --head abc", "--head \"abc\" is not 64 hexadecimal digits")]
    [InlineData("governance export", "Option '--output' is required")]
    public async Task A_wrong_command_line_is_told_on_stderr_with_exit_code_2(string line, string told)
    {
        CommandResult result = await CommandHost.RunBareAsync(line.Split(' '));
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains($"creditctl: {told}", result.Error);
    }

    private static AttachedDocument Paper(string mediaType, string content) => new() { MediaType = mediaType, Content = ByteString.CopyFromUtf8(content) };
}
