using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Postgres;
using CreditDecision.Service.PersonalData;
using Npgsql;
using NpgsqlTypes;

namespace CreditDecision.Service.RiskData;

/// <summary>Risk data in PostgreSQL. Replicas put at the same time; the version tells who was first.</summary>
internal sealed class PostgresRiskData(PostgresStore store) : IRiskDataStore
{
    // Who is there already is locked first, whoever is new is added next and the records last, each in one order for all, so that puts at the
    // same time wait for each other and never in a circle.
    private const string Lock = "SELECT 1 FROM stored_features WHERE borrower = ANY($1) ORDER BY borrower FOR UPDATE";

    private const string Replace =
        "UPDATE stored_features SET version = given.version, features = given.features "
        + "FROM unnest($1, $2, $3, $4) AS given(borrower, before, version, features) "
        + "WHERE stored_features.borrower = given.borrower AND stored_features.version = given.before";

    private const string Add =
        "INSERT INTO stored_features(borrower, version, features) SELECT borrower, version, features "
        + "FROM unnest($1, $2, $3, $4) AS given(borrower, before, version, features) WHERE before = 0 ORDER BY borrower ON CONFLICT DO NOTHING";

    private const string Record =
        "INSERT INTO risk_records(client_id, record_id, borrower, put_at, record) SELECT client_id, record_id, borrower, put_at, record "
        + "FROM unnest($1, $2, $3, $4, $5) AS given(client_id, record_id, borrower, put_at, record) ORDER BY client_id, record_id ON CONFLICT DO NOTHING";

    public async ValueTask<bool> HasAnyAsync(CancellationToken cancellation) =>
        (await ReadAsync("SELECT EXISTS(SELECT 1 FROM stored_features)", row => row.GetBoolean(0), cancellation))[0];

    public async ValueTask<StoredFeaturesBlob> ReadFeaturesAsync(BorrowerToken borrower, CancellationToken cancellation)
    {
        List<StoredFeaturesBlob> found = await ReadAsync(
            "SELECT version, features FROM stored_features WHERE borrower = $1",
            row => new StoredFeaturesBlob(row.GetInt64(0), row.GetFieldValue<byte[]>(1)), cancellation, PostgresRows.Bytes(borrower.ToArray()));
        return found.Count == 0 ? StoredFeaturesBlob.None : found[0];
    }

    public async ValueTask<IReadOnlyDictionary<BorrowerToken, StoredFeaturesBlob>> ReadFeaturesAsync(
        IReadOnlyCollection<BorrowerToken> borrowers, CancellationToken cancellation) =>
        await ReadManyAsync("SELECT borrower, version, features FROM stored_features WHERE borrower = ANY($1)", Tokens(borrowers), cancellation);

    public async ValueTask<IReadOnlyDictionary<BorrowerToken, StoredFeaturesBlob>> ReadNewestAsync(int mostRecords, CancellationToken cancellation) =>
        await ReadManyAsync(
            "SELECT borrower, version, features FROM stored_features WHERE borrower IN (SELECT borrower FROM risk_records ORDER BY sequence DESC LIMIT $1)",
            PostgresRows.Number(mostRecords), cancellation);

    public async ValueTask<IReadOnlyDictionary<RiskRecordKey, byte[]>> FindRecordsAsync(IReadOnlyCollection<RiskRecordKey> keys, CancellationToken cancellation) =>
        (await ReadAsync(
            "SELECT client_id, record_id, record FROM risk_records JOIN unnest($1, $2) AS given(client_id, record_id) USING (client_id, record_id)",
            row => (Key: new RiskRecordKey(row.GetString(0), row.GetString(1)), Record: row.GetFieldValue<byte[]>(2)), cancellation,
            PostgresRows.Each(keys.Select(key => key.ClientId), NpgsqlDbType.Text),
            PostgresRows.Each(keys.Select(key => key.RecordId), NpgsqlDbType.Text))).ToDictionary(row => row.Key, row => row.Record);

    public async ValueTask<bool> PutAsync(
        IReadOnlyList<RiskRecordRow> records, IReadOnlyList<StoredFeaturesChange> changes, CancellationToken cancellation) => await InStoreAsync(async () =>
    {
        await using NpgsqlConnection connection = await store.Source.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection, transaction);
        NpgsqlBatchCommand replace = Command(Replace, Columns(changes)), add = Command(Add, Columns(changes)), record = Command(Record, Columns(records));
        foreach (NpgsqlBatchCommand command in new[] { Command(Lock, Tokens(changes.Select(change => change.Borrower))), replace, add, record })
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellation);
        bool isWhole = replace.RecordsAffected + add.RecordsAffected == changes.Count && record.RecordsAffected == records.Count;
        // Otherwise it is rolled back where it is disposed of.
        if (isWhole) await transaction.CommitAsync(cancellation);
        return isWhole;
    });

    private static NpgsqlBatchCommand Command(string sql, params IEnumerable<NpgsqlParameter> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (NpgsqlParameter value in values) command.Parameters.Add(value);
        return command;
    }

    private static NpgsqlParameter<byte[][]> Tokens(IEnumerable<BorrowerToken> borrowers) =>
        PostgresRows.Each(borrowers.Select(borrower => borrower.ToArray()), NpgsqlDbType.Bytea);

    private static IEnumerable<NpgsqlParameter> Columns(IReadOnlyList<StoredFeaturesChange> changes) =>
    [
        Tokens(changes.Select(change => change.Borrower)),
        PostgresRows.Each(changes.Select(change => change.Before), NpgsqlDbType.Bigint),
        PostgresRows.Each(changes.Select(change => change.After.Version), NpgsqlDbType.Bigint),
        PostgresRows.Each(changes.Select(change => change.After.Sealed), NpgsqlDbType.Bytea),
    ];

    private static IEnumerable<NpgsqlParameter> Columns(IReadOnlyList<RiskRecordRow> records) =>
    [
        PostgresRows.Each(records.Select(record => record.ClientId), NpgsqlDbType.Text),
        PostgresRows.Each(records.Select(record => record.RecordId), NpgsqlDbType.Text),
        Tokens(records.Select(record => record.Borrower)),
        PostgresRows.Each(records.Select(record => record.PutAt.ToUniversalTime()), NpgsqlDbType.TimestampTz),
        PostgresRows.Each(records.Select(record => record.Sealed), NpgsqlDbType.Bytea),
    ];

    private async ValueTask<Dictionary<BorrowerToken, StoredFeaturesBlob>> ReadManyAsync(string sql, NpgsqlParameter whose, CancellationToken cancellation) =>
        (await ReadAsync(
            sql, row => (Borrower: new BorrowerToken(row.GetFieldValue<byte[]>(0)), Blob: new StoredFeaturesBlob(row.GetInt64(1), row.GetFieldValue<byte[]>(2))),
            cancellation, whose)).ToDictionary(row => row.Borrower, row => row.Blob);

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
            throw new LedgerUnavailableException("The risk data cannot be read or written.", problem);
        }
    }
}
