using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Tests.Audit;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Google.Rpc;
using Grpc.Core;

namespace CreditDecision.Service.Tests.PersonalData;

/// <summary>Erasure of borrowers, asked for over the wire of a store that has a past.</summary>
[Trait("Article", "A35")]
public abstract class ErasureTests : IDisposable
{
    private static readonly DateTimeOffset LongAgo = new(TimeProvider.System.GetUtcNow().Year - 12, 3, 1, 4, 0, 0, TimeSpan.Zero);

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly ServiceHome _home;

    private protected ErasureTests(ServiceHome home) => _home = home;

    private protected abstract string Hex(string column);

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Article", "A42")]
    public async Task After_the_retention_period_a_borrower_is_erased_with_proof_and_everything_else_stands()
    {
        await using RunningService service = await StartWithPastAsync(("old", 1), ("other", 2));
        Decision old = await GetAsync(service, "old"), other = await GetAsync(service, "other");
        await SettleAsync(service, old);
        Assert.Equal(ReplayOutcome.Identical, (await service.ReplayOneAsync(old.DecisionId)).Outcome);

        Erasure proof = await EraseAsync(service, ById(1));
        Assert.Equal((1, 1, 0), (proof.Number, proof.Decisions, proof.RiskRecords));
        Assert.Equal((ErasureReason.RetentionOver, "wang.fang", 16), (proof.Reason, proof.RequestedBy, proof.KeyId.Length));
        Assert.Equal(0L, Count($"borrower_keys WHERE {Hex("borrower")} = '{proof.BorrowerToken}'"));

        Assert.Equal(ReplayObstacle.EvidenceErased, (await service.ReplayOneAsync(old.DecisionId)).Obstacle);
        Assert.Equal(old, await GetAsync(service, "old"));
        Assert.Equal(ReplayOutcome.Identical, (await service.ReplayOneAsync(other.DecisionId)).Outcome);
        Assert.Empty(await service.FindingsAsync());
        // Once more is the same once.
        Assert.Equal(proof, await EraseAsync(service, ById(1)));
        Assert.Equal(proof, await EraseAsync(service, new EraseBorrowerRequest { BorrowerToken = proof.BorrowerToken.ToUpperInvariant() }));
        Assert.Equal(proof, Assert.Single((await Client(service).ListErasuresAsync(new ListErasuresRequest(), cancellationToken: _cancellation)).Erasures));

        // The person comes again, and is kept anew.
        Decision again = await service.Client.DecideAsync(Requests.Clean("again", 1), cancellationToken: _cancellation);
        Assert.Equal(ReplayOutcome.Identical, (await service.ReplayOneAsync(again.DecisionId)).Outcome);
        Assert.Equal(["LOAN_OPEN", "RETENTION_RUNS"], await CausesAsync(service, ById(1)));
        Assert.Empty(await service.FindingsAsync());
    }

    [Fact]
    public async Task Every_cause_why_not_yet_and_every_bad_field_is_named()
    {
        await using RunningService service = await StartWithPastAsync(("old", 1));
        await service.Client.DecideAsync(Requests.Clean("new", 2), cancellationToken: _cancellation);
        Assert.Equal(["LOAN_OPEN"], await CausesAsync(service, ById(1)));
        Assert.Equal(["LOAN_OPEN", "RETENTION_RUNS"], await CausesAsync(service, ById(2)));
        Assert.Equal(StatusCode.NotFound, (await RefusedAsync(service, ById(3))).StatusCode);
        Assert.Equal(
            ["id_number", "reason", "requested_by"],
            Violations.Of(await RefusedAsync(service, new EraseBorrowerRequest { IdNumber = "1" }, isWhole: false)).Select(violation => violation.Field).Order());
        Assert.Equal("borrower", Violations.Of(await RefusedAsync(service, new EraseBorrowerRequest())).Single().Field);
        Assert.Equal("borrower_token", Violations.Of(await RefusedAsync(service, new EraseBorrowerRequest { BorrowerToken = "12" })).Single().Field);
        // None of it destroyed anything.
        Assert.Equal(2L, Count("borrower_keys"));
        Assert.Equal(0L, Count("erasures"));
    }

    [Fact]
    [Trait("Article", "A36")]
    public async Task Risk_data_goes_with_the_borrower_and_no_decision_uses_it_any_more()
    {
        await using RunningService service = await _home.StartAsync();
        await KeyRotationTests.PutAsync(service, "arrears", 3);
        // Which the clock of the service cannot make old.
        Assert.Equal(["RETENTION_RUNS"], await CausesAsync(service, ById(1)));
        AgeRiskData();
        Assert.Single((await Client(service).ListDueAsync(new ListDueRequest(), cancellationToken: _cancellation)).Borrowers);
        Erasure proof = await EraseAsync(service, ById(1));
        Assert.Equal((0, 1, ""), (proof.Decisions, proof.RiskRecords, proof.KeyId));
        Assert.Equal(0L, Count("risk_records"));
        Assert.Empty((await Client(service).ListDueAsync(new ListDueRequest(), cancellationToken: _cancellation)).Borrowers);
        // Without what was put nobody knows of arrears, and a person looks.
        Assert.Equal(Outcome.Refer, (await service.Client.DecideAsync(KeyRotationTests.Request("clear"), cancellationToken: _cancellation)).Outcome);
        // What is put from now on counts again.
        Assert.Equal(3, (await KeyRotationTests.PutAsync(service, "again", 3)).Version);
        Assert.Equal(Outcome.Decline, (await service.Client.DecideAsync(KeyRotationTests.Request("arrears"), cancellationToken: _cancellation)).Outcome);
        Assert.Empty(await service.FindingsAsync());
    }

    [Fact]
    public async Task Who_is_due_is_listed_page_by_page()
    {
        await using RunningService service = await StartWithPastAsync(("a", 1), ("b", 2), ("c", 3), ("d", 4));
        foreach (string settled in new[] { "a", "b", "c" }) await SettleAsync(service, await GetAsync(service, settled));
        await service.Client.DecideAsync(Requests.Clean("b-again", 2), cancellationToken: _cancellation);
        PersonalDataKeys keys = PastDecisions.KeysOf(_home);
        string[] due = [.. new[] { 1, 3 }.Select(person => keys.TokenOf(Requests.IdNumber(person)).ToString()).Order(StringComparer.Ordinal)];
        var found = new List<string>();
        var request = new ListDueRequest { PageSize = 1 };
        do
        {
            ListDueResponse page = await Client(service).ListDueAsync(request, cancellationToken: _cancellation);
            found.AddRange(page.Borrowers.Select(borrower => borrower.BorrowerToken));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(due, found);
    }

    [Fact]
    [Trait("Article", "A42")]
    public async Task A_key_that_went_without_proof_and_one_that_came_back_and_a_changed_proof_are_found()
    {
        await using RunningService service = await StartWithPastAsync(("a", 1), ("b", 2), ("c", 3));
        foreach (string name in new[] { "a", "b" }) await SettleAsync(service, await GetAsync(service, name));
        _home.Run("CREATE TABLE backup AS SELECT * FROM borrower_keys");
        Erasure first = await EraseAsync(service, ById(1));
        await EraseAsync(service, ById(2));
        Assert.Empty(await service.FindingsAsync());

        _home.Run($"INSERT INTO borrower_keys SELECT * FROM backup WHERE {Hex("borrower")} = '{first.BorrowerToken}'");
        AuditFinding restored = Assert.Single(await service.FindingsAsync());
        Assert.Equal((AuditFindingKind.KeyRestored, first.BorrowerToken, 1), (restored.Kind, restored.Subject, restored.Place));
        _home.Run("DELETE FROM borrower_keys");
        AuditFinding lost = Assert.Single(await service.FindingsAsync());
        Assert.Equal((AuditFindingKind.KeyLost, (await GetAsync(service, "c")).DecisionId), (lost.Kind, lost.Subject));
        _home.Run($"INSERT INTO borrower_keys SELECT * FROM backup WHERE {Hex("borrower")} NOT IN (SELECT {Hex("borrower")} FROM erasures)");
        Assert.Empty(await service.FindingsAsync());

        _home.Run("UPDATE erasures SET erased_at = erased_at + 1 WHERE number = 2");
        Assert.Equal(AuditFindingKind.ErasureChanged, Assert.Single(await service.FindingsAsync()).Kind);
        _home.Run("UPDATE erasures SET erased_at = erased_at - 1 WHERE number = 2; DELETE FROM erasures WHERE number = 1");
        Assert.Equal([AuditFindingKind.KeyLost, AuditFindingKind.ErasureRemoved], (await service.FindingsAsync()).Select(finding => finding.Kind).Order());
    }

    [Fact]
    [Trait("Fault", "kill9")]
    public async Task A_kill_in_the_middle_of_erasures_leaves_each_whole_or_not_at_all()
    {
        const int People = 40;
        await using (RunningService service = await StartWithPastAsync([.. Enumerable.Range(1, People).Select(person => ($"old-{person}", person))]))
        {
            for (int person = 1; person <= People; person++) await SettleAsync(service, await GetAsync(service, $"old-{person}"));
            Task<Erasure>[] erasing = [.. Enumerable.Range(1, People).Select(person => EraseAsync(service, ById(person)))];
            await erasing[0];
            await service.KillAsync();
            await Task.WhenAll(erasing.Select(each => Task.WhenAny(each)));
            await using RunningService again = await _home.StartAsync();
            Assert.Empty(await again.FindingsAsync());
            Assert.Equal((long)People, Count("borrower_keys") + Count("erasures"));
            // Whoever was told that it is done can rely on it, and the rest is done now.
            foreach ((Task<Erasure> told, int person) in erasing.Select((each, i) => (each, i + 1)))
            {
                Erasure proof = await EraseAsync(again, ById(person));
                if (told.IsCompletedSuccessfully) Assert.Equal(await told, proof);
            }
            Assert.Empty(await again.FindingsAsync());
        }
        Assert.Equal((0L, (long)People), (Count("borrower_keys"), Count("erasures")));
    }

    [Fact]
    public async Task An_erasure_among_decisions_of_the_same_borrower_loses_none_of_them()
    {
        const int People = 6;
        await using RunningService service = await StartWithPastAsync([.. Enumerable.Range(1, People).Select(person => ($"old-{person}", person))]);
        for (int person = 1; person <= People; person++) await SettleAsync(service, await GetAsync(service, $"old-{person}"));
        Task<Decision>[] deciding = [.. Enumerable.Range(0, People * 6).Select(i =>
            service.Client.DecideAsync(Requests.Clean($"new-{i}", 1 + (i % People)), cancellationToken: _cancellation).ResponseAsync)];
        Task[] erasing = [.. Enumerable.Range(1, People).Select(person => Task.WhenAny(EraseAsync(service, ById(person))))];
        Decision[] decided = await Task.WhenAll(deciding);
        await Task.WhenAll(erasing);
        // Whichever came first: what was decided after an erasure has a key that is there, and before one it stood in its way.
        foreach (Decision decision in decided) Assert.Equal(ReplayOutcome.Identical, (await service.ReplayOneAsync(decision.DecisionId)).Outcome);
        Assert.Equal((long)People, Count("borrower_keys"));
        Assert.Empty(await service.FindingsAsync());
    }

    private protected abstract void AgeRiskData();

    private protected void Run(string sql) => _home.Run(sql);

    private long Count(string what) => Convert.ToInt64(_home.One($"SELECT count(*) FROM {what}"));

    private static PersonalDataService.PersonalDataServiceClient Client(RunningService service) => new(service.Channel);

    private static EraseBorrowerRequest ById(int person) => new() { IdNumber = Requests.IdNumber(person) };

    private async Task<RunningService> StartWithPastAsync(params (string Application, int Person)[] past)
    {
        // It makes the keys and the tables, and keeps the content.
        await (await _home.StartAsync()).DisposeAsync();
        await PastDecisions.RecordAsync(_home, LongAgo, [.. past.Select(each => Requests.Clean(each.Application, each.Person, LongAgo))]);
        return await _home.StartAsync();
    }

    private async Task SettleAsync(RunningService service, Decision decision)
    {
        long amount = decision.Offer.LimitFen;
        DateOnly from = DateOnly.FromDateTime(LongAgo.UtcDateTime);
        await new RiskDataService.RiskDataServiceClient(service.Channel).PutPerformanceAsync(
            new PutPerformanceRequest
            {
                ClientId = "core", RecordId = decision.ApplicationId, DecisionId = decision.DecisionId,
                Observation = new LoanObservation
                {
                    AsOf = $"{from.AddYears(1):yyyy-MM-dd}", DisbursedFen = amount, FirstDisbursedOn = $"{from:yyyy-MM-dd}", PrincipalRepaidFen = amount,
                    SettledOn = $"{from.AddYears(1):yyyy-MM-dd}",
                },
            },
            cancellationToken: _cancellation);
    }

    private Task<Decision> GetAsync(RunningService service, string application) =>
        service.Client.GetDecisionAsync(new GetDecisionRequest { ClientId = "tests", ApplicationId = application }, cancellationToken: _cancellation).ResponseAsync;

    private Task<Erasure> EraseAsync(RunningService service, EraseBorrowerRequest request)
    {
        (request.Reason, request.RequestedBy) = (ErasureReason.RetentionOver, "wang.fang");
        return Client(service).EraseBorrowerAsync(request, cancellationToken: _cancellation).ResponseAsync;
    }

    private async Task<RpcException> RefusedAsync(RunningService service, EraseBorrowerRequest request, bool isWhole = true) => await Assert.ThrowsAsync<RpcException>(
        () => isWhole ? EraseAsync(service, request) : Client(service).EraseBorrowerAsync(request, cancellationToken: _cancellation).ResponseAsync);

    private async Task<IEnumerable<string>> CausesAsync(RunningService service, EraseBorrowerRequest request)
    {
        RpcException refused = await RefusedAsync(service, request);
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Google.Rpc.Status status = Google.Rpc.Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin"));
        return Assert.Single(status.Details).Unpack<PreconditionFailure>().Violations.Select(violation => violation.Type);
    }
}

[Trait("Store", "SQLite")]
public sealed class SqliteErasureTests() : ErasureTests(new ServiceHome())
{
    private protected override string Hex(string column) => $"lower(hex({column}))";

    private protected override void AgeRiskData() => Run("UPDATE risk_records SET put_at = 1000000");
}

[Trait("Store", "PostgreSQL")]
public sealed class PostgresErasureTests(PostgresServer server, RedisServer redis) : ErasureTests(new PostgresServiceHome(server, redis))
{
    private protected override string Hex(string column) => $"encode({column}, 'hex')";

    private protected override void AgeRiskData() => Run("UPDATE risk_records SET put_at = '2001-01-01'");
}
