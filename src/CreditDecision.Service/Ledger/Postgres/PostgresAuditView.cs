using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Reassessment;
using CreditDecision.Core.Reviews;
using CreditDecision.Service.Governance;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.PersonalData.Erasing;
using CreditDecision.Service.Reassessment;
using CreditDecision.Service.Reviews;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>The database at one moment: two connections whose transactions see the same.</summary>
internal sealed class PostgresAuditView : IAuditView
{
    private const string Overlap = "decided_to >= $1 AND decided_from < $2";

    private const string ExtentOf = $"""
        SELECT min(a), max(b) FROM (
          SELECT min(first_sequence) AS a, max(last_sequence) AS b FROM chain_links WHERE {Overlap}
          UNION ALL
          SELECT min(sequence), max(sequence) FROM decisions
          WHERE decided_at >= $1 AND decided_at < $2 AND sequence > (SELECT sequence FROM chained_after)) AS both_of_them
        """;

    private const string Reservations = """
        SELECT encode(borrower, 'hex'), sum(decisions)::bigint, sum(held)::bigint FROM (
          SELECT borrower, reserved_fen AS decisions, 0 AS held FROM decisions WHERE reserved_fen > 0
          UNION ALL SELECT borrower, reserved_fen, 0 FROM review_events WHERE reserved_fen > 0
          UNION ALL SELECT borrower, -released_fen, 0 FROM loan_performance WHERE released_fen > 0
          UNION ALL SELECT borrower, -released_fen, 0 FROM reassessment_events WHERE released_fen > 0
          UNION ALL SELECT borrower, 0, reserved_fen FROM exposures) AS both_of_them
        GROUP BY borrower HAVING sum(decisions) <> sum(held)
        """;

    // What is left of applications whose month was detached is right to be there.
    private const string Lookups = """
        SELECT d.decision_id, d.sequence FROM decisions d LEFT JOIN applications a ON a.decision_id = d.decision_id
        WHERE (a.client_id, a.application_id, a.decided_at, a.sequence) IS DISTINCT FROM (d.client_id, d.application_id, d.decided_at, d.sequence)
        """;

    private const string Lost = """
        SELECT d.decision_id, d.sequence FROM decisions d LEFT JOIN borrower_keys k ON k.borrower = d.borrower
        WHERE d.decided_at >= $1 AND d.decided_at < $2 AND substr(d.evidence, 1, 1) = '\x02'::bytea
          AND (k.borrower IS NULL OR substr(k.sealed_key, 1, 8) <> substr(d.evidence, 2, 8))
          AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.borrower = d.borrower AND e.key_id = substr(d.evidence, 2, 8))
        """;

    private const string Restored = """
        SELECT encode(e.borrower, 'hex'), e.number FROM erasures e JOIN borrower_keys k ON k.borrower = e.borrower AND substr(k.sealed_key, 1, 8) = e.key_id
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlConnection _records;

    public PostgresAuditView(NpgsqlDataSource source)
    {
        _connection = source.OpenConnection();
        try
        {
            _records = source.OpenConnection();
            Run(_connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            string snapshot = One<string>(_connection, "SELECT pg_export_snapshot()");
            Run(_records, $"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '{snapshot}'");
            ChainedAfter = One<long>(_connection, "SELECT sequence FROM chained_after");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public long ChainedAfter { get; }

    public long Unchained() => One<long>(_connection, $"SELECT count(*) FROM decisions WHERE sequence <= {ChainedAfter}");

    public IEnumerable<StoredAnchor> Anchors() =>
        Each(_connection, $"SELECT {PostgresChains.AnchorColumns} FROM chain_anchors ORDER BY number", PostgresChains.ReadAnchor);

    public IEnumerable<FoundLink> Links(AuditPeriod period) => Each(
        _connection,
        $"SELECT {PostgresChains.LinkColumns}, first_sequence, last_sequence FROM chain_links WHERE {Overlap} ORDER BY chain, number",
        row => new FoundLink(PostgresChains.ReadLink(row), row.GetInt64(6), row.GetInt64(7)),
        From(period),
        Before(period));

    public (long First, long Last) Extent(AuditPeriod period) => Each(
        _connection, ExtentOf, row => row.IsDBNull(0) ? (0L, -1L) : (row.GetInt64(0), row.GetInt64(1)), From(period), Before(period)).First();

    public IEnumerable<ChainLink> Links(long first, long last) => Each(
        _connection,
        $"SELECT {PostgresChains.LinkColumns} FROM chain_links WHERE last_sequence >= $1 AND first_sequence <= $2 ORDER BY first_sequence",
        row => PostgresChains.ReadLink(row).Link,
        PostgresRows.Number(first),
        PostgresRows.Number(last));

    public IEnumerable<ChainMember> Records(long first, long last)
    {
        using var digest = new RecordDigest();
        string sql = $"SELECT {PostgresRows.RecordColumns} FROM decisions d WHERE d.sequence BETWEEN $1 AND $2 ORDER BY d.sequence";
        foreach (ChainMember member in Each(_records, sql, MemberOf, PostgresRows.Number(Math.Max(first, ChainedAfter + 1)), PostgresRows.Number(last)))
            yield return member;

        ChainMember MemberOf(NpgsqlDataReader row)
        {
            LedgerEntry entry = PostgresRows.Read(row);
            return new ChainMember(entry.Sequence, entry.DecisionId, digest.Of(entry));
        }
    }

    public IEnumerable<(string Borrower, long DecisionsFen, long HeldFen)> WrongReservations() =>
        Each(_connection, Reservations, row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2)));

    public IEnumerable<(Guid DecisionId, long Sequence)> WrongLookups() => Each(_connection, Lookups, row => (row.GetGuid(0), row.GetInt64(1)));

    public IEnumerable<StoredErasure> Erasures() => Each(_connection, $"SELECT {ErasureStore.Columns} FROM erasures ORDER BY number", ErasureStore.Read);

    public IEnumerable<(Guid DecisionId, long Sequence)> LostKeys(AuditPeriod period) =>
        Each(_connection, Lost, row => (row.GetGuid(0), row.GetInt64(1)), From(period), Before(period));

    public IEnumerable<(string Borrower, long Number)> RestoredKeys() => Each(_connection, Restored, row => (row.GetString(0), row.GetInt64(1)));

    public IEnumerable<StoredGovernanceEvent> Governance() => Each(_connection, $"SELECT {GovernanceStore.Columns} FROM governance_events ORDER BY number", GovernanceStore.Read);

    public IEnumerable<(Digest Sha256, byte[] Content)> GovernanceDocuments() =>
        Each(_connection, "SELECT sha256, content FROM governance_documents", row => (new Digest(row.GetFieldValue<byte[]>(0)), row.GetFieldValue<byte[]>(1)));

    public IEnumerable<StoredReview> Reviews() => Each(_connection, $"SELECT {ReviewStore.Columns} FROM review_events ORDER BY number", ReviewStore.Read);

    public IEnumerable<(Guid DecisionId, long Sequence)> WrongCases(AuditPeriod period) =>
        Each(_connection, ReviewStore.WrongCases, row => (row.GetGuid(0), row.GetInt64(1)), From(period), Before(period));

    public IEnumerable<StoredReassessment> Reassessments() =>
        Each(_connection, $"SELECT {ReassessmentRows.Columns} FROM reassessment_events ORDER BY number", ReassessmentRows.Read);

    public IEnumerable<(Guid DecisionId, long Number)> WrongReassessments() =>
        Each(_connection, ReassessmentRows.Wrong, row => (StoreSessions.Id(row, 0), row.GetInt64(1)));

    public void Dispose()
    {
        _records?.Dispose();
        _connection.Dispose();
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static T One<T>(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return (T)command.ExecuteScalar()!;
    }

    private static IEnumerable<T> Each<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters)
    {
        // Ten million records take longer than a decision may.
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddRange(parameters);
        using NpgsqlDataReader rows = command.ExecuteReader();
        while (rows.Read()) yield return read(rows);
    }

    private static NpgsqlParameter<DateTimeOffset> From(AuditPeriod period) => PostgresRows.Moment(period.From ?? DateTimeOffset.MinValue);

    private static NpgsqlParameter<DateTimeOffset> Before(AuditPeriod period) => PostgresRows.Moment(period.Before ?? DateTimeOffset.MaxValue);
}
