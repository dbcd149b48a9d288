using System.Data.Common;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Reassessment;
using CreditDecision.Core.Values;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Reassessment;

/// <summary>Events of re-assessment as both stores have them.</summary>
internal static class ReassessmentRows
{
    public const string Columns = "number, cause, decision_id, borrower, kind, act, who, at, limit_fen, released_fen, grounds, previous, digest, seal";

    public const string Insert = $"INSERT INTO reassessment_events({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

    /// <summary>Decisions whose standing is not where their events left it, with the number of their first event.</summary>
    public const string Wrong = """
        SELECT q.decision_id, q.number FROM reassessment_events q LEFT JOIN reassessments r ON r.cause = q.cause AND r.decision_id = q.decision_id
        WHERE q.act = 1 AND (r.number IS NULL OR r.number <> q.number OR r.kind <> q.kind
          OR r.state <> (SELECT e.act FROM reassessment_events e WHERE e.decision_id = q.decision_id AND e.cause = q.cause ORDER BY e.number DESC LIMIT 1))
        """;

    /// <param name="row">Of <see cref="Columns"/>.</param>
    public static StoredReassessment Read(DbDataReader row)
    {
        var record = new ReassessmentRecord(
            row.GetInt64(0), row.GetInt64(1), StoreSessions.Id(row, 2).ToByteArray(bigEndian: true), row.GetFieldValue<byte[]>(3), (AffectedKind)row.GetInt32(4),
            (ReassessmentAct)row.GetInt32(5), row.GetString(6), SqliteRows.FromMicroseconds(row.GetInt64(7)), Money.FromFen(row.GetInt64(8)), Money.FromFen(row.GetInt64(9)),
            row.GetFieldValue<byte[]>(10), new Digest(row.GetFieldValue<byte[]>(11)));
        return new StoredReassessment(record, new Digest(row.GetFieldValue<byte[]>(12)), row.GetFieldValue<byte[]>(13));
    }

    /// <summary>In the order of <see cref="Columns"/>.</summary>
    public static object[] Values(StoredReassessment stored, StoreSessions sessions)
    {
        ReassessmentRecord record = stored.Record;
        return
        [
            record.Number, record.Cause, sessions.Id(IdOf(record)), record.Borrower.ToArray(), (int)record.Kind, (int)record.Act, record.Who, SqliteRows.ToMicroseconds(record.At),
            record.Limit.Fen, record.Released.Fen, record.Grounds.ToArray(), record.Previous.ToArray(), stored.Digest.ToArray(), stored.Seal.ToArray(),
        ];
    }

    public static Guid IdOf(ReassessmentRecord record) => new(record.Decision.Span, bigEndian: true);
}
