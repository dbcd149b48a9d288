using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Postgres;
using CreditDecision.Service.PersonalData;
using Npgsql;

namespace CreditDecision.Service.RiskData;

/// <summary>Risk data in PostgreSQL. Replicas put at the same time; the version tells who was first.</summary>
internal sealed class PostgresRiskData(PostgresStore store) : IRiskDataStore
{
    public ValueTask<bool> HasAnyAsync(CancellationToken cancellation) =>
        ReadAsync("SELECT EXISTS(SELECT 1 FROM stored_features)", row => row.GetBoolean(0), cancellation);

    public async ValueTask<StoredFeaturesBlob> ReadFeaturesAsync(BorrowerToken borrower, CancellationToken cancellation) =>
        await ReadAsync<StoredFeaturesBlob?>(
            "SELECT version, features FROM stored_features WHERE borrower = $1",
            row => new StoredFeaturesBlob(row.GetInt64(0), row.GetFieldValue<byte[]>(1)), cancellation, PostgresRows.Bytes(borrower.ToArray()))
        ?? StoredFeaturesBlob.None;

    public ValueTask<byte[]?> FindRecordAsync(string clientId, string recordId, CancellationToken cancellation) =>
        ReadAsync<byte[]?>(
            "SELECT record FROM risk_records WHERE client_id = $1 AND record_id = $2", row => row.GetFieldValue<byte[]>(0), cancellation,
            PostgresRows.Text(clientId), PostgresRows.Text(recordId));

    public async ValueTask<bool> PutAsync(RiskRecordRow record, StoredFeaturesBlob features, CancellationToken cancellation) => await InStoreAsync(async () =>
    {
        await using NpgsqlConnection connection = await store.Source.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        byte[] borrower = record.Borrower.ToArray();
        bool put = await RunAsync(
                connection,
                "INSERT INTO risk_records(client_id, record_id, borrower, put_at, record) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                cancellation,
                PostgresRows.Text(record.ClientId), PostgresRows.Text(record.RecordId), PostgresRows.Bytes(borrower), PostgresRows.Moment(record.PutAt),
                PostgresRows.Bytes(record.Sealed))
            && await RunAsync(
                connection,
                "INSERT INTO stored_features VALUES ($1, $2, $3) ON CONFLICT (borrower) DO UPDATE SET version = excluded.version, features = excluded.features "
                + "WHERE stored_features.version = excluded.version - 1",
                cancellation,
                PostgresRows.Bytes(borrower), PostgresRows.Number(features.Version), PostgresRows.Bytes(features.Sealed));
        if (put) await transaction.CommitAsync(cancellation);
        return put;
    });

    private static async Task<bool> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params NpgsqlParameter[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(values);
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    private async ValueTask<T?> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params NpgsqlParameter[] values) =>
        await InStoreAsync(async () =>
        {
            await using NpgsqlCommand command = store.Source.CreateCommand(sql);
            command.Parameters.AddRange(values);
            await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
            return await rows.ReadAsync(cancellation) ? read(rows) : default;
        });

    private static async Task<T> InStoreAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException problem)
        {
            throw new LedgerUnavailableException("The risk data cannot be read or written.", problem);
        }
    }
}
