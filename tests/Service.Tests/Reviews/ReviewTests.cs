using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Door;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Reviews;

/// <summary>What people do with referred decisions, over the wire.</summary>
[Trait("Article", "A22")]
public abstract class ReviewTests : ReviewTest
{
    private protected ReviewTests(ServiceHome home) : base(home)
    {
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task A_referred_decision_is_a_case_and_its_approval_is_reserved_and_outlives_a_crash()
    {
        DecideRequest request = Referred("referred");
        Decision referred;
        await using (RunningService first = await StartAsync())
        {
            await DecideAsync(first, Requests.Clean("approved", 2));
            long before = Held();
            referred = await DecideAsync(first, request);
            ReviewCase open = Assert.Single((await ListAsync(first)).Cases);
            Assert.Equal((referred.DecisionId, "tests", "referred", "consumer-cash", ReviewState.Open), (open.DecisionId, open.ClientId, open.ApplicationId, open.Product, open.State));
            Assert.Equal((referred.DecidedAt, referred.DecidedAt.ToDateTimeOffset().AddHours(24), false), (open.ReferredAt, open.DueAt.ToDateTimeOffset(), open.Overdue));
            Assert.Equal((3_000_000, referred.Grade, referred.Strategy, 0), (open.LimitFen, open.Grade, open.Strategy, open.Version));
            Assert.Equal(["biometric_missing"], open.Reasons.Select(reason => reason.Name));

            ReviewCase claimed = await ClaimAsync(first, referred.DecisionId, "li.na");
            Assert.Equal((ReviewState.Claimed, "li.na"), (claimed.State, claimed.ClaimedBy));
            ReviewCase approved = await ApproveAsync(first, referred.DecisionId, "li.na", 2_500_000);
            Assert.Equal((ReviewState.Approved, 2_500_000, 2_500_000, "li.na", ""), (approved.State, approved.ApprovedFen, approved.ReservedFen, approved.ResolvedBy, approved.ConfirmedBy));
            Assert.Equal(before + 2_500_000, Held());
            // Who had no answer asks again, and nothing is done twice.
            Assert.Equal(approved, await ApproveAsync(first, referred.DecisionId, "li.na", 2_500_000));
            Assert.Equal(before + 2_500_000, Held());
            await first.KillAsync();
        }
        await using RunningService again = await StartAsync();
        ReviewCaseDetails details = await GetAsync(again, referred.DecisionId);
        Assert.Equal(referred, details.Decision);
        Assert.Equal((2_500_000, referred.Offer.NominalRateBps, referred.Offer.Disclosure), (details.ApprovedOffer.LimitFen, details.ApprovedOffer.NominalRateBps, details.ApprovedOffer.Disclosure));
        Assert.Equal((2_500_000, 12), (details.ApprovedOffer.Schedule.Sum(installment => installment.PrincipalFen), details.ApprovedOffer.Schedule.Count));
        Assert.Equal((20_000_000 - 2_500_000, true), (details.HeadroomFen, details.HasHeadroomFen));
        Assert.Equal([ReviewAct.Claim, ReviewAct.Approve], details.History.Select(each => each.Act));
        Assert.Equal(("li.na", "income proved by tax records", false), (details.History[1].Who, details.History[1].Text, details.History[1].TextErased));
        // The decision is still what it was, also for who applies again.
        Assert.Equal(referred, await DecideAsync(again, request));
        Assert.Empty((await ListAsync(again)).Cases);
        Assert.Empty(await FindingsAsync(again));
    }

    [Fact]
    public async Task A_large_amount_waits_for_a_second_person_who_may_send_it_back()
    {
        await using RunningService service = await StartAsync();
        string id = (await ReferAsync(service, "large", amountFen: 12_000_000)).DecisionId;
        await ClaimAsync(service, id, "li.na");
        ReviewCase waiting = await ApproveAsync(service, id, "li.na", 10_000_000);
        Assert.Equal((ReviewState.AwaitingConfirmation, 10_000_000, 0, 0, "li.na"), (waiting.State, waiting.ProposedFen, waiting.ApprovedFen, waiting.ReservedFen, waiting.ResolvedBy));
        Assert.Equal(0, Held());
        Assert.Equal(["SAME_PERSON"], await CausesAsync(() => SecondAsync(service, id, "li.na")));
        Assert.Equal(["AWAITING_CONFIRMATION"], await CausesAsync(() => ClaimAsync(service, id, "wang.fang")));
        Assert.Equal([id], await IdsAsync(service, new ListCasesRequest { State = ReviewState.AwaitingConfirmation }));
        ReviewCase back = await SecondAsync(service, id, "wang.fang", agrees: false);
        Assert.Equal((ReviewState.Open, 0, ""), (back.State, back.ProposedFen, back.ResolvedBy));
        Assert.Equal(["NOTHING_TO_CONFIRM"], await CausesAsync(() => SecondAsync(service, id, "wang.fang")));
        await ClaimAsync(service, id, "li.na");
        await ApproveAsync(service, id, "li.na", 12_000_000);
        ReviewCase approved = await SecondAsync(service, id, "wang.fang");
        Assert.Equal((ReviewState.Approved, 12_000_000, 12_000_000, "li.na", "wang.fang"), (approved.State, approved.ApprovedFen, approved.ReservedFen, approved.ResolvedBy, approved.ConfirmedBy));
        Assert.Equal(12_000_000, Held());
        Assert.Empty(await FindingsAsync(service));

        // Below the bound one person is enough, and what is enough the bank says.
        string small = (await ReferAsync(service, "small", 2)).DecisionId;
        await ClaimAsync(service, small, "li.na");
        Assert.Equal(ReviewState.Approved, (await ApproveAsync(service, small, "li.na", 3_000_000)).State);
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task Nothing_is_approved_beyond_the_limit_or_the_cap_and_no_hard_rule_is_lifted()
    {
        await using RunningService service = await StartAsync("--Review:TwoPersonFromFen", "100000000");
        Decision declined = await DecideAsync(service, Requests.Clean("declined", 3).With("months_past_due_now", 3));
        Assert.Equal(Outcome.Decline, declined.Outcome);
        Assert.Equal(StatusCode.NotFound, await StatusAsync(() => ClaimAsync(service, declined.DecisionId, "li.na")));
        // Referred for one thing and declined for another is declined.
        Decision both = await DecideAsync(service, Referred("both", 4).With("months_past_due_now", 3));
        Assert.Equal(Outcome.Decline, both.Outcome);
        Assert.Equal(StatusCode.NotFound, await StatusAsync(() => GetAsync(service, both.DecisionId)));

        string first = (await ReferAsync(service, "first", amountFen: 15_000_000)).DecisionId, second = (await ReferAsync(service, "second", amountFen: 8_000_000)).DecisionId;
        await ClaimAsync(service, first, "li.na");
        await ClaimAsync(service, second, "li.na");
        Assert.Equal(["AMOUNT_ABOVE_LIMIT"], await CausesAsync(() => ApproveAsync(service, first, "li.na", 15_000_001)));
        await ApproveAsync(service, first, "li.na", 15_000_000);
        Assert.Equal(["CAP_REACHED"], await CausesAsync(() => ApproveAsync(service, second, "li.na", 5_010_000)));
        Assert.Equal(15_000_000, Held());
        Assert.Equal(5_000_000, (await GetAsync(service, second)).HeadroomFen);
        await ApproveAsync(service, second, "li.na", 5_000_000);
        Assert.Equal(20_000_000, Held());
        // And what people gave counts for whoever decides next.
        Decision next = await DecideAsync(service, Requests.Clean("next"));
        Assert.Equal((Outcome.Decline, "consumer_credit_cap_reached"), (next.Outcome, next.Reasons[0].Name));
        Assert.Empty(await FindingsAsync(service));
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task What_the_borrower_holds_elsewhere_in_the_bank_counts_and_a_decline_says_why()
    {
        await using RunningService service = await StartAsync();
        DecideRequest request = Referred("elsewhere");
        request.Finances.ConsumerCreditHereFen = 18_500_000;
        Decision referred = await DecideAsync(service, request);
        Assert.Equal((Outcome.Refer, 1_500_000), (referred.Outcome, referred.Offer.LimitFen));
        Assert.Equal(1_500_000, (await GetAsync(service, referred.DecisionId)).HeadroomFen);

        await ClaimAsync(service, referred.DecisionId, "li.na");
        // The decision's own limit is cut to that already; asked with every cause.
        Assert.Equal(["AMOUNT_ABOVE_LIMIT", "CAP_REACHED"], await CausesAsync(() => ApproveAsync(service, referred.DecisionId, "li.na", 1_500_001)));
        ReviewCase declined = await DeclineAsync(service, referred.DecisionId, "li.na");
        Assert.Equal((ReviewState.Declined, 0, 0, "li.na"), (declined.State, declined.ApprovedFen, declined.ReservedFen, declined.ResolvedBy));
        Assert.Equal([5101], (await GetAsync(service, referred.DecisionId)).History[^1].ReasonCodes);
    }

    [Fact]
    public async Task A_case_is_one_persons_at_a_time_until_the_claim_lapses()
    {
        await using RunningService service = await StartAsync("--Review:ClaimMinutes", "60");
        string id = (await ReferAsync(service, "one")).DecisionId;
        string[] people = [.. Enumerable.Range(1, 8).Select(number => $"reviewer.{number}")];
        bool[] won = await Task.WhenAll(people.Select(async who =>
        {
            try
            {
                return (await ClaimAsync(service, id, who)).ClaimedBy == who;
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.FailedPrecondition)
            {
                return false;
            }
        }));
        string holder = people[Array.IndexOf(won, true)], other = people.First(who => who != holder);
        Assert.Single(won, each => each);
        Assert.Equal(["CLAIMED_BY_OTHER"], await CausesAsync(() => ClaimAsync(service, id, other)));
        Assert.Equal(["CLAIMED_BY_OTHER"], await CausesAsync(() => DeclineAsync(service, id, other)));
        Assert.Equal([id], await IdsAsync(service, new ListCasesRequest { State = ReviewState.Claimed }));
        Assert.Empty(await IdsAsync(service, new ListCasesRequest { State = ReviewState.Open }));

        // An hour goes by.
        foreach (string table in new[] { "review_events", "review_cases" }) Home.Run($"UPDATE {table} SET claimed_until = claimed_until - 3600000000 WHERE claimed_until > 0");
        Assert.Equal([id], await IdsAsync(service, new ListCasesRequest { State = ReviewState.Open }));
        Assert.Empty(await IdsAsync(service, new ListCasesRequest { State = ReviewState.Claimed }));
        Assert.Equal(["CLAIM_LAPSED"], await CausesAsync(() => DeclineAsync(service, id, holder)));
        Assert.Equal(["NOT_CLAIMED"], await CausesAsync(() => ReleaseAsync(service, id, other)));
        Assert.Equal(other, (await ClaimAsync(service, id, other)).ClaimedBy);
        ReviewCase released = await ReleaseAsync(service, id, other);
        Assert.Equal((ReviewState.Open, "", null), (released.State, released.ClaimedBy, released.ClaimedUntil));
        await ClaimAsync(service, id, holder);
        await DeclineAsync(service, id, holder);
        Assert.Equal(["ALREADY_CLOSED"], await CausesAsync(() => ClaimAsync(service, id, other)));
    }

    [Fact]
    public async Task The_queue_is_in_the_order_of_due_times_and_filtered_and_paged()
    {
        string[] ids, pending;
        await using (RunningService service = await StartAsync())
        {
            ids = new string[7];
            for (int i = 0; i < ids.Length; i++) ids[i] = (await ReferAsync(service, $"case-{i}", i + 1)).DecisionId;
            var found = new List<string>();
            var request = new ListCasesRequest { PageSize = 3, Product = "consumer-cash", ClientId = "tests" };
            do
            {
                ListCasesResponse page = await ListAsync(service, request);
                found.AddRange(page.Cases.Select(each => each.DecisionId));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            Assert.Equal(ids, found);
            await ClaimAsync(service, ids[1], "li.na");
            await DeclineAsync(service, ids[1], "li.na");
            await ClaimAsync(service, ids[2], "li.na");
            await ApproveAsync(service, ids[2], "li.na", 1_000_000);
            pending = [ids[0], .. ids[3..]];
            Assert.Equal(pending, await IdsAsync(service, new ListCasesRequest()));
            Assert.Equal([ids[1]], await IdsAsync(service, new ListCasesRequest { State = ReviewState.Declined }));
            Assert.Equal([ids[2]], await IdsAsync(service, new ListCasesRequest { State = ReviewState.Approved }));
            Assert.Empty(await IdsAsync(service, new ListCasesRequest { Product = "personal-business" }));
            Assert.Empty(await IdsAsync(service, new ListCasesRequest { ClientId = "others" }));
            Assert.Empty(await IdsAsync(service, new ListCasesRequest { Overdue = true }));
            Artifact strategy = (await ListAsync(service)).Cases[0].Strategy;
            Assert.Equal(pending, await IdsAsync(service, new ListCasesRequest { StrategyId = strategy.Id, StrategyVersion = strategy.Version }));
            Assert.Empty(await IdsAsync(service, new ListCasesRequest { StrategyId = strategy.Id, StrategyVersion = "another" }));

            string token = (await ListAsync(service, new ListCasesRequest { PageSize = 1 })).NextPageToken;
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => ListAsync(
                service, new ListCasesRequest { PageSize = 501, PageToken = token, State = ReviewState.Approved, Overdue = true, ClientId = "a\0", StrategyVersion = "1" }));
            Assert.Equal(["page_size", "overdue", "client_id", "strategy_id", "page_token"], Violations.Of(refused).Select(violation => violation.Field));
        }
        await using RunningService late = await StartAsync("--Review:DueHours", "0");
        Assert.Equal(pending, await IdsAsync(late, new ListCasesRequest { Overdue = true, State = ReviewState.Open }));
        Assert.All((await ListAsync(late)).Cases, each => Assert.True(each.Overdue && each.DueAt == each.ReferredAt));
        Assert.False((await GetAsync(late, ids[1])).Case.Overdue);
    }

    [Fact]
    public async Task Overrides_are_told_by_person_and_by_strategy_and_model()
    {
        await using RunningService service = await StartAsync();
        Decision one = await ReferAsync(service, "one"), two = await ReferAsync(service, "two", 2, 11_000_000), three = await ReferAsync(service, "three", 3);
        DateTimeOffset before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await ClaimAsync(service, one.DecisionId, "li.na");
        await ApproveAsync(service, one.DecisionId, "li.na", 2_000_000);
        await ClaimAsync(service, two.DecisionId, "li.na");
        await ApproveAsync(service, two.DecisionId, "li.na", 11_000_000);
        await SecondAsync(service, two.DecisionId, "wang.fang", agrees: false);
        await ClaimAsync(service, two.DecisionId, "li.na");
        await ApproveAsync(service, two.DecisionId, "li.na", 10_000_000);
        await SecondAsync(service, two.DecisionId, "wang.fang");
        await ClaimAsync(service, three.DecisionId, "zhao.min");
        await DeclineAsync(service, three.DecisionId, "zhao.min");
        async Task<OverridesReport> ReportAsync(DateTimeOffset from, DateTimeOffset until) => await Client(service).ReportOverridesAsync(
            new ReportOverridesRequest { From = from.ToTimestamp(), Before = until.ToTimestamp() }, As("board", Role.Auditor), cancellationToken: Cancellation);
        OverridesReport report = await ReportAsync(before, before.AddHours(1));
        Assert.Equal(
            [
                new ReviewerOverrides { Reviewer = "li.na", Counts = new OverrideCounts { Cases = 2, Approvals = 2, ApprovedFen = 12_000_000 } },
                new ReviewerOverrides { Reviewer = "wang.fang", Counts = new OverrideCounts(), Confirmed = 1, SentBack = 1 },
                new ReviewerOverrides { Reviewer = "zhao.min", Counts = new OverrideCounts { Cases = 1, Declines = 1 } },
            ],
            report.Reviewers);
        Assert.Equal(one.Models.Count + 1, report.Artifacts.Count);
        Assert.All(report.Artifacts, each => Assert.Equal(new OverrideCounts { Cases = 3, Approvals = 2, Declines = 1, ApprovedFen = 12_000_000 }, each.Counts));
        Assert.Contains(report.Artifacts, each => (each.Artifact.Kind, each.Artifact.Id, each.Artifact.Version) == ("strategy", one.Strategy.Id, one.Strategy.Version));
        Assert.Empty((await ReportAsync(before.AddHours(-1), before)).Reviewers);
        // Monitoring tells them of what it watches (A40).
        foreach (MonitoringSubject subject in new[] { new MonitoringSubject { Product = "consumer-cash" }, new MonitoringSubject { ModelId = "risk" } })
        {
            MonitoringReport watched = await new MonitoringService.MonitoringServiceClient(service.Channel).RunMonitoringAsync(
                new RunMonitoringRequest { Subject = subject, BaselinePeriod = new MonitoringPeriod(), RequestedBy = "ops" }, As("ops", Role.RiskOperations), cancellationToken: Cancellation);
            Assert.Equal(new OverrideCounts { Cases = 3, Approvals = 2, Declines = 1, ApprovedFen = 12_000_000 }, watched.Overrides);
        }
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => Client(service).ReportOverridesAsync(
            new ReportOverridesRequest { From = new Timestamp { Nanos = -1 } }, As("ops", Role.RiskOperations), cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(["from", "before"], Violations.Of(refused).Select(violation => violation.Field));
    }

    [Fact]
    [Trait("Article", "A10")]
    [Trait("Article", "A17")]
    public async Task A_frontend_is_told_what_became_of_its_own_and_nothing_of_who_reviewed()
    {
        await using RunningService service = await StartAsync();
        Decision lent = await ReferAsync(service, "lent"), declined = await ReferAsync(service, "declined", 2), clean = await DecideAsync(service, Requests.Clean("clean", 3));
        async Task<ReviewOutcome> ToldAsync(GetReviewOutcomeRequest request, string client = "tests") => await Client(service).GetOutcomeAsync(
            request, TokenIssuer.Bearing(Token("app", [client], Role.Frontend)), cancellationToken: Cancellation);
        ReviewOutcome waiting = await ToldAsync(new GetReviewOutcomeRequest { DecisionId = lent.DecisionId });
        Assert.Equal((Outcome.Refer, null, null, "biometric_missing"), (waiting.Outcome, waiting.Offer, waiting.ClosedAt, waiting.Reasons.Single().Name));
        await ClaimAsync(service, lent.DecisionId, "li.na");
        Assert.Equal(["AMOUNT_OUTSIDE_PRODUCT"], await CausesAsync(() => ApproveAsync(service, lent.DecisionId, "li.na", 1_234_567)));
        await ApproveAsync(service, lent.DecisionId, "li.na", 3_000_000);
        await ClaimAsync(service, declined.DecisionId, "li.na");
        await DeclineAsync(service, declined.DecisionId, "li.na");

        ReviewOutcome approval = await ToldAsync(new GetReviewOutcomeRequest { ClientId = "tests", ApplicationId = "lent" });
        Assert.Equal((Outcome.Approve, lent.Offer, 3_000_000, lent.DecisionId), (approval.Outcome, approval.Offer, approval.ReservedFen, approval.DecisionId));
        ReviewOutcome decline = await ToldAsync(new GetReviewOutcomeRequest { DecisionId = declined.DecisionId });
        Assert.Equal((Outcome.Decline, null, "risk_score_reject"), (decline.Outcome, decline.Offer, decline.Reasons.Single().Name));
        Assert.All(new[] { decline.Reasons[0].Zh, decline.Reasons[0].En }, text => Assert.NotEmpty(text));
        Assert.DoesNotContain("li.na", $"{approval}{decline}", StringComparison.Ordinal);

        Assert.Equal(StatusCode.NotFound, await StatusAsync(() => ToldAsync(new GetReviewOutcomeRequest { DecisionId = clean.DecisionId })));
        Assert.Equal(StatusCode.NotFound, await StatusAsync(() => ToldAsync(new GetReviewOutcomeRequest { DecisionId = lent.DecisionId }, "others")));
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => ToldAsync(new GetReviewOutcomeRequest { ClientId = "tests", ApplicationId = "lent" }, "others")));
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => ToldAsync(new GetReviewOutcomeRequest { DecisionId = lent.DecisionId, ApplicationId = "lent", ClientId = "tests" }));
        Assert.Equal("decision_id", Violations.Of(refused).Single().Field);
    }

    [Fact]
    public async Task What_has_no_sense_is_refused_with_every_field_and_nothing_is_done()
    {
        await using RunningService service = await StartAsync();
        string id = (await ReferAsync(service, "one")).DecisionId;
        await ClaimAsync(service, id, "li.na");
        async Task<string[]> FieldsAsync(Func<Task> call) => [.. Violations.Of(await Assert.ThrowsAsync<RpcException>(call)).Select(violation => violation.Field)];
        Task ResolveAsync(ResolveCaseRequest request) => Client(service).ResolveCaseAsync(request, As("li.na"), cancellationToken: Cancellation).ResponseAsync;
        Assert.Equal(["decision_id", "verdict", "text", "reason_codes"], await FieldsAsync(() => ResolveAsync(new ResolveCaseRequest())));
        Assert.Equal(["amount_fen", "text", "reason_codes[0]"], await FieldsAsync(() => ResolveAsync(
            new ResolveCaseRequest { DecisionId = id, Verdict = ReviewVerdict.Approve, AmountFen = -1, Text = "\n", ReasonCodes = { 77 } })));
        Assert.Equal(["decision_id", "opinion", "text"], await FieldsAsync(() => Client(service).ConfirmCaseAsync(new ConfirmCaseRequest(), As("li.na"), cancellationToken: Cancellation).ResponseAsync));
        Assert.Equal(["decision_id"], await FieldsAsync(() => GetAsync(service, "1")));
        Assert.Equal(StatusCode.NotFound, await StatusAsync(() => ClaimAsync(service, Guid.CreateVersion7().ToString(), "li.na")));
        Assert.Equal(1, Count("review_events"));
    }

    [Fact]
    [Trait("Article", "A37")]
    public async Task Without_a_token_nobody_reviews_and_only_a_reviewer_does_with_one()
    {
        string id;
        await using (RunningService open = await Home.StartAsync())
        {
            id = (await open.Client.DecideAsync(Referred("one"), cancellationToken: Cancellation)).DecisionId;
            Assert.Equal(StatusCode.Unauthenticated, await StatusAsync(() => ClaimAsync(open, id, "li.na")));
            Assert.Equal(StatusCode.Unauthenticated, await StatusAsync(() => DeclineAsync(open, id, "li.na")));
            Assert.Equal(id, Assert.Single((await ListAsync(open)).Cases).DecisionId);
        }
        await using RunningService service = await StartAsync();
        foreach (Role role in new[] { Role.RiskOperations, Role.Auditor, Role.Regulator, Role.Developer, Role.Frontend })
            Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => Client(service).ClaimCaseAsync(new ClaimCaseRequest { DecisionId = id }, As("li.na", role), cancellationToken: Cancellation).ResponseAsync));
        Assert.Equal(StatusCode.PermissionDenied, await StatusAsync(() => Client(service).GetCaseAsync(new GetCaseRequest { DecisionId = id }, As("app", Role.Frontend), cancellationToken: Cancellation).ResponseAsync));
        Assert.Equal(0, Count("review_events"));
    }

    [Fact]
    public async Task A_setting_without_sense_keeps_the_service_from_starting()
    {
        (int code, string output) = await RunningService.StartRefusedAsync(Home.Folder.At("none.db"), "--Review:DueHours", "-1", "--Review:ClaimMinutes", "0", "--Review:TwoPersonFromFen", "-5");
        Assert.Equal(1, code);
        foreach (string setting in new[] { "DueHours", "ClaimMinutes", "TwoPersonFromFen" }) Assert.Contains($"setting Review:{setting}: ", output);
    }
}

[Trait("Store", "SQLite")]
public sealed class SqliteReviewTests() : ReviewTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresReviewTests(PostgresServer server, RedisServer redis) : ReviewTests(new PostgresServiceHome(server, redis));
