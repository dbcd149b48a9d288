using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>
/// The one connection that writes, with its prepared statements. Used by the writer's thread alone.
/// </summary>
internal sealed class SqliteWriteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteReadSession _reads;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _reserve;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;

    public SqliteWriteSession(SqliteConnection connection)
    {
        _connection = connection;
        // Its reads run on the writing connection, so that they see what this transaction wrote.
        _reads = new SqliteReadSession(connection);
        _begin = Command("BEGIN IMMEDIATE", 0);
        _commit = Command("COMMIT", 0);
        _rollback = Command("ROLLBACK", 0);
        _insert = Command(
            """
            INSERT INTO decisions(decision_id, client_id, application_id, content_hash, borrower, product, outcome, decided_at,
              reserved_fen, strategy_id, strategy_version, decision, evidence)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING sequence
            """,
            13);
        _reserve = Command(
            "INSERT INTO exposures(borrower, reserved_fen) VALUES($1, $2) ON CONFLICT(borrower) DO UPDATE SET reserved_fen = reserved_fen + $2", 2);
    }

    public void Begin() => _begin.ExecuteNonQuery();

    /// <summary>Returns after the write-ahead log is on disk.</summary>
    public void Commit() => _commit.ExecuteNonQuery();

    public void Rollback() => _rollback.ExecuteNonQuery();

    public LedgerEntry? Find(LedgerEntry entry) => _reads.Find(entry.ClientId, entry.ApplicationId);

    public Exposure ExposureOf(LedgerEntry entry) => _reads.ExposureOf(entry.Borrower);

    /// <summary>Inserts the entry and adds its reservation to the borrower's exposure.</summary>
    public LedgerEntry Write(LedgerEntry entry)
    {
        object[] values =
        [
            SqliteRows.Id(entry.DecisionId), entry.ClientId, entry.ApplicationId, entry.ContentHash, entry.Borrower.ToArray(), entry.Product,
            entry.Outcome, SqliteRows.ToMicroseconds(entry.DecidedAt), entry.ReservedFen, entry.StrategyId, entry.StrategyVersion,
            entry.Decision, entry.Evidence,
        ];
        for (int i = 0; i < values.Length; i++) _insert.Parameters[i].Value = values[i];
        long sequence = (long)_insert.ExecuteScalar()!;
        if (entry.ReservedFen > 0)
        {
            _reserve.Parameters[0].Value = values[4];
            _reserve.Parameters[1].Value = entry.ReservedFen;
            _reserve.ExecuteNonQuery();
        }
        return entry with { Sequence = sequence };
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in new[] { _begin, _commit, _rollback, _insert, _reserve }) command.Dispose();
        _reads.Dispose();
    }

    private SqliteCommand Command(string sql, int parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 1; i <= parameters; i++) command.Parameters.AddWithValue($"${i}", DBNull.Value);
        return command;
    }
}
