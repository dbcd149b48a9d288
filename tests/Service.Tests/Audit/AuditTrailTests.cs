using CreditDecision.Core.Audit;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.Tests.Ledger;

namespace CreditDecision.Service.Tests.Audit;

/// <summary>What is done to a store with plain SQL is found, whatever the store is made of.</summary>
[Trait("Article", "A31")]
[Trait("Article", "A42")]
public abstract class AuditTrailTests : IDisposable
{
    private const int Decisions = 40;

    private static readonly DateTimeOffset Now = LedgerContent.Start.AddDays(1);

    private readonly Lazy<LedgerHome> _home;

    private protected AuditTrailTests() => _home = new Lazy<LedgerHome>(NewHome);

    private protected abstract LedgerHome NewHome();

    // The id of a decision, and bytes, as the store's SQL writes them.
    private protected abstract string Bytes(byte[] bytes);

    private protected abstract string Id(Guid id);

    // Where a decision's place stands.
    private protected abstract string[] Swapped { get; }

    public void Dispose()
    {
        if (_home.IsValueCreated) _home.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_committed_at_once_and_one_after_the_other_is_proved_whole_over_restarts()
    {
        for (int run = 0; run < 3; run++)
        {
            using ILedgerStore ledger = _home.Value.Open();
            await CommitAsync(ledger, $"r{run}");
            Assert.NotNull(ledger.AddAnchor(Now.AddMinutes(run), isWhole: run == 1));
            Assert.Equal((run + 1) * Decisions, AuditProof.Prove(ledger));
        }
    }

    [Fact]
    public async Task An_application_sent_twice_is_chained_once()
    {
        using ILedgerStore ledger = _home.Value.Open();
        await ledger.CommitAsync("a-1", askedFen: 500);
        await ledger.CommitAsync("a-1", askedFen: 500);
        await ledger.CommitAsync("a-1", askedFen: 500, content: 2);
        Assert.Equal(1, AuditProof.Prove(ledger));
    }

    [Fact]
    public async Task An_anchor_is_added_only_where_chains_grew()
    {
        using ILedgerStore ledger = _home.Value.Open();
        Assert.NotNull(ledger.AddAnchor(Now, isWhole: true));
        Assert.Null(ledger.AddAnchor(Now, isWhole: true));
        await ledger.CommitAsync("a-1");
        Assert.NotNull(ledger.AddAnchor(Now, isWhole: false));
        Assert.Null(ledger.AddAnchor(Now, isWhole: false));
        Assert.Null(ledger.AddAnchor(Now, isWhole: true));
    }

    [Theory]
    [InlineData("outcome = 4")]
    [InlineData("outcome = 1")]
    [InlineData("decided_at = decided_at + {second}")]
    [InlineData("product = 'other'")]
    [InlineData("client_id = 'other'")]
    [InlineData("strategy_version = '2'")]
    [InlineData("evidence = {bytes}")]
    [InlineData("summary = {bytes}")]
    [InlineData("content_hash = {hash}")]
    [InlineData("borrower = {hash}")]
    public async Task A_changed_column_is_found_and_named(string change)
    {
        string second = this is PostgresAuditTrailTests ? "interval '1 second'" : "1000000";
        change = change.Replace("{second}", second).Replace("{bytes}", Bytes([9])).Replace("{hash}", Bytes([.. Enumerable.Repeat((byte)9, 32)]));
        LedgerEntry entry = await TamperedAsync(entry => $"UPDATE decisions SET {change} WHERE decision_id = {Id(entry.DecisionId)}");
        using ILedgerStore ledger = _home.Value.Open();
        List<AuditFinding> found = [.. AuditProof.Of(ledger).Where(finding => finding.Kind is not (AuditFindingKind.ReservationsDiffer or AuditFindingKind.LookupChanged))];
        // What was set as it was before is no change.
        if (change == $"outcome = {entry.Outcome}") Assert.Empty(found);
        else Assert.Equal((AuditFindingKind.RecordChanged, entry.DecisionId.ToString()), (Assert.Single(found).Kind, found[0].Subject));
    }

    [Fact]
    public async Task A_changed_reply_is_found() =>
        await FindAsync(AuditFindingKind.RecordChanged, entry => this is PostgresAuditTrailTests
            ? $"UPDATE decisions SET decision = {Bytes([9])} WHERE decision_id = {Id(entry.DecisionId)}"
            : $"UPDATE replies SET decision = {Bytes([9])} WHERE sequence = {entry.Sequence}");

    [Fact]
    public async Task A_removed_decision_is_found() =>
        await FindAsync(AuditFindingKind.RecordRemoved, entry => $"DELETE FROM decisions WHERE decision_id = {Id(entry.DecisionId)}");

    [Fact]
    public async Task An_inserted_decision_is_found()
    {
        const string others = "client_id, 'inserted', content_hash, borrower, product, outcome, decided_at, 0, strategy_id, strategy_version, evidence, summary";
        const string columns = "decision_id, client_id, application_id, content_hash, borrower, product, outcome, decided_at, reserved_fen, strategy_id, strategy_version, evidence, summary";
        Guid inserted = Guid.CreateVersion7();
        (string column, string value) = this is PostgresAuditTrailTests ? (", decision", ", decision") : ("", "");
        await TamperedAsync(entry =>
            $"INSERT INTO decisions(sequence, {columns}{column}) SELECT (SELECT max(sequence) + 1 FROM decisions), {Id(inserted)}, {others}{value} FROM decisions WHERE sequence = {entry.Sequence}"
            + (this is PostgresAuditTrailTests ? "" : "; INSERT INTO replies SELECT max(sequence), x'09' FROM decisions"));
        using ILedgerStore ledger = _home.Value.Open();
        Assert.Contains(AuditProof.Of(ledger), finding => (finding.Kind, finding.Subject) == (AuditFindingKind.RecordInserted, inserted.ToString()));
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task A_raised_or_lowered_exposure_is_found() =>
        await FindAsync(AuditFindingKind.ReservationsDiffer, entry => $"UPDATE exposures SET reserved_fen = 1 WHERE borrower = {Bytes(entry.Borrower.ToArray())}");

    [Fact]
    public async Task A_changed_link_is_found() =>
        await FindAsync(AuditFindingKind.LinkChanged, _ => $"UPDATE chain_links SET previous = {Bytes([.. Enumerable.Repeat((byte)9, 32)])} WHERE number = 1");

    [Fact]
    public async Task A_chain_without_its_newest_links_and_decisions_is_found() => await FindAsync(
        AuditFindingKind.ChainCutOff,
        _ => "DELETE FROM decisions WHERE sequence >= (SELECT max(first_sequence) FROM chain_links);"
            + "DELETE FROM chain_links WHERE first_sequence >= (SELECT max(first_sequence) FROM chain_links)");

    [Fact]
    public async Task Two_decisions_that_changed_places_are_found() => await FindAsync(
        AuditFindingKind.RecordMoved,
        entry => string.Join(';', Swapped.Select(table =>
            $"UPDATE {table} SET sequence = -1 WHERE sequence = {entry.Sequence};"
            + $"UPDATE {table} SET sequence = {entry.Sequence} WHERE sequence = {entry.Sequence - 1};"
            + $"UPDATE {table} SET sequence = {entry.Sequence - 1} WHERE sequence = -1")));

    [Fact]
    public async Task A_removed_link_is_found() =>
        await FindAsync(AuditFindingKind.LinkRemoved, _ => "DELETE FROM chain_links WHERE number = 1");

    [Fact]
    public async Task Decisions_that_were_removed_are_not_hidden_by_what_their_link_is_found_by() => await FindAsync(
        AuditFindingKind.LinkChanged,
        entry => "UPDATE exposures SET reserved_fen = reserved_fen - coalesce((SELECT sum(reserved_fen) FROM decisions WHERE decisions.borrower = exposures.borrower"
            + " AND sequence BETWEEN (SELECT first_sequence FROM chain_links WHERE number = 1 ORDER BY first_sequence LIMIT 1)"
            + " AND (SELECT last_sequence FROM chain_links WHERE number = 1 ORDER BY first_sequence LIMIT 1)), 0);"
            + "DELETE FROM decisions WHERE sequence BETWEEN (SELECT first_sequence FROM chain_links WHERE number = 1 ORDER BY first_sequence LIMIT 1)"
            + " AND (SELECT last_sequence FROM chain_links WHERE number = 1 ORDER BY first_sequence LIMIT 1);"
            + "UPDATE chain_links SET first_sequence = 1000000000, last_sequence = 0 WHERE first_sequence = (SELECT min(first_sequence) FROM chain_links)");

    [Fact]
    public async Task A_seal_of_another_key_is_found() =>
        await FindAsync(AuditFindingKind.SealWrong, _ => $"UPDATE chain_links SET seal = {Bytes(new byte[32])} WHERE number = 1");

    [Fact]
    public async Task A_later_beginning_of_the_chains_is_found() =>
        await FindAsync(AuditFindingKind.AnchorChanged, _ => "UPDATE chained_after SET sequence = 5");

    [Fact]
    public async Task A_store_that_was_set_back_has_not_the_head_that_was_kept()
    {
        StoredAnchor kept;
        using (ILedgerStore ledger = _home.Value.Open())
        {
            await CommitAsync(ledger, "before");
            ledger.AddAnchor(Now, isWhole: true);
            await CommitAsync(ledger, "after");
            kept = ledger.AddAnchor(Now, isWhole: true)!;
            Assert.Empty(AuditProof.Of(ledger, head: (kept.Anchor.Number, kept.Digest)));
        }
        // All that came after the first anchor, with every trace of it: no chain can tell.
        _home.Value.Run(
            "DELETE FROM chain_anchors WHERE number = 2; DELETE FROM chain_links WHERE last_sequence > 40; DELETE FROM decisions WHERE sequence > 40;"
            + "UPDATE exposures SET reserved_fen = coalesce((SELECT sum(reserved_fen) FROM decisions WHERE decisions.borrower = exposures.borrower), 0)");
        using ILedgerStore cut = _home.Value.Open();
        Assert.Equal(AuditFindingKind.HeadNotFound, Assert.Single(AuditProof.Of(cut, head: (kept.Anchor.Number, kept.Digest))).Kind);
    }

    [Fact]
    public async Task A_period_is_proved_by_itself()
    {
        LedgerEntry changed = await TamperedAsync(entry => $"UPDATE decisions SET outcome = 4 WHERE decision_id = {Id(entry.DecisionId)}");
        using ILedgerStore ledger = _home.Value.Open();
        Assert.Single(AuditProof.Of(ledger, new AuditPeriod(changed.DecidedAt, changed.DecidedAt.AddSeconds(1))));
        Assert.Empty(AuditProof.Of(ledger, new AuditPeriod(changed.DecidedAt.AddSeconds(1), null)));
    }

    [Fact]
    public async Task A_period_is_proved_where_an_earlier_one_was_taken_out_of_the_store()
    {
        var later = new AuditPeriod(Now, null);
        using ILedgerStore ledger = _home.Value.Open();
        await ledger.CommitAsync("early", askedFen: 100);
        LedgerEntry late = LedgerContent.Entry("late") with { DecidedAt = Now };
        await ledger.CommitAsync(LedgerContent.Pending(late, 100, new Exposure(100)), TestContext.Current.CancellationToken);
        _home.Value.Run("DELETE FROM decisions WHERE sequence = 1");
        Assert.Equal([AuditFindingKind.RecordRemoved, AuditFindingKind.ReservationsDiffer], AuditProof.Of(ledger).Select(finding => finding.Kind));
        Assert.Empty(AuditProof.Of(ledger, later));
        _home.Value.Run("UPDATE exposures SET reserved_fen = 1");
        Assert.Equal(AuditFindingKind.ReservationsDiffer, Assert.Single(AuditProof.Of(ledger, later)).Kind);
    }

    // One tampering of a store of some batches, anchored; what it is about is the newest decision that reserves.
    private async Task<LedgerEntry> TamperedAsync(Func<LedgerEntry, string> sql)
    {
        LedgerEntry entry;
        using (ILedgerStore ledger = _home.Value.Open())
        {
            await CommitAsync(ledger, "a");
            ledger.AddAnchor(Now, isWhole: true);
            entry = (await ledger.AllAsync()).First(entry => entry.ReservedFen > 0);
        }
        _home.Value.Run(sql(entry));
        return entry;
    }

    private protected async Task FindAsync(AuditFindingKind kind, Func<LedgerEntry, string> sql)
    {
        await TamperedAsync(sql);
        using ILedgerStore ledger = _home.Value.Open();
        Assert.Contains(AuditProof.Of(ledger), finding => finding.Kind == kind);
    }

    private static async Task CommitAsync(ILedgerStore ledger, string run)
    {
        for (int i = 0; i < Decisions / 2; i++) await ledger.CommitAsync($"{run}-one-{i}", borrower: i, askedFen: 100);
        await Task.WhenAll(Enumerable.Range(0, Decisions / 2).Select(i => Task.Run(() => ledger.CommitAsync($"{run}-many-{i}", borrower: i % 7, askedFen: 100))));
    }
}
