using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CreditDecision.Service.Ledger;

/// <summary>
/// Reads many entries without copying them. Past the wrapper around SQLite: it would copy each column, and for a million decisions that is
/// gigabytes. One statement reads one range, so that no reading transaction stands long in the way of folding the write-ahead log.
/// </summary>
internal static class SqliteScan
{
    // The plus keeps the other indexes out: the entries are walked in the order in which they lie in the file.
    private const string Entries = """
        SELECT decision_id, client_id, application_id, decided_at, strategy_id, strategy_version, evidence,
          coalesce(summary, (SELECT decision FROM replies WHERE replies.sequence = decisions.sequence)),
          (SELECT sealed_key FROM borrower_keys WHERE borrower_keys.borrower = decisions.borrower) FROM decisions
        WHERE sequence BETWEEN ?1 AND ?2 AND +product = ?3 AND +decided_at >= ?4 AND +decided_at < ?5 ORDER BY sequence
        """;

    // Answered from the index alone.
    private const string Extent = """
        SELECT count(*), min(sequence), max(sequence) FROM (
          SELECT sequence FROM decisions WHERE product = $1 AND decided_at >= $2 AND decided_at < $3 ORDER BY sequence DESC LIMIT $4)
        """;

    public static ScanExtent Measure(SqliteConnection connection, ScanQuery query)
    {
        using SqliteCommand command = connection.Command(Extent, 4);
        command.Parameters[0].Value = query.Product;
        command.Parameters[1].Value = From(query);
        command.Parameters[2].Value = Before(query);
        command.Parameters[3].Value = query.Newest ?? -1;
        using SqliteDataReader row = command.ExecuteReader();
        row.Read();
        long count = row.GetInt64(0);
        return count == 0 ? default : new ScanExtent(count, row.GetInt64(1), row.GetInt64(2));
    }

    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public static void Run(SqliteConnection connection, ScanQuery query, long first, long last, ScanVisitor visit)
    {
        sqlite3 database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(database, Entries, out sqlite3_stmt statement), database);
        using (statement)
        {
            Check(raw.sqlite3_bind_int64(statement, 1, first), database);
            Check(raw.sqlite3_bind_int64(statement, 2, last), database);
            Check(raw.sqlite3_bind_text(statement, 3, query.Product), database);
            Check(raw.sqlite3_bind_int64(statement, 4, From(query)), database);
            Check(raw.sqlite3_bind_int64(statement, 5, Before(query)), database);
            int result;
            while ((result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
                if (!visit(Read(statement, query.NamesApplications))) return;
            if (result != raw.SQLITE_DONE) Check(result, database);
        }
    }

    private static ScannedDecision Read(sqlite3_stmt row, bool namesApplications) => new()
    {
        DecisionId = new Guid(raw.sqlite3_column_blob(row, 0), bigEndian: true),
        ClientId = namesApplications ? raw.sqlite3_column_blob(row, 1) : default,
        ApplicationId = namesApplications ? raw.sqlite3_column_blob(row, 2) : default,
        DecidedAt = SqliteRows.FromMicroseconds(raw.sqlite3_column_int64(row, 3)),
        StrategyId = raw.sqlite3_column_blob(row, 4),
        StrategyVersion = raw.sqlite3_column_blob(row, 5),
        Evidence = raw.sqlite3_column_blob(row, 6),
        Summary = raw.sqlite3_column_blob(row, 7),
        BorrowerKey = raw.sqlite3_column_blob(row, 8),
    };

    private static long From(ScanQuery query) => query.DecidedFrom is { } from ? SqliteRows.ToMicroseconds(from) : long.MinValue;

    private static long Before(ScanQuery query) => query.DecidedBefore is { } before ? SqliteRows.ToMicroseconds(before) : long.MaxValue;

    private static void Check(int result, sqlite3 database) => SqliteException.ThrowExceptionForRC(result, database);
}
