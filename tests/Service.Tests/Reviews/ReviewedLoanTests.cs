using CreditDecision.Core.Values;
using CreditDecision.Service.Reviews;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.PersonalData;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Reviews;

/// <summary>What people approved against all else that reserves, releases, erases and verifies.</summary>
[Trait("Article", "A22")]
[Trait("Article", "A6")]
public abstract class ReviewedLoanTests : ReviewTest
{
    private const long Cap = 20_000_000;

    private protected ReviewedLoanTests(ServiceHome home) : base(home)
    {
    }

    private static string Today => BeijingTime.DayOf(TimeProvider.System.GetUtcNow()).ToString("O");

    [Fact]
    public async Task People_and_the_service_who_approve_one_borrower_at_once_never_pass_the_cap()
    {
        await using RunningService service = await StartAsync("--Review:TwoPersonFromFen", "100000000");
        // Also where another replica decides.
        await using RunningService? replica = Home is PostgresServiceHome ? await StartAsync() : null;
        for (int person = 1; person <= 3; person++)
        {
            var ids = new List<string>();
            for (int i = 0; i < 5; i++) ids.Add((await ReferAsync(service, $"referred-{person}-{i}", person, 7_000_000)).DecisionId);
            foreach (string id in ids) await ClaimAsync(service, id, $"reviewer.{person}");
            int who = person;
            Task<long>[] people = [.. ids.Select(id => FenOfAsync(() => ApproveAsync(service, id, $"reviewer.{who}", 7_000_000)))];
            Task<Decision>[] applications = [.. Enumerable.Range(0, 12).Select(i => DecideAsync(replica ?? service, Requests.Clean($"clean-{who}-{i}", who)))];
            long reviewed = (await Task.WhenAll(people)).Sum();
            long decided = (await Task.WhenAll(applications)).Sum(decision => decision.ReservedFen);
            Assert.InRange(reviewed + decided, Cap - 3_000_000, Cap);
            ReviewCaseDetails details = await GetAsync(service, ids[0]);
            Assert.Equal(Cap - reviewed - decided, details.HeadroomFen);
        }
        Assert.InRange(Convert.ToInt64(Home.One("SELECT max(reserved_fen) FROM exposures")), 1, Cap);
        Assert.Equal(Convert.ToInt64(Home.One("SELECT sum(reserved_fen) FROM decisions")) + Convert.ToInt64(Home.One("SELECT coalesce(sum(reserved_fen), 0) FROM review_events")), Held());
        Assert.Empty(await FindingsAsync(service));
    }

    [Fact]
    public async Task Two_people_cannot_approve_one_case_twice()
    {
        await using RunningService service = await StartAsync();
        string id = (await ReferAsync(service, "large", amountFen: 12_000_000)).DecisionId;
        await ClaimAsync(service, id, "li.na");
        await ApproveAsync(service, id, "li.na", 12_000_000);
        long[] confirmed = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => FenOfAsync(() => SecondAsync(service, id, $"second.{i}"))));
        Assert.Equal(12_000_000, confirmed.Sum());
        Assert.Equal(12_000_000, Held());
        Assert.Equal(1, Count("review_events WHERE became >= 4"));
        Assert.Empty(await FindingsAsync(service));
    }

    [Fact]
    [Trait("Article", "A40")]
    public async Task A_loan_that_a_person_approved_is_watched_and_gives_its_part_of_the_cap_back()
    {
        await using RunningService service = await StartAsync();
        Decision referred = await ReferAsync(service, "loan");
        var riskData = new RiskDataService.RiskDataServiceClient(service.Channel);
        async Task PutAsync(string record, LoanObservation observation) => await riskData.PutPerformanceAsync(
            new PutPerformanceRequest { ClientId = "core", RecordId = record, DecisionId = referred.DecisionId, Observation = observation }, As("ops", Role.RiskOperations), cancellationToken: Cancellation);
        var drawn = new LoanObservation { AsOf = Today, DisbursedFen = 2_000_000, FirstDisbursedOn = Today, BalanceFen = 2_000_000 };
        // Nothing was approved yet.
        Assert.Equal(StatusCode.InvalidArgument, await StatusAsync(() => PutAsync("r-0", drawn)));
        await ClaimAsync(service, referred.DecisionId, "li.na");
        await ApproveAsync(service, referred.DecisionId, "li.na", 2_000_000);
        // Not more than the person approved, whatever the decision worked out.
        Assert.Equal(StatusCode.InvalidArgument, await StatusAsync(() => PutAsync("r-0", new LoanObservation(drawn) { DisbursedFen = 2_000_001, BalanceFen = 2_000_001 })));
        await PutAsync("r-1", drawn);
        LoanPerformance loan = await riskData.GetPerformanceAsync(new GetPerformanceRequest { DecisionId = referred.DecisionId }, As("auditor", Role.Auditor), cancellationToken: Cancellation);
        Assert.Equal((2_000_000, LoanStatus.Current, (await GetAsync(service, referred.DecisionId)).Case.ClosedAt), (loan.LimitFen, loan.Status, loan.ApprovedAt));
        Assert.Equal(2_000_000, Held());
        await PutAsync("r-2", new LoanObservation { AsOf = Today, Revision = 1, DisbursedFen = 2_000_000, FirstDisbursedOn = Today, PrincipalRepaidFen = 2_000_000, SettledOn = Today });
        Assert.Equal(0, Held());
        Assert.Equal(Cap, (await GetAsync(service, referred.DecisionId)).HeadroomFen);
        Assert.Empty(await FindingsAsync(service));
    }

    [Fact]
    [Trait("Article", "A31")]
    public async Task Whoever_changes_the_log_of_reviews_or_hides_a_case_is_found()
    {
        await using RunningService service = await StartAsync();
        var ids = new List<string>();
        for (int i = 0; i < 3; i++)
        {
            ids.Add((await ReferAsync(service, $"case-{i}", i + 1)).DecisionId);
            await ClaimAsync(service, ids[i], "li.na");
        }
        await ApproveAsync(service, ids[1], "li.na", 2_000_000);
        Assert.Empty(await FindingsAsync(service));
        Home.Run("UPDATE review_events SET who = 'wang.fang' WHERE number = 2");
        Assert.Equal([AuditFindingKind.ReviewChanged], await FindingsAsync(service));
        Home.Run("UPDATE review_events SET who = 'li.na' WHERE number = 2");
        // More than was approved, so that less seems to be left.
        Home.Run("UPDATE review_events SET amount_fen = amount_fen + 1, reserved_fen = reserved_fen + 1 WHERE number = 4");
        // Two parts of the verification find it, in whichever order they come to it.
        Assert.Equal([AuditFindingKind.ReservationsDiffer, AuditFindingKind.ReviewChanged], (await FindingsAsync(service)).Order().ToArray());
        Home.Run("UPDATE review_events SET amount_fen = amount_fen - 1, reserved_fen = reserved_fen - 1 WHERE number = 4");
        Home.Run("UPDATE review_cases SET state = 5 WHERE state = 4");
        Assert.Equal([AuditFindingKind.ReviewCaseWrong], await FindingsAsync(service));
        Home.Run("UPDATE review_cases SET state = 4 WHERE state = 5");
        Assert.Empty(await FindingsAsync(service));
        Home.Run("DELETE FROM review_cases WHERE state = 4");
        Assert.Equal([AuditFindingKind.ReviewCaseWrong], await FindingsAsync(service));
        Home.Run("DELETE FROM review_events WHERE number = 2");
        Assert.Equal([AuditFindingKind.ReviewRemoved, AuditFindingKind.ReviewCaseWrong], await FindingsAsync(service));
    }

    [Fact]
    [Trait("Article", "A35")]
    public async Task What_a_reviewer_wrote_is_sealed_and_erased_with_the_borrower_and_an_open_loan_keeps_the_borrower()
    {
        var longAgo = new DateTimeOffset(TimeProvider.System.GetUtcNow().Year - 12, 3, 1, 4, 0, 0, TimeSpan.Zero);
        await (await StartAsync()).DisposeAsync();
        await PastDecisions.RecordAsync(Home, longAgo, AsOf(Requests.Clean("old", 1, longAgo)), AsOf(Requests.Clean("kept", 2, longAgo)));
        await using RunningService service = await StartAsync();
        foreach (string application in new[] { "old", "kept" })
        {
            ReviewCase open = (await ListAsync(service)).Cases.Single(each => each.ApplicationId == application);
            Assert.True(open.Overdue);
            await ClaimAsync(service, open.DecisionId, "li.na");
            if (application == "old") await DeclineAsync(service, open.DecisionId, "li.na", "鲜为人知的理由");
            else await ApproveAsync(service, open.DecisionId, "li.na", 1_000_000);
        }
        string id = (await ListAsync(service, new ListCasesRequest { State = ReviewState.Declined })).Cases.Single().DecisionId;
        Assert.Equal("鲜为人知的理由", (await GetAsync(service, id)).History[^1].Text);
        Assert.Equal(["RETENTION_RUNS"], await CausesAsync(() => EraseAsync(service, 1)));
        Assert.Equal(["LOAN_OPEN", "RETENTION_RUNS"], await CausesAsync(() => EraseAsync(service, 2)));
        // Twelve years go by.
        Home.Run($"UPDATE review_events SET at = at - {12L * 366 * 86_400 * 1_000_000}");
        Assert.Equal(["LOAN_OPEN"], await CausesAsync(() => EraseAsync(service, 2)));
        await EraseAsync(service, 1);
        ReviewCaseDetails erased = await GetAsync(service, id);
        Assert.Equal(("", true, 5101, false), (erased.History[^1].Text, erased.History[^1].TextErased, erased.History[^1].ReasonCodes[0], erased.HasHeadroomFen));
    }

    [Fact]
    public async Task A_store_from_before_there_were_reviews_has_a_case_for_each_referral()
    {
        Decision old;
        await using (RunningService before = await StartAsync())
        {
            await DecideAsync(before, Requests.Clean("approved"));
            old = await ReferAsync(before, "old", 2);
        }
        Home.Run(Home is PostgresServiceHome ? "DROP TRIGGER refer ON decisions; DROP FUNCTION refer_to_a_person" : "DROP TRIGGER refer");
        Home.Run("DROP TABLE review_cases; DROP TABLE review_events");
        Home.Run(Home is PostgresServiceHome ? ReviewTables.Postgres : ReviewTables.Sqlite);
        await using RunningService service = await StartAsync();
        Decision young = await ReferAsync(service, "young", 3);
        string[] both = [old.DecisionId, young.DecisionId];
        Assert.Equal(both, await IdsAsync(service, new ListCasesRequest()));
        await ClaimAsync(service, old.DecisionId, "li.na");
        await ApproveAsync(service, old.DecisionId, "li.na", 1_000_000);
        Assert.Empty(await FindingsAsync(service));
    }

    private static DecideRequest AsOf(DecideRequest request)
    {
        request.IdentityEvidence.Biometric = null;
        return request;
    }

    private async Task EraseAsync(RunningService service, int person) => await new PersonalDataService.PersonalDataServiceClient(service.Channel).EraseBorrowerAsync(
        new EraseBorrowerRequest { IdNumber = Requests.IdNumber(person), Reason = ErasureReason.RetentionOver, RequestedBy = "wang.fang" }, As("ops", Role.RiskOperations), cancellationToken: Cancellation);

    private static async Task<long> FenOfAsync(Func<Task<ReviewCase>> call)
    {
        try
        {
            return (await call()).ReservedFen;
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.FailedPrecondition)
        {
            return 0;
        }
    }
}

[Trait("Store", "SQLite")]
public sealed class SqliteReviewedLoanTests() : ReviewedLoanTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresReviewedLoanTests(PostgresServer server, RedisServer redis) : ReviewedLoanTests(new PostgresServiceHome(server, redis));
