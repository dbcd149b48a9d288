using System.Data.Common;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Reviews;
using CreditDecision.Core.Values;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Reviews;

/// <summary>Reviews in a database: statements that both stores understand alike, but for a few words.</summary>
internal abstract class ReviewStore(StoreSessions sessions) : IReviewStore
{
    public const string Columns = "number, decision_id, borrower, act, who, at, became, claimed_until, amount_fen, reserved_fen, detail, previous, digest, seal";

    /// <summary>Referred decisions that were made from $1 and before $2, and are no case or one that is not where its events left it.</summary>
    public const string WrongCases = """
        SELECT d.decision_id, d.sequence FROM decisions d LEFT JOIN review_cases c ON c.decision_id = d.decision_id
        WHERE d.outcome = 2 AND d.decided_at >= $1 AND d.decided_at < $2 AND (c.decision_id IS NULL
          OR c.state <> coalesce((SELECT v.became FROM review_events v WHERE v.decision_id = d.decision_id ORDER BY v.number DESC LIMIT 1), 1))
        """;

    private const string KeepKey =
        "INSERT INTO borrower_keys(borrower, sealed_key) VALUES ($1, $2) ON CONFLICT (borrower) DO UPDATE SET sealed_key = excluded.sealed_key";

    private const string One = "SELECT decision_id, sequence, referred_at FROM review_cases WHERE decision_id = $1";

    /// <summary>
    /// Run first in a transaction that appends, of a borrower $1: no decision of the borrower comes between; and the borrower has a row of exposure.
    /// </summary>
    protected abstract IReadOnlyList<string> BorrowerLocks { get; }

    /// <summary>Adds $2 fen to the exposure of the borrower $1, whose cap is $3 fen.</summary>
    protected abstract string Reserve { get; }

    /// <summary>As the store keeps it.</summary>
    protected abstract object Id(Guid id);

    /// <summary>The decisions of some rows of <c>review_cases</c>, in any order.</summary>
    /// <param name="cases">A query for decision_id, sequence and referred_at.</param>
    protected abstract string EntriesOf(string cases);

    /// <param name="row">Of <see cref="EntriesOf"/>.</param>
    protected abstract LedgerEntry ReadEntry(DbDataReader row);

    public ValueTask<IReadOnlyList<StoredReview>> AppendAsync(ReviewOrder order, CancellationToken cancellation) => sessions.WriteAsync<IReadOnlyList<StoredReview>>(async session =>
    {
        byte[] borrower = order.Referred.Borrower.ToArray();
        await session.TakeAsync(StoreTurn.Reviews);
        foreach (string hold in BorrowerLocks) await session.RunAsync(hold, borrower);
        ReviewGround ground = await GroundAsync(session, order.Referred);
        if (order.Judge(ground) is not { } entry) return ground.Events;
        // The last line, as where decisions are recorded, and it trusts nobody.
        long reserved = entry.Event.Record.Reserved.Fen;
        if (reserved > 0 && reserved > order.CapFen - ground.Exposure.ReservedFen)
            throw new LedgerInvariantException($"A review of decision {order.Referred.DecisionId} would reserve {reserved} fen on top of {ground.Exposure.ReservedFen}; the cap is {order.CapFen}.");
        await WriteAsync(session, order, entry);
        await session.CommitAsync();
        return [.. ground.Events, entry.Event];
    }, cancellation);

    public async ValueTask<KeptCase?> GetAsync(Guid decisionId, CancellationToken cancellation) =>
        await CasesAsync(One, [Id(decisionId)], cancellation) is [var found] ? found : null;

    public ValueTask<IReadOnlyList<KeptCase>> ListAsync(CaseQuery query, CancellationToken cancellation)
    {
        var values = new List<object>();
        string page = CaseSelection.Of(query, value =>
        {
            values.Add(value is DateTimeOffset moment ? sessions.Moment(moment.ToUniversalTime()) : value);
            return $"${values.Count}";
        });
        return CasesAsync(page, [.. values], cancellation);
    }

    public async ValueTask ReadDecidedAsync(DateTimeOffset from, DateTimeOffset before, Action<StoredReview> visit, CancellationToken cancellation)
    {
        IReadOnlyList<StoredReview> decided = await sessions.ReadAsync(
            $"SELECT {Columns} FROM review_events WHERE at >= $1 AND at < $2 AND (became >= 4 OR act = 6)", Read, cancellation, SqliteRows.ToMicroseconds(from), SqliteRows.ToMicroseconds(before));
        foreach (StoredReview review in decided) visit(review);
    }

    public async ValueTask<StoredReview?> ApprovalOfAsync(Guid decisionId, CancellationToken cancellation) =>
        await sessions.ReadAsync($"SELECT {Columns} FROM review_events WHERE decision_id = $1 AND became = 4", Read, cancellation, Id(decisionId)) is [var approval] ? approval : null;

    /// <param name="row">Of <see cref="Columns"/>.</param>
    public static StoredReview Read(DbDataReader row)
    {
        byte[] decision = row.GetValue(1) is Guid id ? id.ToByteArray(bigEndian: true) : row.GetFieldValue<byte[]>(1);
        long until = row.GetInt64(7);
        var record = new ReviewRecord(
            row.GetInt64(0), decision, row.GetFieldValue<byte[]>(2), (ReviewAct)row.GetInt32(3), row.GetString(4), SqliteRows.FromMicroseconds(row.GetInt64(5)), (ReviewState)row.GetInt32(6),
            until == 0 ? default : SqliteRows.FromMicroseconds(until), Money.FromFen(row.GetInt64(8)), Money.FromFen(row.GetInt64(9)), row.GetFieldValue<byte[]>(10),
            new Digest(row.GetFieldValue<byte[]>(11)));
        return new StoredReview(record, new Digest(row.GetFieldValue<byte[]>(12)), row.GetFieldValue<byte[]>(13));
    }

    private async ValueTask<IReadOnlyList<KeptCase>> CasesAsync(string cases, object[] values, CancellationToken cancellation)
    {
        IReadOnlyList<LedgerEntry> entries = await sessions.ReadAsync(EntriesOf(cases), ReadEntry, cancellation, values);
        IReadOnlyList<StoredReview> events = await sessions.ReadAsync(
            $"SELECT {Columns} FROM review_events WHERE decision_id IN (SELECT decision_id FROM ({cases}) AS page) ORDER BY number", Read, cancellation, values);
        ILookup<Guid, StoredReview> byDecision = events.ToLookup(each => new Guid(each.Record.Decision.Span, bigEndian: true));
        return [.. entries.OrderBy(entry => (entry.DecidedAt, entry.Sequence)).Select(entry => new KeptCase(entry, [.. byDecision[entry.DecisionId]]))];
    }

    private async Task<ReviewGround> GroundAsync(StoreSession session, LedgerEntry referred)
    {
        byte[] borrower = referred.Borrower.ToArray();
        List<long> held = await session.ReadAsync("SELECT reserved_fen FROM exposures WHERE borrower = $1", row => row.GetInt64(0), borrower);
        List<byte[]> key = await session.ReadAsync("SELECT sealed_key FROM borrower_keys WHERE borrower = $1", row => row.GetFieldValue<byte[]>(0), borrower);
        List<StoredReview> events = await session.ReadAsync($"SELECT {Columns} FROM review_events WHERE decision_id = $1 ORDER BY number", Read, Id(referred.DecisionId));
        List<StoredReview> last = await session.ReadAsync($"SELECT {Columns} FROM review_events ORDER BY number DESC LIMIT 1", Read);
        return new ReviewGround(new Exposure(held.FirstOrDefault()), events, key.FirstOrDefault(), last.FirstOrDefault());
    }

    private async Task WriteAsync(StoreSession session, ReviewOrder order, ReviewEntry entry)
    {
        ReviewRecord record = entry.Event.Record;
        object id = Id(order.Referred.DecisionId);
        byte[] borrower = record.Borrower.ToArray();
        long until = record.ClaimedUntil == default ? 0 : SqliteRows.ToMicroseconds(record.ClaimedUntil);
        if (entry.KeyToKeep is { } key) await session.RunAsync(KeepKey, borrower, key);
        await session.RunAsync(
            $"INSERT INTO review_events({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            record.Number, id, borrower, (int)record.Act, record.Who, SqliteRows.ToMicroseconds(record.At), (int)record.Became, until, record.Amount.Fen, record.Reserved.Fen,
            record.Detail.ToArray(), record.Previous.ToArray(), entry.Event.Digest.ToArray(), entry.Event.Seal.ToArray());
        int moved = await session.RunAsync("UPDATE review_cases SET state = $2, claimed_until = $3 WHERE decision_id = $1", id, (int)record.Became, until);
        if (record.Reserved.IsPositive) moved += await session.RunAsync(Reserve, borrower, record.Reserved.Fen, order.CapFen) - 1;
        if (moved != 1) throw new LedgerInvariantException($"The case of decision {order.Referred.DecisionId}, or its borrower's exposure, is not there once.");
    }
}
