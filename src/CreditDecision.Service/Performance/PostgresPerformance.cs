using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Postgres;
using CreditDecision.Service.RiskData;
using Npgsql;

namespace CreditDecision.Service.Performance;

/// <summary>How loans went, in PostgreSQL. Replicas put at the same time; the version tells who was first.</summary>
internal sealed class PostgresPerformance(PostgresStore store) : IPerformanceStore
{
    // Before the loan's row, whose version then tells whether what it gave back before was still so. A loan that turns out not to have ended is held
    // against the cap again, even where the borrower has used that up meanwhile: it is owed.
    private const string Release = """
        UPDATE exposures SET reserved_fen = reserved_fen - change.fen, cap_fen = greatest(cap_fen, reserved_fen - change.fen)
        FROM (SELECT $2 - coalesce((SELECT released_fen FROM loan_performance WHERE decision_id = $3), 0) AS fen) AS change
        WHERE borrower = $1 AND change.fen <> 0
        """;

    public async ValueTask<byte[]?> FindRecordAsync(RiskRecordKey key, CancellationToken cancellation)
    {
        List<byte[]> found = await ReadAsync(
            "SELECT record FROM performance_records WHERE client_id = $1 AND record_id = $2", row => row.GetFieldValue<byte[]>(0), cancellation,
            PostgresRows.Text(key.ClientId), PostgresRows.Text(key.RecordId));
        return found.Count == 0 ? null : found[0];
    }

    // The version first: a record that comes between is then one more than the version says, and the put that relies on it is refused.
    public async ValueTask<KeptPerformance> ReadAsync(Guid decisionId, CancellationToken cancellation)
    {
        List<long> version = await ReadAsync(
            "SELECT version FROM loan_performance WHERE decision_id = $1", row => row.GetInt64(0), cancellation, PostgresRows.Id(decisionId));
        if (version.Count == 0) return new KeptPerformance(0, []);
        return new KeptPerformance(version[0], await ReadAsync(
            "SELECT client_id, record_id, record FROM performance_records WHERE decision_id = $1",
            row => (new RiskRecordKey(row.GetString(0), row.GetString(1)), row.GetFieldValue<byte[]>(2)), cancellation, PostgresRows.Id(decisionId)));
    }

    public async ValueTask<bool> PutAsync(PerformanceRecordRow record, LoanRow loan, CancellationToken cancellation) => await InStoreAsync(async () =>
    {
        await using NpgsqlConnection connection = await store.Source.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection, transaction);
        NpgsqlBatchCommand add = Command(
            "INSERT INTO performance_records(client_id, record_id, decision_id, put_at, record) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            PostgresRows.Text(record.Key.ClientId), PostgresRows.Text(record.Key.RecordId), PostgresRows.Id(record.DecisionId), PostgresRows.Moment(record.PutAt),
            PostgresRows.Bytes(record.Sealed));
        NpgsqlBatchCommand upsert = Command(
            LoanRow.Upsert, [.. LoanRow.Columns.Select(column => new NpgsqlParameter { Value = column.Value(loan) ?? DBNull.Value, NpgsqlDbType = column.Type }), PostgresRows.Number(loan.Cuts)]);
        // Nobody cuts the limit between what follows.
        foreach (string hold in PostgresSessions.Hold) batch.BatchCommands.Add(Command(hold, PostgresRows.Bytes(loan.Approved.Borrower.ToArray())));
        batch.BatchCommands.Add(add);
        batch.BatchCommands.Add(Command(
            Release, PostgresRows.Bytes(loan.Approved.Borrower.ToArray()), PostgresRows.Number(loan.ReleasedFen), PostgresRows.Id(record.DecisionId)));
        batch.BatchCommands.Add(upsert);
        await batch.ExecuteNonQueryAsync(cancellation);
        bool isWhole = add.RecordsAffected == 1 && upsert.RecordsAffected == 1;
        // Otherwise it is rolled back where it is disposed of.
        if (isWhole) await transaction.CommitAsync(cancellation);
        return isWhole;
    });

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (NpgsqlParameter value in values) command.Parameters.Add(value);
        return command;
    }

    private async ValueTask<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params NpgsqlParameter[] values) =>
        await InStoreAsync(async () =>
        {
            await using NpgsqlCommand command = store.Source.CreateCommand(sql);
            command.Parameters.AddRange(values);
            await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
            var found = new List<T>();
            while (await rows.ReadAsync(cancellation)) found.Add(read(rows));
            return found;
        });

    private static async Task<T> InStoreAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException problem)
        {
            throw new LedgerUnavailableException("The performance of loans cannot be read or written.", problem);
        }
    }
}
