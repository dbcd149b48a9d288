using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Reassessment;
using CreditDecision.Core.Reviews;
using CreditDecision.Service.Governance;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.PersonalData.Erasing;
using CreditDecision.Service.Reassessment;
using CreditDecision.Service.Reviews;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>
/// The embedded store at one moment: two connections, each in a reading transaction. The ledger only grows, and what the second one sees more
/// of lies behind the range that is asked for.
/// </summary>
internal sealed class SqliteAuditView : IAuditView
{
    private const string Overlap = "decided_to >= $1 AND decided_from < $2";

    private const string ExtentOf = $"""
        SELECT min(a), max(b) FROM (
          SELECT min(first_sequence) AS a, max(last_sequence) AS b FROM chain_links WHERE {Overlap}
          UNION ALL
          SELECT min(sequence), max(sequence) FROM decisions
          WHERE decided_at >= $1 AND decided_at < $2 AND sequence > (SELECT sequence FROM chained_after))
        """;

    private const string Reservations = """
        SELECT hex(borrower), sum(decisions), sum(held) FROM (
          SELECT borrower, reserved_fen AS decisions, 0 AS held FROM decisions WHERE reserved_fen > 0
          UNION ALL SELECT borrower, reserved_fen, 0 FROM review_events WHERE reserved_fen > 0
          UNION ALL SELECT borrower, -released_fen, 0 FROM loan_performance WHERE released_fen > 0
          UNION ALL SELECT borrower, -released_fen, 0 FROM reassessment_events WHERE released_fen > 0
          UNION ALL SELECT borrower, 0, reserved_fen FROM exposures)
        GROUP BY borrower HAVING sum(decisions) <> sum(held)
        """;

    private const string Lost = """
        SELECT d.decision_id, d.sequence FROM decisions d LEFT JOIN borrower_keys k ON k.borrower = d.borrower
        WHERE d.decided_at >= $1 AND d.decided_at < $2 AND substr(d.evidence, 1, 1) = x'02'
          AND (k.borrower IS NULL OR substr(k.sealed_key, 1, 8) <> substr(d.evidence, 2, 8))
          AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.borrower = d.borrower AND e.key_id = substr(d.evidence, 2, 8))
        """;

    private const string Restored = """
        SELECT hex(e.borrower), e.number FROM erasures e JOIN borrower_keys k ON k.borrower = e.borrower AND substr(k.sealed_key, 1, 8) = e.key_id
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteConnection _records;

    public SqliteAuditView(SqliteFile file)
    {
        _connection = file.Connect(readOnly: true);
        _records = file.Connect(readOnly: true);
        Begin(_connection);
        Begin(_records);
        ChainedAfter = Number(_connection, "SELECT sequence FROM chained_after");
    }

    public long ChainedAfter { get; }

    public long Unchained() => Number(_connection, $"SELECT count(*) FROM decisions WHERE sequence <= {ChainedAfter}");

    public IEnumerable<StoredAnchor> Anchors() =>
        Each(_connection, $"SELECT {SqliteChains.AnchorColumns} FROM chain_anchors ORDER BY number", SqliteChains.ReadAnchor);

    public IEnumerable<FoundLink> Links(AuditPeriod period) => Each(
        _connection,
        $"SELECT {SqliteChains.LinkColumns}, first_sequence, last_sequence FROM chain_links WHERE {Overlap} ORDER BY chain, number",
        row => new FoundLink(SqliteChains.ReadLink(row), row.GetInt64(6), row.GetInt64(7)),
        From(period),
        Before(period));

    public (long First, long Last) Extent(AuditPeriod period)
    {
        using SqliteCommand command = _connection.Command(ExtentOf, 2);
        (command.Parameters[0].Value, command.Parameters[1].Value) = (From(period), Before(period));
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() && !row.IsDBNull(0) ? (row.GetInt64(0), row.GetInt64(1)) : (0, -1);
    }

    public IEnumerable<ChainLink> Links(long first, long last) => Each(
        _connection,
        $"SELECT {SqliteChains.LinkColumns} FROM chain_links WHERE first_sequence <= $2 AND last_sequence >= $1 ORDER BY first_sequence",
        row => SqliteChains.ReadLink(row).Link,
        first,
        last);

    public IEnumerable<ChainMember> Records(long first, long last)
    {
        using var digest = new RecordDigest();
        string sql = $"SELECT {SqliteRows.RecordColumns} FROM decisions WHERE sequence BETWEEN max($1, {ChainedAfter + 1}) AND $2 ORDER BY sequence";
        foreach (ChainMember member in Each(_records, sql, MemberOf, first, last)) yield return member;

        ChainMember MemberOf(SqliteDataReader row)
        {
            // Without its reply a decision cannot be read; it is not what was committed.
            if (row.IsDBNull(SqliteRows.DecisionColumn)) return new ChainMember(row.GetInt64(0), new Guid(row.GetFieldValue<byte[]>(1), bigEndian: true), default);
            LedgerEntry entry = SqliteRows.Read(row);
            return new ChainMember(entry.Sequence, entry.DecisionId, digest.Of(entry));
        }
    }

    public IEnumerable<(string Borrower, long DecisionsFen, long HeldFen)> WrongReservations() =>
        Each(_connection, Reservations, row => (row.GetString(0).ToLowerInvariant(), row.GetInt64(1), row.GetInt64(2)));

    /// <remarks>Whatever a decision is found by is an index of its own row.</remarks>
    public IEnumerable<(Guid DecisionId, long Sequence)> WrongLookups() => [];

    public IEnumerable<StoredErasure> Erasures() => Each(_connection, $"SELECT {ErasureStore.Columns} FROM erasures ORDER BY number", ErasureStore.Read);

    public IEnumerable<(Guid DecisionId, long Sequence)> LostKeys(AuditPeriod period) =>
        Each(_connection, Lost, row => (new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true), row.GetInt64(1)), From(period), Before(period));

    public IEnumerable<(string Borrower, long Number)> RestoredKeys() =>
        Each(_connection, Restored, row => (row.GetString(0).ToLowerInvariant(), row.GetInt64(1)));

    public IEnumerable<StoredGovernanceEvent> Governance() => Each(_connection, $"SELECT {GovernanceStore.Columns} FROM governance_events ORDER BY number", GovernanceStore.Read);

    public IEnumerable<(Digest Sha256, byte[] Content)> GovernanceDocuments() =>
        Each(_connection, "SELECT sha256, content FROM governance_documents", row => (new Digest(row.GetFieldValue<byte[]>(0)), row.GetFieldValue<byte[]>(1)));

    public IEnumerable<StoredReview> Reviews() => Each(_connection, $"SELECT {ReviewStore.Columns} FROM review_events ORDER BY number", ReviewStore.Read);

    public IEnumerable<(Guid DecisionId, long Sequence)> WrongCases(AuditPeriod period) =>
        Each(_connection, ReviewStore.WrongCases, row => (new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true), row.GetInt64(1)), From(period), Before(period));

    public IEnumerable<StoredReassessment> Reassessments() =>
        Each(_connection, $"SELECT {ReassessmentRows.Columns} FROM reassessment_events ORDER BY number", ReassessmentRows.Read);

    public IEnumerable<(Guid DecisionId, long Number)> WrongReassessments() =>
        Each(_connection, ReassessmentRows.Wrong, row => (StoreSessions.Id(row, 0), row.GetInt64(1)));

    public void Dispose()
    {
        _connection.Dispose();
        _records.Dispose();
    }

    // The snapshot is taken by the first read.
    private static void Begin(SqliteConnection connection)
    {
        using SqliteCommand begin = connection.Command("BEGIN; SELECT count(*) FROM chained_after");
        begin.ExecuteScalar();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    private static IEnumerable<T> Each<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params object[] parameters)
    {
        using SqliteCommand command = connection.Command(sql, parameters.Length);
        for (int i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i];
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read()) yield return read(rows);
    }

    private static long From(AuditPeriod period) => period.From is { } from ? SqliteRows.ToMicroseconds(from) : long.MinValue;

    private static long Before(AuditPeriod period) => period.Before is { } before ? SqliteRows.ToMicroseconds(before) : long.MaxValue;
}
