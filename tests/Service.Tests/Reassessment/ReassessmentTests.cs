using CreditDecision.Core.Values;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Governance;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Grpc.Core;
using static CreditDecision.Service.Tests.Governance.GovernedBank;

namespace CreditDecision.Service.Tests.Reassessment;

/// <summary>What rests on something that is retired, and what people do with it.</summary>
[Trait("Article", "A41")]
public abstract class ReassessmentTests : IDisposable
{
    private readonly GovernedBank _bank;

    private protected ReassessmentTests(ServiceHome home) => _bank = new GovernedBank(home);

    private protected CancellationToken Cancellation { get; } = TestContext.Current.CancellationToken;

    private static string Today => BeijingTime.DayOf(TimeProvider.System.GetUtcNow()).ToString("O");

    private Metadata Reviewer => _bank.As("li.na", Role.Reviewer);

    public void Dispose()
    {
        _bank.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task What_rests_on_a_retired_strategy_is_queued_once_and_what_people_take_back_is_free_again()
    {
        await using RunningService service = await StartAsync();
        Dictionary<string, ThingRef> things = await RegisterAsync(service);
        Decision withdrawn = await ApproveAsync(service, "withdrawn", 1), cut = await ApproveAsync(service, "cut", 2), drawn = await ApproveAsync(service, "drawn", 3), ended = await ApproveAsync(service, "ended", 4);
        Decision referred = await DecideAsync(service, Referred("referred", 5));
        await PutAsync(service, drawn, "draw", Drawn(2_000_000));
        await PutAsync(service, ended, "cancel", new LoanObservation { AsOf = Today, CancelledOn = Today });
        long cause = await RetireAsync(service, things["consumer-cash"]);

        ReassessmentCause found = await CompleteAsync(service, cause);
        Assert.Equal([(AffectedKind.Undrawn, ReassessmentAct.Queue, 2), (AffectedKind.OpenLoan, ReassessmentAct.Queue, 1), (AffectedKind.PendingReview, ReassessmentAct.Queue, 1)],
            found.Counts.Select(count => (count.Kind, count.Act, (int)count.Decisions)));
        Assert.Equal(("consumer-cash", "2026.1"), (Assert.Single(found.Strategies).Id, found.Strategies[0].Version));
        AffectedDecision[] listed = await ListAsync(service, new ListAffectedRequest { PageSize = 1 });
        Assert.Equal([withdrawn.DecisionId, cut.DecisionId, drawn.DecisionId, referred.DecisionId], listed.Select(each => each.DecisionId));
        Assert.Equal((withdrawn.Offer.LimitFen, withdrawn.ReservedFen, 2_000_000), (listed[0].LimitFen, listed[0].ReservedFen, listed[2].DrawnFen));
        Assert.Equal(drawn.DecisionId, Assert.Single(await ListAsync(service, new ListAffectedRequest { Kind = AffectedKind.OpenLoan, Cause = cause })).DecisionId);

        // Nothing is lent of the first, and its part of the cap is free at once and once.
        long held = Held();
        AffectedDecision after = await ResolveAsync(service, cause, withdrawn, ReassessmentAct.Withdraw, _bank.Ops);
        Assert.Equal((0, 0, withdrawn.ReservedFen), (after.LimitFen, after.ReservedFen, after.History[^1].ReleasedFen));
        Assert.Equal(held -= withdrawn.ReservedFen, Held());
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => PutAsync(service, withdrawn, "late", Drawn(1)))).StatusCode);
        await PutAsync(service, withdrawn, "over", new LoanObservation { AsOf = Today, CancelledOn = Today });
        Assert.Equal(held, Held());
        Assert.Equal(["ALREADY_RESOLVED", "LOAN_ENDED"], await RulesAsync(() => ResolveAsync(service, cause, withdrawn, ReassessmentAct.Withdraw, _bank.Ops)));

        // Of the second less is lent; what is left ends as every loan.
        Assert.Equal(["NOT_BELOW_LIMIT"], await RulesAsync(() => ResolveAsync(service, cause, cut, ReassessmentAct.Cut, _bank.Ops, cut.Offer.LimitFen)));
        await ResolveAsync(service, cause, cut, ReassessmentAct.Cut, _bank.Ops, 1_000_000);
        Assert.Equal(held -= cut.ReservedFen - 1_000_000, Held());
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => PutAsync(service, cut, "more", Drawn(1_000_001)))).StatusCode);
        await PutAsync(service, cut, "less", Drawn(1_000_000));
        await PutAsync(service, cut, "paid", new LoanObservation { AsOf = Today, Revision = 1, DisbursedFen = 1_000_000, FirstDisbursedOn = Today, PrincipalRepaidFen = 1_000_000, SettledOn = Today });
        Assert.Equal(held -= 1_000_000, Held());

        // The third is drawn; a reviewer looks, who is another one.
        Assert.Equal(["ALREADY_DRAWN"], await RulesAsync(() => ResolveAsync(service, cause, drawn, ReassessmentAct.Withdraw, _bank.Ops)));
        Assert.Equal(["BELOW_DRAWN"], await RulesAsync(() => ResolveAsync(service, cause, drawn, ReassessmentAct.Cut, _bank.Ops, 1_999_999)));
        await ResolveAsync(service, cause, drawn, ReassessmentAct.Refer, _bank.Ops);
        Assert.Equal(["REVIEWER_NEEDED", "SAME_PERSON"], await RulesAsync(() => ResolveAsync(service, cause, drawn, ReassessmentAct.Keep, _bank.Ops)));
        after = await ResolveAsync(service, cause, drawn, ReassessmentAct.Cut, Reviewer, 2_000_000);
        Assert.Equal(["", "ops", "li.na"], after.History.Select(each => each.Who));
        Assert.Equal("seen by hand", after.History[^1].Grounds);
        Assert.Equal(held - (drawn.ReservedFen - 2_000_000), Held());
        Assert.Equal(["NOT_APPROVED"], await RulesAsync(() => ResolveAsync(service, cause, referred, ReassessmentAct.Withdraw, Reviewer)));
        await ResolveAsync(service, cause, referred, ReassessmentAct.Keep, Reviewer);
        Assert.Empty(await ListAsync(service, new ListAffectedRequest()));
        Assert.Equal(4, (await ListAsync(service, new ListAffectedRequest { Resolved = true })).Length);
        Assert.Empty(await FindingsAsync(service));

        EffectReport effect = await Client(service).GetEffectAsync(new GetEffectRequest { Thing = found.Thing }, _bank.Senior, cancellationToken: Cancellation);
        Assert.Equal((cause, 5, 4, 1, 2), (effect.Cause, effect.Before.Decisions, effect.Before.Approved, effect.Before.Referred, effect.Before.Loans));
        Assert.Equal((0.8, 0.2, 0.0, 0), (effect.Before.ApprovalRate, effect.Before.ReferralRate, effect.Before.DefaultRate, effect.After.Decisions));
        await TamperAsync(service);
    }

    [Fact]
    public async Task What_rests_on_a_retired_model_is_found_also_by_a_service_that_starts_after_it_was_killed()
    {
        long cause;
        var ids = new List<string>();
        await using (RunningService service = await StartAsync("3600"))
        {
            // Looks once, at the start, when nothing was stopped.
            Dictionary<string, ThingRef> things = await RegisterAsync(service);
            for (int person = 1; person <= 3; person++) ids.Add((await ApproveAsync(service, $"loan-{person}", person)).DecisionId);
            cause = await RetireAsync(service, things["risk"]);
            await service.KillAsync();
        }
        await using (RunningService again = await StartAsync())
        {
            ReassessmentCause found = await CompleteAsync(again, cause);
            Assert.Equal(("risk", 3), (found.Thing.Id, (int)Assert.Single(found.Counts).Decisions));
            await again.KillAsync();
        }
        // As if it had been killed before it wrote down how far it had come: nothing is queued twice.
        _bank.Home.Run("DELETE FROM reassessment_progress");
        await using RunningService last = await StartAsync();
        await CompleteAsync(last, cause);
        Assert.Equal(ids, (await ListAsync(last, new ListAffectedRequest())).Select(each => each.DecisionId));
        Assert.Empty(await FindingsAsync(last));
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task Who_withdraws_and_who_draws_at_the_same_moment_never_both_succeed()
    {
        await using RunningService service = await StartAsync();
        Dictionary<string, ThingRef> things = await RegisterAsync(service);
        var loans = new List<Decision>();
        for (int person = 1; person <= 12; person++) loans.Add(await ApproveAsync(service, $"loan-{person}", person));
        long cause = await RetireAsync(service, things["consumer-cash"]);
        await CompleteAsync(service, cause);
        (bool Withdrew, bool Drew)[] won = await Task.WhenAll(loans.Select(async loan =>
        {
            Task<bool> withdraw = DoesAsync(() => ResolveAsync(service, cause, loan, ReassessmentAct.Withdraw, _bank.Ops)), draw = DoesAsync(() => PutAsync(service, loan, "draw-" + loan.ApplicationId, Drawn(1_000_000)));
            return (await withdraw, await draw);
        }));
        Assert.All(won, each => Assert.True(each.Withdrew ^ each.Drew));
        Assert.Equal(loans.Where((_, i) => won[i].Drew).Sum(loan => loan.ReservedFen), Held());
        Assert.Empty(await FindingsAsync(service));
    }

    [Fact]
    public async Task Bad_fields_are_all_named_and_who_resolves_must_be_known()
    {
        await using RunningService service = await StartAsync();
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => Client(service).ResolveAffectedAsync(new ResolveAffectedRequest { LimitFen = 1 }, _bank.Ops, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(["act", "cause", "decision_id", "grounds", "limit_fen"], Violations.Of(refused).Select(violation => violation.Field).Order());
        refused = await Assert.ThrowsAsync<RpcException>(() => Client(service).ListAffectedAsync(
            new ListAffectedRequest { PageSize = -1, PageToken = "x", Cause = -1, Kind = (AffectedKind)9 }, _bank.Ops, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(["cause", "kind", "page_size", "page_token"], Violations.Of(refused).Select(violation => violation.Field).Order());
        var unknown = new ResolveAffectedRequest { Cause = 1, DecisionId = Guid.NewGuid().ToString(), Act = ReassessmentAct.Keep, Grounds = "x" };
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => Client(service).ResolveAffectedAsync(unknown, _bank.Ops, cancellationToken: Cancellation).ResponseAsync)).StatusCode);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => Client(service).ResolveAffectedAsync(unknown, _bank.Senior, cancellationToken: Cancellation).ResponseAsync)).StatusCode);
    }

    private protected GovernedBank Bank => _bank;

    private static ReassessmentService.ReassessmentServiceClient Client(RunningService service) => new(service.Channel);

    // What the content folder has decides, so that nothing has to be approved first.
    private protected Task<RunningService> StartAsync(string lookEvery = "0.1") => _bank.StartAsync("--Governance:Mode", "open", "--Reassessment:LookEverySeconds", lookEvery);

    private protected async Task<Dictionary<string, ThingRef>> RegisterAsync(RunningService service)
    {
        var things = new Dictionary<string, ThingRef>();
        foreach (string model in Models) things[model] = await _bank.RegisterAsync(service, ThingKind.Model, model);
        things["consumer-cash"] = await _bank.RegisterAsync(service, ThingKind.Strategy, "consumer-cash");
        return things;
    }

    private protected async Task<long> RetireAsync(RunningService service, ThingRef thing) => (await GovernedBank.Client(service).RetireAsync(
        new RetireRequest { Thing = thing, Text = "no longer held good" }, _bank.Senior, cancellationToken: Cancellation)).Number;

    private protected async Task<Decision> ApproveAsync(RunningService service, string application, int person)
    {
        Decision decision = await DecideAsync(service, Requests.Clean(application, person));
        Assert.Equal(Outcome.Approve, decision.Outcome);
        return decision;
    }

    private protected async Task<ReassessmentCause> CompleteAsync(RunningService service, long cause)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            ListReassessmentsResponse all = await Client(service).ListReassessmentsAsync(new ListReassessmentsRequest(), _bank.Senior, cancellationToken: Cancellation);
            if (all.Reassessments.SingleOrDefault(each => each.Cause == cause) is { Complete: true } found) return found;
            await timer.WaitForNextTickAsync(Cancellation);
        }
    }

    private protected async Task<AffectedDecision[]> ListAsync(RunningService service, ListAffectedRequest request)
    {
        var all = new List<AffectedDecision>();
        do
        {
            ListAffectedResponse page = await Client(service).ListAffectedAsync(request, _bank.Ops, cancellationToken: Cancellation);
            all.AddRange(page.Affected);
            request = new ListAffectedRequest(request) { PageToken = page.NextPageToken };
        }
        while (request.PageToken.Length > 0);
        return [.. all];
    }

    private protected async Task<AuditFindingKind[]> FindingsAsync(RunningService service)
    {
        using AsyncServerStreamingCall<VerifyProgress> call = new AuditService.AuditServiceClient(service.Channel).Verify(new VerifyRequest(), _bank.As("auditor", Role.Auditor), cancellationToken: Cancellation);
        var found = new List<AuditFindingKind>();
        while (await call.ResponseStream.MoveNext(Cancellation)) found.AddRange(call.ResponseStream.Current.Findings.Select(finding => finding.Kind));
        return [.. found];
    }

    private static LoanObservation Drawn(long fen) => new() { AsOf = Today, DisbursedFen = fen, FirstDisbursedOn = Today, BalanceFen = fen };

    // Without a biometric check a person looks.
    private static DecideRequest Referred(string application, int person)
    {
        DecideRequest request = Requests.Clean(application, person);
        request.IdentityEvidence.Biometric = null;
        return request;
    }

    private static async Task<bool> DoesAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (RpcException refused) when (refused.StatusCode is StatusCode.FailedPrecondition or StatusCode.InvalidArgument)
        {
            return false;
        }
    }

    private async Task TamperAsync(RunningService service)
    {
        _bank.Home.Run("UPDATE reassessment_events SET who = 'somebody' WHERE number = 6");
        Assert.Equal([AuditFindingKind.ReassessmentChanged], await FindingsAsync(service));
        _bank.Home.Run("UPDATE reassessment_events SET who = 'ops' WHERE number = 6");
        _bank.Home.Run("UPDATE reassessments SET state = 2 WHERE number = 1");
        Assert.Equal([AuditFindingKind.ReassessmentStateWrong], await FindingsAsync(service));
        _bank.Home.Run("UPDATE reassessments SET state = 4 WHERE number = 1");
        Assert.Empty(await FindingsAsync(service));
    }

    private async Task<Decision> DecideAsync(RunningService service, DecideRequest request) => await service.Client.DecideAsync(request, _bank.Frontend, cancellationToken: Cancellation);

    private async Task PutAsync(RunningService service, Decision loan, string record, LoanObservation observation) => await new RiskDataService.RiskDataServiceClient(service.Channel).PutPerformanceAsync(
        new PutPerformanceRequest { ClientId = "core", RecordId = record, DecisionId = loan.DecisionId, Observation = observation }, _bank.Ops, cancellationToken: Cancellation);

    private async Task<AffectedDecision> ResolveAsync(RunningService service, long cause, Decision decision, ReassessmentAct act, Metadata who, long limit = 0) => await Client(service).ResolveAffectedAsync(
        new ResolveAffectedRequest { Cause = cause, DecisionId = decision.DecisionId, Act = act, LimitFen = limit, Grounds = "seen by hand" }, who, cancellationToken: Cancellation);

    private long Held() => Convert.ToInt64(_bank.Home.One("SELECT coalesce(sum(reserved_fen), 0) FROM exposures"));
}

[Trait("Store", "SQLite")]
public sealed class SqliteReassessmentTests() : ReassessmentTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresReassessmentTests(PostgresServer server, RedisServer redis) : ReassessmentTests(new PostgresServiceHome(server, redis))
{
    [Fact]
    public async Task Replicas_that_look_at_the_same_time_queue_each_decision_once()
    {
        await using RunningService one = await StartAsync(), other = await StartAsync(), third = await StartAsync();
        Dictionary<string, ThingRef> things = await RegisterAsync(one);
        for (int person = 1; person <= 20; person++) await ApproveAsync(person % 2 == 0 ? one : other, $"loan-{person}", person);
        long cause = await RetireAsync(one, things["risk"]);
        await CompleteAsync(third, cause);
        Assert.Equal(20, (await ListAsync(other, new ListAffectedRequest { PageSize = 7 })).Select(each => each.DecisionId).Distinct().Count());
        Assert.Equal(20L, Convert.ToInt64(Bank.Home.One("SELECT count(*) FROM reassessment_events")));
        Assert.Empty(await FindingsAsync(one));
    }
}
