using CreditDecision.Service.Tests.Audit;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static CreditDecision.Service.Tests.Governance.GovernedBank;

namespace CreditDecision.Service.Tests.Governance;

/// <summary>From a file in the folder to a decision and to retirement, over the wire.</summary>
[Trait("Article", "A39")]
public abstract class GovernedLifeTests : IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly GovernedBank _bank;

    private protected GovernedLifeTests(ServiceHome home) => _bank = new GovernedBank(home);

    public void Dispose()
    {
        _bank.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Article", "A41")]
    public async Task Only_what_was_approved_and_put_in_force_decides_until_it_is_retired()
    {
        await using RunningService service = await _bank.StartAsync();
        Assert.Equal(StatusCode.InvalidArgument, await StatusAsync(service, "early"));
        Dictionary<string, ThingRef> things = await _bank.PutInForceAsync(service);
        Decision first = await DecideAsync(service, "first");
        Assert.Equal(("consumer-cash", things["consumer-cash"].ArtifactSha256), (first.Strategy.Id, first.Strategy.Sha256));
        Assert.Equal(ReplayOutcome.Identical, await ReplayAsync(service, first));

        // A second version, half the amount; the old one stays in the folder. It decides for a share, then for all.
        File.Copy(Path.Combine(_bank.Content, "strategies/consumer-cash.strategy.yaml"), Path.Combine(_bank.Content, "strategies/consumer-cash-2.strategy.yaml"));
        ContentCopy.Edit(_bank.Content, "strategies/consumer-cash-2.strategy.yaml", "version: \"2026.1\"", "version: \"2026.2\"");
        ThingRef second = await _bank.ApproveAsync(service, ThingKind.Strategy, "consumer-cash", "2026.2");
        Assert.Equal(2, second.Version);
        // It is not in the content that serves yet.
        RpcException lacking = await Assert.ThrowsAsync<RpcException>(() => _bank.ActivateAsync(service, second));
        Assert.Equal((StatusCode.FailedPrecondition, "strategies"), (lacking.StatusCode, Violations.Of(lacking).Single().Field));
        await ReloadAsync(service);
        Assert.Equal("2026.1", (await DecideAsync(service, "still")).Strategy.Version);
        await _bank.ActivateAsync(service, second, ServingMode.Challenger, 3000);
        Decision[] dealt = [.. await Task.WhenAll(Enumerable.Range(0, 60).Select(person => DecideAsync(service, $"dealt-{person}", person + 10)))];
        Assert.Equal(["challenger", "champion"], dealt.Select(decision => decision.Experiment.Arm).Distinct().Order());
        Assert.All(dealt, decision => Assert.Equal(decision.Experiment.Arm == "champion" ? "2026.1" : "2026.2", decision.Strategy.Version));

        // The first retires; who falls back must be named.
        var retire = new RetireRequest { Thing = things["consumer-cash"], Text = "worse than the new one" };
        Assert.Equal(["FALLBACK_MISSING"], await RulesAsync(() => Client(service).RetireAsync(retire, _bank.Senior, cancellationToken: _cancellation).ResponseAsync));
        retire.Fallbacks.Add(new ThingKey { Id = second.Id, Version = second.Version });
        GovernanceEvent retired = await Client(service).RetireAsync(retire, _bank.Senior, cancellationToken: _cancellation);
        Assert.Equal((LifeState.Retired, 2), (retired.Became, Assert.Single(retired.Successors).Version));
        Assert.Equal("2026.2", (await DecideAsync(service, "after")).Strategy.Version);
        Assert.Equal(["NOT_IN_THIS_STATE"], (await RulesAsync(() => _bank.ActivateAsync(service, things["consumer-cash"]))).Distinct());

        // What was in force on that day, decisions from then, and the whole chain.
        var asOf = new ListThingsRequest { AsOf = retired.At.ToDateTimeOffset().AddTicks(-10).ToTimestamp(), Kind = ThingKind.Strategy, InForce = true };
        ListThingsResponse then = await Client(service).ListThingsAsync(asOf, _bank.Senior, cancellationToken: _cancellation);
        Assert.Equal([(1, ServingMode.Champion), (2, ServingMode.Challenger)], then.Things.Select(thing => (thing.Thing.Version, thing.Mode)));
        Assert.Equal(ReplayOutcome.Identical, await ReplayAsync(service, first));
        await ChainHoldsAsync(service);
    }

    [Fact]
    [Trait("Article", "A37")]
    public async Task Who_developed_or_owns_it_stays_out_and_every_refusal_is_named()
    {
        await using RunningService service = await _bank.StartAsync();
        ThingRef thing = await _bank.RegisterAsync(service, ThingKind.Model, "risk");
        ModelGovernanceService.ModelGovernanceServiceClient client = Client(service);
        var submit = new SubmitRequest { Thing = thing };
        Assert.Equal(["TEST_MISSING"], await RulesAsync(() => client.SubmitAsync(submit, _bank.Dev, cancellationToken: _cancellation).ResponseAsync));
        // A test that fails is an event, and blocks.
        TestAnswer failed = await _bank.TestAsync(service, thing, "default_12m", "- { metric: auc, at_least: 0.99 }");
        Assert.False(failed.Passed);
        Assert.Equal(("auc", false), (Assert.Single(failed.Checks).Name, failed.Checks[0].Passed));
        Assert.Equal(["TEST_FAILED"], await RulesAsync(() => client.SubmitAsync(submit, _bank.Dev, cancellationToken: _cancellation).ResponseAsync));
        Assert.True((await _bank.TestAsync(service, thing, "default_12m")).Passed);
        // Holding every role does not help who developed or owns it.
        Role[] all = [Role.Developer, Role.Validator, Role.CommitteeChair, Role.RiskOperations];
        await client.SubmitAsync(submit, _bank.As("dev", all), cancellationToken: _cancellation);
        var validate = new ValidateRequest { Thing = thing, Passed = true, Report = Paper("mine") };
        foreach (string insider in new[] { "dev", "owner" })
            Assert.Equal(["NOT_INDEPENDENT"], await RulesAsync(() => client.ValidateAsync(validate, _bank.As(insider, all), cancellationToken: _cancellation).ResponseAsync));
        // Another artifact is not what was registered.
        var other = new ThingRef(thing) { ArtifactSha256 = new string('a', 64) };
        Assert.Equal(["OTHER_HASHES"], await RulesAsync(() => client.ValidateAsync(new ValidateRequest(validate) { Thing = other }, _bank.Val, cancellationToken: _cancellation).ResponseAsync));
        // A quorum is a quorum.
        await client.ValidateAsync(validate, _bank.Val, cancellationToken: _cancellation);
        await client.OpenReviewAsync(new OpenReviewRequest { Thing = thing }, _bank.Chair, cancellationToken: _cancellation);
        Assert.Equal(["QUORUM_MISSING"], await RulesAsync(() => _bank.ConcludeAsync(service, thing)));
        Assert.Equal(["NOT_IN_THIS_STATE", "APPROVAL_ENDED"], await RulesAsync(() => _bank.ActivateAsync(service, thing)));
        GovernedThing now = await client.GetThingAsync(new GetThingRequest { Thing = new ThingKey { Id = "risk" } }, _bank.Ops, cancellationToken: _cancellation);
        Assert.Equal((LifeState.InReview, true, "dev"), (now.State, now.TestPassed, now.SubmittedBy));
    }

    [Fact]
    [Trait("Article", "A41")]
    public async Task Two_people_suspend_a_model_and_what_rests_on_it_stops()
    {
        await using RunningService service = await _bank.StartAsync();
        Dictionary<string, ThingRef> things = await _bank.PutInForceAsync(service);
        ModelGovernanceService.ModelGovernanceServiceClient client = Client(service);
        await _bank.ActivateAsync(service, things["risk"]);
        await client.ProposeSuspensionAsync(new ProposeSuspensionRequest { Thing = things["risk"], Text = "it drifts" }, _bank.Ops, cancellationToken: _cancellation);
        var confirm = new ConfirmSuspensionRequest { Thing = things["risk"], Text = "it does" };
        Assert.Equal(["SAME_PERSON"], await RulesAsync(() => client.ConfirmSuspensionAsync(confirm, _bank.Ops, cancellationToken: _cancellation).ResponseAsync));
        DecideRequest request = Requests.Clean("before");
        Decision before = await service.Client.DecideAsync(request, _bank.Frontend, cancellationToken: _cancellation);
        GovernanceEvent stopped = await client.ConfirmSuspensionAsync(confirm, _bank.Senior, cancellationToken: _cancellation);
        Assert.Equal("consumer-cash", Assert.Single(stopped.Stopped).Id);
        Assert.Equal(StatusCode.InvalidArgument, await StatusAsync(service, "after"));
        // The same application as before is still answered.
        Assert.Equal(before, await service.Client.DecideAsync(request, _bank.Frontend, cancellationToken: _cancellation));
        // Nobody activates in an emergency: it is lifted by the chair, and put in force by the ordinary gate.
        Assert.Contains("NOT_IN_THIS_STATE", await RulesAsync(() => _bank.ActivateAsync(service, things["consumer-cash"])));
        foreach (string lifted in new[] { "risk", "consumer-cash" })
            await client.LiftSuspensionAsync(new LiftSuspensionRequest { Thing = things[lifted], Text = "mended" }, _bank.Chair, cancellationToken: _cancellation);
        await _bank.ActivateAsync(service, things["consumer-cash"]);
        Assert.Equal(Outcome.Approve, (await DecideAsync(service, "again", 2)).Outcome);
        await ChainHoldsAsync(service);
        Assert.Empty(await service.FindingsAsync(_bank.As("auditor", Role.Auditor)));
    }

    [Fact]
    public async Task A_changed_folder_cannot_put_in_force_what_was_not_approved()
    {
        await using (RunningService service = await _bank.StartAsync())
        {
            await _bank.PutInForceAsync(service);
            // Another strategy under the same name and version.
            ContentCopy.Edit(_bank.Content, "strategies/consumer-cash.strategy.yaml", "decline_from: 0.30", "decline_from: 0.90");
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => ReloadAsync(service));
            Assert.Contains("its document is", Violations.Of(refused).Single().Description);
            ContentCopy.Edit(_bank.Content, "strategies/consumer-cash.strategy.yaml", "decline_from: 0.90", "decline_from: 0.30");
            // A model of it.
            ContentCopy.Edit(_bank.Content, "models/risk.scorecard.json", "\"base_points\": 600", "\"base_points\": 601");
            refused = await Assert.ThrowsAsync<RpcException>(() => ReloadAsync(service));
            Assert.Contains("a model that it names", Violations.Of(refused).Single().Description);
            ContentCopy.Edit(_bank.Content, "models/risk.scorecard.json", "\"base_points\": 601", "\"base_points\": 600");
            // What a feature means.
            ContentCopy.Edit(_bank.Content, "strategies/features.yaml", "source: credit_bureau", "source: a_partner");
            refused = await Assert.ThrowsAsync<RpcException>(() => ReloadAsync(service));
            Assert.Contains(Violations.Of(refused), violation => violation.Description.Contains("not a feature catalog in force", StringComparison.Ordinal));
            // Going back by content would go around governance.
            refused = await Assert.ThrowsAsync<RpcException>(() => new StrategyService.StrategyServiceClient(service.Channel).RollBackContentAsync(
                new RollBackContentRequest { RequestedBy = "tests" }, _bank.Ops, cancellationToken: _cancellation).ResponseAsync);
            Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
            Assert.Equal(Outcome.Approve, (await DecideAsync(service, "goes-on")).Outcome);
        }
        await RestartsAsync();
    }

    [Fact]
    [Trait("Article", "A42")]
    public async Task Commands_from_many_people_at_once_are_decided_one_after_the_other()
    {
        await using RunningService service = await _bank.StartAsync();
        ThingRef thing = await _bank.RegisterAsync(service, ThingKind.FeatureCatalog, "features");
        Assert.True((await _bank.CheckAsync(service, thing)).Passed);
        await _bank.OpenReviewAsync(service, thing);
        await _bank.VoteAsync(service, thing, _bank.Val);
        await _bank.ConcludeAsync(service, thing);
        await _bank.VoteAsync(service, thing, _bank.Senior);
        await _bank.ConcludeAsync(service, thing);
        // Each of twelve people votes three times at once: one vote each counts.
        int[] counted = await Task.WhenAll(Enumerable.Range(0, 36).Select(async i =>
        {
            try
            {
                await _bank.VoteAsync(service, thing, _bank.As($"member-{i % 12}", Role.CommitteeMember));
                return 1;
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.FailedPrecondition)
            {
                return 0;
            }
        }));
        Assert.Equal(12, counted.Sum());
        Assert.Equal(LifeState.Approved, (await _bank.ConcludeAsync(service, thing)).Became);
        await ChainHoldsAsync(service);
    }

    [Fact]
    [Trait("Article", "A42")]
    public async Task Whoever_changes_the_log_or_what_it_names_is_found()
    {
        Metadata auditor = _bank.As("auditor", Role.Auditor);
        await using (RunningService service = await _bank.StartAsync())
        {
            ThingRef thing = await _bank.ApproveAsync(service, ThingKind.FeatureCatalog, "features");
            await _bank.ActivateAsync(service, thing);
            Assert.Empty(await service.FindingsAsync(auditor));
            // The minutes of a stage.
            _bank.Home.Run($"UPDATE governance_documents SET content = {Bytes("61")} WHERE kind = 5");
            Assert.Equal([AuditFindingKind.GovernanceDocumentChanged], (await service.FindingsAsync(auditor)).Select(finding => finding.Kind).Distinct());
            _bank.Home.Run("DELETE FROM governance_documents WHERE kind = 1");
            Assert.Contains((await service.FindingsAsync(auditor)), finding => finding.Kind == AuditFindingKind.GovernanceUnruled && finding.Detail.Contains("is not kept", StringComparison.Ordinal));
            _bank.Home.Run($"UPDATE governance_events SET event = {Bytes("6162")} WHERE number = 5");
            Assert.Contains((await service.FindingsAsync(auditor)), finding => finding.Kind == AuditFindingKind.GovernanceChanged && finding.Place == 5);
        }
        // Nothing decides by a log that is not as it was written.
        (int code, string output) = await RunningService.StartRefusedAsync(_bank.Home.Store, [.. _bank.Settings]);
        Assert.Equal(1, code);
        Assert.Contains("event 5 of the log is not as it was written", output);
    }

    [Fact]
    public async Task Without_a_token_nobody_commands_and_bad_fields_are_all_named()
    {
        await using RunningService service = await _bank.Home.StartAsync("--Content:Directory", _bank.Content);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => Client(service).SubmitAsync(
            new SubmitRequest { Thing = new ThingRef { Id = "risk", Version = 1, ArtifactSha256 = new string('a', 64) } }, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        refused = await Assert.ThrowsAsync<RpcException>(() => Client(service).RegisterAsync(new RegisterRequest { Slot = "a b" }, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal(["developers", "id", "kind", "owners", "slot", "thing.id"], Violations.Of(refused).Select(violation => violation.Field).Order());
        // Asking is free.
        Assert.False((await Client(service).ListThingsAsync(new ListThingsRequest(), cancellationToken: _cancellation)).Enforced);
    }

    private protected abstract Task RestartsAsync();

    private protected abstract string Bytes(string hex);

    private protected GovernedBank Bank => _bank;

    private protected async Task<Decision> DecideAsync(RunningService service, string application, int person = 1) =>
        await service.Client.DecideAsync(Requests.Clean(application, person), _bank.Frontend, cancellationToken: _cancellation);

    private async Task<StatusCode> StatusAsync(RunningService service, string application) =>
        (await Assert.ThrowsAsync<RpcException>(() => DecideAsync(service, application))).StatusCode;

    private async Task ReloadAsync(RunningService service) => await new StrategyService.StrategyServiceClient(service.Channel).ReloadContentAsync(
        new ReloadContentRequest { RequestedBy = "tests" }, _bank.Ops, cancellationToken: _cancellation);

    private async Task<ReplayOutcome> ReplayAsync(RunningService service, Decision decision) =>
        (await service.ReplayOneAsync(decision.DecisionId, bearing: _bank.As("auditor", Role.Auditor))).Outcome;

    // As somebody would who trusts nothing but the bytes.
    private async Task ChainHoldsAsync(RunningService service)
    {
        var log = new List<GovernanceEvent>();
        var request = new ListEventsRequest { PageSize = 7 };
        do
        {
            ListEventsResponse page = await Client(service).ListEventsAsync(request, _bank.As("auditor", Role.Auditor), cancellationToken: _cancellation);
            log.AddRange(page.Events);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        byte[] before = new byte[32];
        foreach (GovernanceEvent next in log)
        {
            byte[] digest = System.Security.Cryptography.SHA256.HashData([.. before, .. next.Canonical.Span]);
            Assert.Equal(digest, next.Digest.ToByteArray());
            before = digest;
        }
        Assert.Equal(Enumerable.Range(1, log.Count).Select(number => (long)number), log.Select(next => next.Number));
        foreach (string named in log.SelectMany(next => new[] { next.DocumentSha256, next.PageSha256, next.TestPolicySha256, next.PolicySha256 }).Where(hash => hash.Length > 0).Distinct())
        {
            GovernanceDocument document = await Client(service).GetDocumentAsync(new GetDocumentRequest { Sha256 = named }, _bank.As("auditor", Role.Auditor), cancellationToken: _cancellation);
            Assert.Equal(named, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(document.Content.Span)));
        }
    }
}

[Trait("Store", "SQLite")]
public sealed class SqliteGovernedLifeTests() : GovernedLifeTests(new ServiceHome())
{
    private protected override string Bytes(string hex) => $"x'{hex}'";

    // The folder is all that an embedded store starts with: where it does not hold what is in force, nothing may decide.
    private protected override async Task RestartsAsync()
    {
        (int code, string output) = await RunningService.StartRefusedAsync(Bank.Home.Store, [.. Bank.Settings]);
        Assert.Equal(1, code);
        Assert.Contains("not a feature catalog in force", output);
    }
}

[Trait("Store", "PostgreSQL")]
public sealed class PostgresGovernedLifeTests(PostgresServer server, RedisServer redis) : GovernedLifeTests(new PostgresServiceHome(server, redis))
{
    private protected override string Bytes(string hex) => $"'\\x{hex}'";

    // What serves is in the store.
    private protected override async Task RestartsAsync()
    {
        await using RunningService again = await Bank.StartAsync();
        Assert.Equal(Outcome.Approve, (await DecideAsync(again, "restarted", 3)).Outcome);
    }

    [Fact]
    [Trait("Article", "A41")]
    public async Task A_retirement_on_one_replica_stops_every_other_at_once()
    {
        await using RunningService one = await Bank.StartAsync(), other = await Bank.StartAsync();
        Dictionary<string, ThingRef> things = await Bank.PutInForceAsync(one);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Assert.Equal("2026.1", (await DecideAsync(other, "there")).Strategy.Version);
        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Task<List<string>>[] callers = [.. Enumerable.Range(0, 8).Select(caller => Task.Run(() => CallAsync(caller % 2 == 0 ? one : other, caller, end.Token)))];
        for (int i = 0; i < 3; i++) await DecideAsync(one, $"warm-{i}", 90 + i);
        await Client(one).ProposeSuspensionAsync(new ProposeSuspensionRequest { Thing = things["consumer-cash"], Text = "x" }, Bank.Ops, cancellationToken: cancellation);
        GovernanceEvent stopped = await Client(one).ConfirmSuspensionAsync(new ConfirmSuspensionRequest { Thing = things["consumer-cash"], Text = "x" }, Bank.Senior, cancellationToken: cancellation);
        object recorded = Bank.Home.One("SELECT count(*) FROM decisions");
        Assert.Equal("consumer-cash", stopped.Thing.Id);
        await Assert.ThrowsAsync<RpcException>(() => DecideAsync(other, "not-there", 95));
        List<string>[] made = await Task.WhenAll(callers);
        Assert.All(made, decided => Assert.NotEmpty(decided));
        // Not one was recorded after the answer, whatever was under way on either; and what was answered is there.
        Assert.Equal(recorded, Bank.Home.One("SELECT count(*) FROM decisions"));
        Assert.Equal(Convert.ToInt64(recorded), made.Sum(decided => decided.Count) + 4L);
    }

    [Fact]
    public async Task What_a_replica_puts_to_use_without_governance_no_other_follows_and_a_start_ends_it()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using (RunningService governed = await Bank.StartAsync("--Content:LeaseSeconds", "2"), open = await Bank.StartAsync("--Governance:Mode", "open"))
        {
            await Bank.PutInForceAsync(governed);
            Assert.Equal(Outcome.Approve, (await DecideAsync(governed, "governed")).Outcome);
            await new StrategyService.StrategyServiceClient(open.Channel).ReloadContentAsync(new ReloadContentRequest { RequestedBy = "tests" }, Bank.Ops, cancellationToken: cancellation);
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => governed.Client.DecideAsync(
                Requests.Clean("after", 2), Bank.Frontend, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(5), cancellation).ResponseAsync);
            Assert.Contains(refused.StatusCode, new[] { StatusCode.Unavailable, StatusCode.DeadlineExceeded });
        }
        await using RunningService again = await Bank.StartAsync();
        Assert.Equal(Outcome.Approve, (await DecideAsync(again, "again", 3)).Outcome);
    }

    private async Task<List<string>> CallAsync(RunningService service, int caller, CancellationToken end)
    {
        var decided = new List<string>();
        for (int i = 0; !end.IsCancellationRequested; i++)
        {
            try
            {
                decided.Add((await DecideAsync(service, $"load-{caller}-{i}", (caller * 1_000) + i + 1_000)).DecisionId);
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.InvalidArgument)
            {
                return decided;
            }
        }
        return decided;
    }
}
