using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.PersonalData;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CreditDecision.Service.Ledger;

/// <summary>
/// The one connection that writes, with its prepared statements. Used by the writer's thread alone.
/// </summary>
internal class SqliteWriteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteReadSession _reads;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _last;
    private readonly SqliteCommand _key;
    private readonly SqliteCommand _keepKey;
    private readonly SqliteCommand _shadow;
    private readonly SqliteCommand _link;
    private readonly SqliteCommand _content;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _synchronize;

    public SqliteWriteSession(SqliteConnection connection)
    {
        _connection = connection;
        // Its reads run on the writing connection, so that they see what this transaction wrote.
        _reads = new SqliteReadSession(connection);
        _key = connection.Command("SELECT sealed_key FROM borrower_keys WHERE borrower = $1", 1);
        _keepKey = connection.Command("INSERT OR REPLACE INTO borrower_keys(borrower, sealed_key) VALUES($1, $2)", 2);
        _shadow = SqliteShadows.Insert(connection);
        _link = SqliteChains.Insert(connection);
        _content = connection.Command("SELECT coalesce(max(number), 0) FROM content_events");
        _begin = connection.Command("BEGIN IMMEDIATE", 0);
        _commit = connection.Command("COMMIT", 0);
        _synchronize = connection.Command("PRAGMA wal_checkpoint(PASSIVE)", 0);
        _insert = connection.Command(
            """
            INSERT INTO entries(decision_id, client_id, application_id, content_hash, borrower, product, outcome, decided_at,
              reserved_fen, strategy_id, strategy_version, evidence, summary, decision)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            14);
        // Nobody else writes, and decisions are never deleted: the last one is the one just written.
        _last = connection.Command("SELECT max(sequence) FROM decisions");
    }

    /// <summary>False after SQLite rolled back what was begun, as it does by itself when the disk is full or fails.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    public void Begin() => _begin.ExecuteNonQuery();

    /// <summary>Returns after the write-ahead log is on disk.</summary>
    public virtual void Commit() => _commit.ExecuteNonQuery();

    /// <summary>Puts on disk what this connection sees but another one may have written without getting an answer from the disk.</summary>
    public void Synchronize() => _synchronize.ExecuteNonQuery();

    /// <summary>Of the event that put to use what may decide; 0 before the first.</summary>
    public long ContentNumber() => (long)_content.ExecuteScalar()!;

    public LedgerEntry? Find(LedgerEntry entry) => _reads.Find(entry.ClientId, entry.ApplicationId);

    public Exposure ExposureOf(LedgerEntry entry) => _reads.ExposureOf(entry.Borrower);

    /// <returns>The borrower's key as it is kept; null where there is none.</returns>
    public byte[]? KeyOf(BorrowerToken borrower)
    {
        _key.Parameters[0].Value = borrower.ToArray();
        return _key.ExecuteScalar() as byte[];
    }

    /// <summary>Keeps the borrower's key, in place of the one there was.</summary>
    public void Keep(BorrowerToken borrower, byte[] key)
    {
        (_keepKey.Parameters[0].Value, _keepKey.Parameters[1].Value) = (borrower.ToArray(), key);
        _keepKey.ExecuteNonQuery();
    }

    /// <summary>Inserts the entry; the schema adds its reply, and its reservation to the borrower's exposure, in the same statement.</summary>
    public LedgerEntry Write(LedgerEntry entry)
    {
        object[] values =
        [
            SqliteRows.Id(entry.DecisionId), entry.ClientId, entry.ApplicationId, entry.ContentHash, entry.Borrower.ToArray(), entry.Product,
            entry.Outcome, SqliteRows.ToMicroseconds(entry.DecidedAt), entry.ReservedFen, entry.StrategyId, entry.StrategyVersion,
            entry.Evidence, entry.Summary, entry.Decision,
        ];
        for (int i = 0; i < values.Length; i++) _insert.Parameters[i].Value = values[i];
        _insert.ExecuteNonQuery();
        return entry with { Sequence = (long)_last.ExecuteScalar()! };
    }

    public void Write(LinkRow link) => SqliteChains.Write(_link, link);

    public void Write(ShadowRecord record) => SqliteShadows.Write(_shadow, record);

    /// <summary>Closes the connection; a transaction that is open is rolled back by that.</summary>
    public void Dispose()
    {
        foreach (SqliteCommand command in new[] { _content, _begin, _commit, _synchronize, _insert, _last, _key, _keepKey, _shadow, _link }) command.Dispose();
        _reads.Dispose();
        GC.SuppressFinalize(this);
    }
}
