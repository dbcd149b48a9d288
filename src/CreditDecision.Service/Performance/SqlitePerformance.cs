using CreditDecision.Service.Ledger;
using CreditDecision.Service.RiskData;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Performance;

/// <summary>How loans went, in the embedded store, on a connection of its own.</summary>
internal sealed class SqlitePerformance(SqliteFile file) : IPerformanceStore, IDisposable
{
    private readonly Lock _using = new();
    private SqliteConnection? _connection;

    public ValueTask<byte[]?> FindRecordAsync(RiskRecordKey key, CancellationToken cancellation) => InStoreAsync(connection =>
        Read(connection, "SELECT record FROM performance_records WHERE client_id = $1 AND record_id = $2", row => row.GetFieldValue<byte[]>(0), key.ClientId, key.RecordId)
            .FirstOrDefault(), cancellation);

    public ValueTask<KeptPerformance> ReadAsync(Guid decisionId, CancellationToken cancellation) => InStoreAsync(connection =>
    {
        byte[] id = SqliteRows.Id(decisionId);
        long version = Read(connection, "SELECT version FROM loan_performance WHERE decision_id = $1", row => row.GetInt64(0), id).FirstOrDefault();
        return new KeptPerformance(version, Read(
            connection, "SELECT client_id, record_id, record FROM performance_records WHERE decision_id = $1",
            row => (new RiskRecordKey(row.GetString(0), row.GetString(1)), row.GetFieldValue<byte[]>(2)), id));
    }, cancellation);

    public ValueTask<bool> PutAsync(PerformanceRecordRow record, LoanRow loan, CancellationToken cancellation) => InStoreAsync(connection =>
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        bool isWhole = Run(
                transaction, "INSERT INTO performance_records(client_id, record_id, decision_id, put_at, record) VALUES($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                record.Key.ClientId, record.Key.RecordId, SqliteRows.Id(record.DecisionId), SqliteRows.ToMicroseconds(record.PutAt), record.Sealed)
            && Release(transaction, loan)
            && Run(transaction, LoanRow.Upsert, [.. LoanRow.Columns.Select(column => Value(column.Value(loan))), (long)loan.Cuts]);
        if (isWhole) transaction.Commit();
        return isWhole;
    }, cancellation);

    public void Dispose() => _connection?.Dispose();

    // Before the loan's row, which says what it gave back before. A loan that turns out not to have ended is held against the cap again.
    private static bool Release(SqliteTransaction transaction, LoanRow loan)
    {
        const string Change = "($2 - coalesce((SELECT released_fen FROM loan_performance WHERE decision_id = $3), 0))";
        using SqliteCommand command = Command(
            transaction.Connection!, $"UPDATE exposures SET reserved_fen = reserved_fen - {Change} WHERE borrower = $1 AND {Change} <> 0",
            [loan.Approved.Borrower.ToArray(), loan.ReleasedFen, SqliteRows.Id(loan.Approved.DecisionId)]);
        command.Transaction = transaction;
        return command.ExecuteNonQuery() <= 1;
    }

    // In the forms that this store has them in.
    private static object Value(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => SqliteRows.Id(id),
        DateTimeOffset moment => SqliteRows.ToMicroseconds(moment),
        DateOnly day => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        _ => value,
    };

    private static bool Run(SqliteTransaction transaction, string sql, params object[] values)
    {
        using SqliteCommand command = Command(transaction.Connection!, sql, values);
        command.Transaction = transaction;
        return command.ExecuteNonQuery() == 1;
    }

    private static List<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params object[] values)
    {
        using SqliteCommand command = Command(connection, sql, values);
        using SqliteDataReader rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(read(rows));
        return found;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, object[] values)
    {
        SqliteCommand command = connection.Command(sql, values.Length);
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }

    // A commit waits for the disk, which no thread that serves calls should.
    private async ValueTask<T> InStoreAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation) => await Task.Run(() =>
    {
        try
        {
            lock (_using) return work(_connection ??= file.Connect());
        }
        catch (SqliteException problem)
        {
            throw new LedgerUnavailableException("The performance of loans cannot be read or written.", problem);
        }
    }, cancellation);
}
