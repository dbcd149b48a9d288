using System.Data.Common;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Reassessment;
using CreditDecision.Core.Values;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Reassessment;

/// <summary>
/// Queues what rests on something that was stopped: looks through the ledger a piece at a time, and writes what it found and how far it came in one
/// transaction. Whoever goes on, on whichever replica, begins where the last piece ended; no two look at the same piece.
/// </summary>
internal sealed class AffectedSearch(StoreSessions sessions, PersonalDataKeys keys, TimeProvider time)
{
    // Places in the ledger. Small, because the embedded store has one writer, and decisions wait for it.
    private const int Piece = 1_000;

    // Closed cases (4 approved, 5 declined); loans that have ended (6 settled, 7 cancelled).
    private const string Select = """
        SELECT d.decision_id, d.borrower, CASE WHEN d.outcome = 2 AND c.state < 4 THEN 3 WHEN coalesce(l.disbursed_fen, 0) > 0 THEN 2 ELSE 1 END
        FROM decisions d LEFT JOIN loan_performance l ON l.decision_id = d.decision_id LEFT JOIN review_cases c ON c.decision_id = d.decision_id
        WHERE d.sequence > $1 AND d.sequence <= $2 AND (d.outcome = 1 OR (d.outcome = 2 AND c.state < 5)) AND coalesce(l.status, 1) NOT IN (6, 7)
          AND NOT EXISTS (SELECT 1 FROM reassessment_events e WHERE e.decision_id = d.decision_id AND e.cause = $3 AND e.act = 1)
        """;

    private readonly ChainSeal _chain = keys.ChainSeal();

    /// <summary>One piece.</summary>
    /// <returns>How many were queued; null where nothing is left to look through.</returns>
    /// <exception cref="LedgerUnavailableException">The store cannot be read or written; nothing was done.</exception>
    public ValueTask<int?> StepAsync(StopCause cause, CancellationToken cancellation) => sessions.WriteAsync<int?>(async session =>
    {
        await session.TakeAsync(StoreTurn.Reassessments);
        // What was stopped decides no more, so nothing that rests on it comes behind this place.
        await session.RunAsync(
            "INSERT INTO reassessment_progress(cause, next_sequence, last_sequence) SELECT $1, 0, coalesce(max(sequence), 0) FROM decisions WHERE true ON CONFLICT DO NOTHING", cause.Number);
        (long next, long last) = (await session.ReadAsync("SELECT next_sequence, last_sequence FROM reassessment_progress WHERE cause = $1", row => (row.GetInt64(0), row.GetInt64(1)), cause.Number))[0];
        if (next >= last) return null;
        long end = Math.Min(next + Piece, last);
        List<Found> found = await FindAsync(session, cause, next, end);
        await QueueAsync(session, cause, found);
        await session.RunAsync("UPDATE reassessment_progress SET next_sequence = $2 WHERE cause = $1", cause.Number, end);
        await session.CommitAsync();
        return found.Count;
    }, cancellation);

    private static Task<List<Found>> FindAsync(StoreSession session, StopCause cause, long after, long end)
    {
        var values = new List<object> { after, end, cause.Number };
        var strategies = new List<string>();
        foreach ((string id, string version) in cause.Strategies)
        {
            strategies.Add($"(d.strategy_id = ${values.Count + 1} AND d.strategy_version = ${values.Count + 2})");
            values.Add(id);
            values.Add(version);
        }
        return session.ReadAsync($"{Select} AND ({string.Join(" OR ", strategies)}) ORDER BY d.sequence", Read, [.. values]);
    }

    private async Task QueueAsync(StoreSession session, StopCause cause, List<Found> found)
    {
        if (found.Count == 0) return;
        (long number, Digest previous) = await LastAsync(session);
        DateTimeOffset at = Decisions.Moments.ToMicroseconds(time.GetUtcNow());
        foreach (Found each in found)
        {
            var record = new ReassessmentRecord(
                ++number, cause.Number, each.Decision.ToByteArray(bigEndian: true), each.Borrower, each.Kind, ReassessmentAct.Queue, "", at, Money.Zero, Money.Zero, default, previous);
            previous = record.Digest();
            await session.RunAsync(ReassessmentRows.Insert, ReassessmentRows.Values(new StoredReassessment(record, previous, _chain.Of(previous)), sessions));
            await session.RunAsync(
                "INSERT INTO reassessments(number, cause, decision_id, kind, state) VALUES ($1, $2, $3, $4, 1)", number, cause.Number, sessions.Id(each.Decision), (int)each.Kind);
        }
    }

    /// <summary>Where the log ends; whoever appends has taken the turn before.</summary>
    public static async Task<(long Number, Digest Digest)> LastAsync(StoreSession session)
    {
        List<(long, Digest)> last = await session.ReadAsync(
            "SELECT number, digest FROM reassessment_events ORDER BY number DESC LIMIT 1", row => (row.GetInt64(0), new Digest(row.GetFieldValue<byte[]>(1))));
        return last.Count > 0 ? last[0] : default;
    }

    private static Found Read(DbDataReader row) => new(StoreSessions.Id(row, 0), row.GetFieldValue<byte[]>(1), (AffectedKind)row.GetInt32(2));

    private sealed record Found(Guid Decision, byte[] Borrower, AffectedKind Kind);
}
