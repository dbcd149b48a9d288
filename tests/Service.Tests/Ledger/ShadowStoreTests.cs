using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Tests.Ledger;

/// <summary>What a store of shadows promises, whatever it is made of.</summary>
public abstract class ShadowStoreTests : IDisposable
{
    private static readonly string Hash = new('a', 64);

    private readonly LedgerHome _home;
    private readonly ILedgerStore _ledger;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    private protected ShadowStoreTests(LedgerHome home) => (_home, _ledger) = (home, home.Open());

    public void Dispose()
    {
        _ledger.Dispose();
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Records_come_back_as_they_were_in_the_order_of_writing()
    {
        Guid decision = Guid.CreateVersion7();
        ShadowRecord[] records =
        [
            Record(decision, "b") with { LimitFen = 3_000_000, NominalRateBps = 900, Probability = 0.0125 },
            Record(decision, "a") with { Kind = ShadowKind.Model, Outcome = 3, Probability = double.Epsilon },
        ];
        await _ledger.KeepAsync([records[0], Record(Guid.CreateVersion7(), "b"), records[1]]);
        IReadOnlyList<ShadowRecord> read = await _ledger.OfAsync(decision, _cancellation);
        Assert.Equal(records.Select(record => record with { Result = [] }), read.Select(record => record with { Result = [] }));
        Assert.All(read, record => Assert.Equal(records[0].Result, record.Result));
        Assert.Empty(await _ledger.OfAsync(Guid.CreateVersion7(), _cancellation));
    }

    [Fact]
    public async Task The_first_record_of_a_shadow_stands()
    {
        Guid decision = Guid.CreateVersion7();
        await _ledger.KeepAsync([Record(decision, "a")]);
        await _ledger.KeepAsync([Record(decision, "a") with { Outcome = 3 }, Record(decision, "b")]);
        Assert.Equal([("a", 1), ("b", 1)], (await _ledger.OfAsync(decision, _cancellation)).Select(record => (record.Id, record.Outcome)));
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task A_record_that_the_store_refuses_fails_alone_and_no_shadow_touches_an_exposure()
    {
        LedgerEntry entry = LedgerContent.Entry("a-1");
        Task<CommitResult> decided = _ledger.CommitAsync(LedgerContent.Pending(entry, 5_000_000, default), _cancellation).AsTask();
        Task kept = _ledger.KeepAsync(
            [Record(entry.DecisionId, "a") with { LimitFen = 20_000_000 }, Record(entry.DecisionId, "wrong") with { Kind = ShadowKind.Unspecified }, Record(entry.DecisionId, "b")]).AsTask();
        Assert.Equal(CommitOutcome.Recorded, (await decided).Outcome);
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => kept);
        Assert.Equal(["a", "b"], (await _ledger.OfAsync(entry.DecisionId, _cancellation)).Select(record => record.Id));
        Assert.Equal(5_000_000, (await _ledger.ReadAsync("client", "a-2", LedgerContent.Borrower(1), _cancellation)).Exposure.ReservedFen);
        _home.Prove(LedgerContent.CapFen);
    }

    [Fact]
    public async Task A_table_of_shadows_that_cannot_be_written_fails_no_decision_and_is_told()
    {
        _home.Run("DROP TABLE shadows");
        for (int i = 0; i < 20; i++)
        {
            Task kept = _ledger.KeepAsync([Record(Guid.CreateVersion7(), "a")]).AsTask();
            Assert.Equal(CommitOutcome.Recorded, (await _ledger.CommitAsync($"a-{i}")).Outcome);
            await Assert.ThrowsAsync<LedgerUnavailableException>(() => kept);
        }
        Assert.Equal(20, _home.Prove(LedgerContent.CapFen));
    }

    [Fact]
    public async Task Decisions_and_shadows_that_cross_are_all_kept()
    {
        const int Each = 300;
        Task shadows = Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++) await _ledger.KeepAsync([Record(Guid.CreateVersion7(), $"{i}")]);
        }, _cancellation);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++) await _ledger.CommitAsync($"{caller}-{i}", caller);
        }, _cancellation)));
        await shadows;
        Assert.Equal(4 * Each, _home.Prove(LedgerContent.CapFen));
        Assert.Equal((long)Each, _home.One("SELECT count(*) FROM shadows"));
    }

    [Fact]
    public async Task A_store_that_stops_says_so()
    {
        _ledger.Dispose();
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => _ledger.KeepAsync([Record(Guid.CreateVersion7(), "a")]).AsTask());
    }

    private static ShadowRecord Record(Guid decision, string id) =>
        new(decision, ShadowKind.Strategy, id, "1", Hash, 1, null, null, null, [1, 2, 3]);
}

[Trait("Store", "SQLite")]
public sealed class SqliteShadowStoreTests() : ShadowStoreTests(new SqliteHome());
