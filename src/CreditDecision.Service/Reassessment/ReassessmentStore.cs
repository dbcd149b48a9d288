using CreditDecision.Core.Audit;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Reassessment;
using CreditDecision.Core.Values;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Reassessment;

/// <summary>What there is in the middle of the transaction that resolves a decision.</summary>
/// <param name="Events">Of the decision, of every cause, ascending.</param>
/// <param name="BorrowerKey">As it is kept; null where there is none.</param>
internal sealed record ReassessmentGround(
    IReadOnlyList<StoredReassessment> Events, Money Drawn, bool LoanEnded, byte[]? BorrowerKey, long LastNumber, Digest LastDigest);

/// <summary>What is to be written.</summary>
/// <param name="KeyToKeep">The borrower's key, in place of the one there was; null where it stays.</param>
internal sealed record ReassessmentEntry(StoredReassessment Event, byte[]? KeyToKeep);

/// <summary>A queued decision.</summary>
/// <param name="Number">Of the event that queued it.</param>
internal sealed record QueuedDecision(long Number, long Cause, Guid Decision, AffectedKind Kind);

/// <summary>
/// The log of re-assessment, to which is only ever added, and beside it, made from it, where each decision stands. Every member throws
/// <see cref="LedgerUnavailableException"/> where the store cannot be read or written.
/// </summary>
internal sealed class ReassessmentStore(StoreSessions sessions)
{
    private const string KeepKey =
        "INSERT INTO borrower_keys(borrower, sealed_key) VALUES ($1, $2) ON CONFLICT (borrower) DO UPDATE SET sealed_key = excluded.sealed_key";

    private const string OfDecision = $"SELECT {ReassessmentRows.Columns} FROM reassessment_events WHERE decision_id = $1 ORDER BY number";

    private const string Loan = "SELECT disbursed_fen, status FROM loan_performance WHERE decision_id = $1";

    /// <summary>Appends an event and gives back what it releases: both or neither, durably. Nothing of the borrower comes between.</summary>
    /// <param name="judge">Makes the event, or null where nothing is to be written.</param>
    public ValueTask<ReassessmentEntry?> AppendAsync(
        Guid decision, BorrowerToken borrower, Func<ReassessmentGround, ReassessmentEntry?> judge, CancellationToken cancellation) => sessions.WriteAsync(async session =>
    {
        byte[] token = borrower.ToArray();
        object id = sessions.Id(decision);
        await session.TakeAsync(StoreTurn.Reassessments);
        foreach (string hold in sessions.HoldBorrower) await session.RunAsync(hold, token);
        List<StoredReassessment> events = await session.ReadAsync(OfDecision, ReassessmentRows.Read, id);
        List<(long Fen, int Status)> loan = await session.ReadAsync(Loan, row => (row.GetInt64(0), row.GetInt32(1)), id);
        List<byte[]> key = await session.ReadAsync("SELECT sealed_key FROM borrower_keys WHERE borrower = $1", row => row.GetFieldValue<byte[]>(0), token);
        (long number, Digest digest) = await AffectedSearch.LastAsync(session);
        (long drawn, int status) = loan.FirstOrDefault();
        var ground = new ReassessmentGround(events, Money.FromFen(drawn), ((LoanStatus)status).HasEnded(), key.FirstOrDefault(), number, digest);
        if (judge(ground) is not { } entry) return null;
        await WriteAsync(session, entry, token);
        await session.CommitAsync();
        return entry;
    }, cancellation);

    public ValueTask<IReadOnlyList<StoredReassessment>> EventsAsync(Guid decision, CancellationToken cancellation) =>
        sessions.ReadAsync(OfDecision, ReassessmentRows.Read, cancellation, sessions.Id(decision));

    /// <returns>Ascending, behind a number.</returns>
    /// <param name="cause">0 for all; <paramref name="kind"/> likewise.</param>
    public ValueTask<IReadOnlyList<QueuedDecision>> ListAsync(long after, int most, long cause, AffectedKind kind, bool resolved, CancellationToken cancellation) => sessions.ReadAsync(
        $"""
        SELECT number, cause, decision_id, kind FROM reassessments
        WHERE number > $1 AND ($2 = 0 OR cause = $2) AND ($3 = 0 OR kind = $3) AND {(resolved ? "state IN (2, 3, 4)" : "state IN (1, 5)")} ORDER BY number LIMIT $4
        """,
        row => new QueuedDecision(row.GetInt64(0), row.GetInt64(1), StoreSessions.Id(row, 2), (AffectedKind)row.GetInt32(3)), cancellation, after, cause, (int)kind, most);

    /// <returns>What the cause queued of a decision; null where it did not.</returns>
    public async ValueTask<QueuedDecision?> FindAsync(long cause, Guid decision, CancellationToken cancellation) => await sessions.ReadAsync(
        "SELECT number, kind FROM reassessments WHERE cause = $1 AND decision_id = $2",
        row => new QueuedDecision(row.GetInt64(0), cause, decision, (AffectedKind)row.GetInt32(1)), cancellation, cause, sessions.Id(decision)) is [var found] ? found : null;

    /// <summary>By cause, kind and last act.</summary>
    public ValueTask<IReadOnlyList<(long Cause, AffectedKind Kind, ReassessmentAct Act, long Decisions)>> CountAsync(CancellationToken cancellation) => sessions.ReadAsync(
        "SELECT cause, kind, state, count(*) FROM reassessments GROUP BY cause, kind, state ORDER BY cause, kind, state",
        row => (row.GetInt64(0), (AffectedKind)row.GetInt32(1), (ReassessmentAct)row.GetInt32(2), row.GetInt64(3)), cancellation);

    /// <returns>Causes of which everything is queued.</returns>
    public ValueTask<IReadOnlyList<long>> CompleteAsync(CancellationToken cancellation) =>
        sessions.ReadAsync("SELECT cause FROM reassessment_progress WHERE next_sequence >= last_sequence", row => row.GetInt64(0), cancellation);

    public async ValueTask<(Money Drawn, byte[]? BorrowerKey)> StandingAsync(Guid decision, BorrowerToken borrower, CancellationToken cancellation)
    {
        IReadOnlyList<long> drawn = await sessions.ReadAsync(Loan, row => row.GetInt64(0), cancellation, sessions.Id(decision));
        IReadOnlyList<byte[]> key = await sessions.ReadAsync("SELECT sealed_key FROM borrower_keys WHERE borrower = $1", row => row.GetFieldValue<byte[]>(0), cancellation, borrower.ToArray());
        return (Money.FromFen(drawn is [long fen] ? fen : 0), key is [byte[] kept] ? kept : null);
    }

    private async Task WriteAsync(StoreSession session, ReassessmentEntry entry, byte[] borrower)
    {
        ReassessmentRecord record = entry.Event.Record;
        if (entry.KeyToKeep is { } key) await session.RunAsync(KeepKey, borrower, key);
        await session.RunAsync(ReassessmentRows.Insert, ReassessmentRows.Values(entry.Event, sessions));
        int changed = await session.RunAsync(
            "UPDATE reassessments SET state = $3 WHERE cause = $1 AND decision_id = $2", record.Cause, sessions.Id(ReassessmentRows.IdOf(record)), (int)record.Act);
        if (record.Released.IsPositive) changed += await session.RunAsync("UPDATE exposures SET reserved_fen = reserved_fen - $2 WHERE borrower = $1", borrower, record.Released.Fen) - 1;
        if (changed != 1) throw new LedgerInvariantException("What a re-assessment changes, or its borrower's exposure, is not there once.");
    }
}
