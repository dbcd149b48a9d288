using CreditDecision.Core.Values;
using CreditDecision.Service.Tests.Audit;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Performance;

/// <summary>How loans went: put, kept and told.</summary>
[Trait("Article", "A40")]
public abstract class PerformanceTests : IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly ServiceHome _home;

    private protected PerformanceTests(ServiceHome home) => _home = home;

    // The day of every decision of these tests.
    private static string Today => BeijingTime.DayOf(TimeProvider.System.GetUtcNow()).ToString("O");

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_loan_is_told_as_it_was_put_also_after_the_service_was_killed()
    {
        Decision approved;
        await using (RunningService first = await _home.StartAsync())
        {
            approved = await first.Client.DecideAsync(Requests.Clean("loan"), cancellationToken: _cancellation);
            Assert.Equal(StatusCode.NotFound, await StatusAsync(() => GetAsync(first, approved.DecisionId)));
            PutPerformanceResponse put = await PutAsync(first, Put("r-1", approved.DecisionId, Drawn(approved)));
            Assert.Equal((approved.DecisionId, 1), (put.DecisionId, put.Version));
            await first.KillAsync();
        }
        await using RunningService again = await _home.StartAsync();
        LoanPerformance loan = await GetAsync(again, approved.DecisionId);
        Assert.Equal((approved.ApplicationId, approved.Product, approved.Grade, approved.Offer.LimitFen, 1), (loan.ApplicationId, loan.Product, loan.Grade, loan.LimitFen, loan.Version));
        Assert.Equal((LoanStatus.Current, Drawn(approved)), (loan.Status, loan.Current));
        Assert.Equal(approved.DecidedAt, loan.ApprovedAt);
        PutPerformanceRequest byApplication = new() { ClientId = "core", RecordId = "r-2", ApplicationClientId = approved.ClientId, ApplicationId = approved.ApplicationId, Observation = Drawn(approved) };
        byApplication.Observation.Revision = 1;
        byApplication.Observation.DefaultedOn = Today;
        Assert.Equal((approved.DecisionId, 2), ((await PutAsync(again, byApplication)).DecisionId, (await GetAsync(again, approved.DecisionId)).Version));
        loan = await new RiskDataService.RiskDataServiceClient(again.Channel).GetPerformanceAsync(
            new GetPerformanceRequest { ClientId = approved.ClientId, ApplicationId = approved.ApplicationId }, cancellationToken: _cancellation);
        Assert.Equal((LoanStatus.Defaulted, Today, 1), (loan.Status, loan.FirstDefaultedOn, loan.Observations.Count));
        // In plain columns, for who counts.
        Assert.Equal((2L, 4L, approved.Offer.LimitFen), (Number("version"), Number("status"), Number("limit_fen")));
        Assert.Equal(approved.Grade, _home.One("SELECT grade FROM loan_performance"));
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task A_loan_that_has_ended_gives_its_part_of_the_cap_back_once_and_one_that_had_not_takes_it_again()
    {
        await using RunningService service = await _home.StartAsync();
        var loans = new List<Decision>();
        async Task<Decision> DecideAsync() => await service.Client.DecideAsync(Requests.Clean($"loan-{loans.Count}-{Guid.NewGuid():N}"), cancellationToken: _cancellation);
        async Task<bool> IsFullAsync()
        {
            Decision decision = await DecideAsync();
            if (decision.Outcome == Outcome.Approve) loans.Add(decision);
            return decision.Reasons.Any(reason => reason.Name == "consumer_credit_cap_reached");
        }
        while (!await IsFullAsync()) Assert.True(loans.Count < 20);
        long full = Held();
        Assert.Equal(loans.Sum(loan => loan.Offer.LimitFen), full);

        // However often and in whatever order it is said, also at once.
        Decision ended = loans[0];
        LoanObservation settled = Settled(ended);
        await PutAsync(service, Put("end-0", ended.DecisionId, settled));
        Assert.Equal(full - ended.Offer.LimitFen, Held());
        LoanObservation[] again = [.. Enumerable.Range(1, 6).Select(revision => new LoanObservation(settled) { Revision = revision })];
        await Task.WhenAll(again.Select((observation, i) => PutAsync(service, Put($"again-{i}", ended.DecisionId, observation))));
        Assert.Equal(full - ended.Offer.LimitFen, Held());
        Assert.Empty(await service.FindingsAsync());

        // What is free is lent again, and no more.
        while (!await IsFullAsync()) Assert.True(loans.Count < 20);
        Assert.InRange(Held(), full - ended.Offer.LimitFen + 1, 20_000_000);
        long now = Held();

        // The bank was wrong: it is owed after all, on top of what was lent meanwhile.
        LoanObservation owed = Drawn(ended);
        owed.Revision = 9;
        await PutAsync(service, Put("correction", ended.DecisionId, owed));
        Assert.Equal(now + ended.Offer.LimitFen, Held());
        Assert.True(await IsFullAsync());
        Assert.Empty(await service.FindingsAsync());

        // Nothing was drawn of the last one, and the facility is closed.
        LoanObservation cancelled = new() { AsOf = Today, CancelledOn = Today };
        await PutAsync(service, Put("cancelled", loans[^1].DecisionId, cancelled));
        Assert.Equal(now + ended.Offer.LimitFen - loans[^1].Offer.LimitFen, Held());
        Assert.Empty(await service.FindingsAsync());
    }

    [Fact]
    public async Task Records_that_come_at_once_in_any_order_are_each_kept_once_and_the_newest_revision_stands()
    {
        await using RunningService service = await _home.StartAsync();
        Decision approved = await service.Client.DecideAsync(Requests.Clean("loan"), cancellationToken: _cancellation);
        PutPerformanceRequest[] requests = [.. Enumerable.Range(0, 12).Select(i =>
        {
            LoanObservation observation = Drawn(approved);
            (observation.Revision, observation.BalanceFen, observation.PrincipalRepaidFen) = (i, observation.BalanceFen - i, i);
            return Put($"r-{i}", approved.DecisionId, observation);
        })];
        PutPerformanceResponse[] answers = await Task.WhenAll(requests.Concat(requests.Reverse()).OrderBy(request => request.RecordId[^1]).Select(request => PutAsync(service, request)));
        Assert.Equal(Enumerable.Range(1, 12).Select(version => (long)version), answers.Select(answer => answer.Version).Distinct().Order());
        LoanPerformance loan = await GetAsync(service, approved.DecisionId);
        Assert.Equal((12, requests[11].Observation), (loan.Version, loan.Current));
        Assert.Equal(12L, Convert.ToInt64(_home.One("SELECT count(*) FROM performance_records")));
        Assert.Equal(11, Number("principal_repaid_fen"));
        PutPerformanceRequest other = requests[3].Clone();
        other.Observation.Revision = 50;
        Assert.Equal(StatusCode.AlreadyExists, await StatusAsync(() => PutAsync(service, other)));
    }

    [Fact]
    public async Task What_cannot_be_kept_is_refused_with_every_field_and_nothing_is()
    {
        await using RunningService service = await _home.StartAsync();
        DecideRequest weak = Requests.Clean("declined", 2).With("months_past_due_now", 3);
        Decision approved = await service.Client.DecideAsync(Requests.Clean("loan"), cancellationToken: _cancellation), declined = await service.Client.DecideAsync(weak, cancellationToken: _cancellation);
        LoanObservation early = Drawn(approved);
        (early.AsOf, early.FirstDisbursedOn) = ("2020-01-01", "2020-01-01");
        Assert.Equal(["observation.as_of", "observation.first_disbursed_on"], await FieldsAsync(service, Put("r", approved.DecisionId, early)));
        LoanObservation much = Drawn(approved);
        (much.DisbursedFen, much.BalanceFen) = (approved.Offer.LimitFen + 1, approved.Offer.LimitFen + 1);
        Assert.Equal(["observation.disbursed_fen"], await FieldsAsync(service, Put("r", approved.DecisionId, much)));
        Assert.Equal(["decision_id"], await FieldsAsync(service, Put("r", declined.DecisionId, Drawn(approved))));
        Assert.Equal(["client_id", "record_id", "decision_id", "observation"], await FieldsAsync(service, new PutPerformanceRequest { ClientId = "b b", RecordId = "\0" }));
        Assert.Equal(["decision_id"], await FieldsAsync(service, new PutPerformanceRequest { ClientId = "c", RecordId = "r", DecisionId = approved.DecisionId, ApplicationId = "loan", Observation = Drawn(approved) }));
        Assert.Equal(StatusCode.NotFound, await StatusAsync(() => PutAsync(service, Put("r", Guid.CreateVersion7().ToString(), Drawn(approved)))));
        Assert.Equal(0L, Convert.ToInt64(_home.One("SELECT count(*) FROM performance_records")));
    }

    private long Number(string column) => Convert.ToInt64(_home.One($"SELECT {column} FROM loan_performance"));

    private long Held() => (long)_home.One("SELECT sum(reserved_fen)" + (_home is PostgresServiceHome ? "::bigint" : "") + " FROM exposures");

    private static LoanObservation Settled(Decision approved) => new()
    {
        AsOf = Today, DisbursedFen = approved.Offer.LimitFen, FirstDisbursedOn = Today, PrincipalRepaidFen = approved.Offer.LimitFen, SettledOn = Today,
    };

    private static LoanObservation Drawn(Decision approved) => new()
    {
        AsOf = Today, DisbursedFen = approved.Offer.LimitFen, FirstDisbursedOn = Today, BalanceFen = approved.Offer.LimitFen,
    };

    private static PutPerformanceRequest Put(string record, string decision, LoanObservation observation) =>
        new() { ClientId = "core", RecordId = record, DecisionId = decision, Observation = observation };

    private async Task<IEnumerable<string>> FieldsAsync(RunningService service, PutPerformanceRequest request) =>
        Violations.Of(await Assert.ThrowsAsync<RpcException>(() => PutAsync(service, request))).Select(violation => violation.Field);

    private static async Task<StatusCode> StatusAsync(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).StatusCode;

    private Task<PutPerformanceResponse> PutAsync(RunningService service, PutPerformanceRequest request) =>
        new RiskDataService.RiskDataServiceClient(service.Channel).PutPerformanceAsync(request, cancellationToken: _cancellation).ResponseAsync;

    private Task<LoanPerformance> GetAsync(RunningService service, string decisionId) =>
        new RiskDataService.RiskDataServiceClient(service.Channel).GetPerformanceAsync(new GetPerformanceRequest { DecisionId = decisionId }, cancellationToken: _cancellation).ResponseAsync;
}

[Trait("Store", "SQLite")]
public sealed class SqlitePerformanceTests() : PerformanceTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresPerformanceTests(PostgresServer server, RedisServer redis) : PerformanceTests(new PostgresServiceHome(server, redis));
