using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.RiskData;

/// <summary>Risk data in the embedded store, on connections of its own. Reading is a look-up of microseconds, so one connection serves all.</summary>
internal sealed class SqliteRiskData(SqliteFile file) : IRiskDataStore, IDisposable
{
    private readonly Lock _reading = new(), _writing = new();
    private SqliteConnection? _reader, _writer;

    public ValueTask<bool> HasAnyAsync(CancellationToken cancellation) =>
        new(Read("SELECT EXISTS(SELECT 1 FROM stored_features)", row => row.GetBoolean(0)));

    public ValueTask<StoredFeaturesBlob> ReadFeaturesAsync(BorrowerToken borrower, CancellationToken cancellation) =>
        new(ReadFeatures(borrower));

    public ValueTask<IReadOnlyDictionary<BorrowerToken, StoredFeaturesBlob>> ReadFeaturesAsync(
        IReadOnlyCollection<BorrowerToken> borrowers, CancellationToken cancellation)
    {
        var found = new Dictionary<BorrowerToken, StoredFeaturesBlob>();
        foreach (BorrowerToken borrower in borrowers)
            if (ReadFeatures(borrower) is { Version: > 0 } blob) found[borrower] = blob;
        return new(found);
    }

    public ValueTask<IReadOnlyDictionary<BorrowerToken, StoredFeaturesBlob>> ReadNewestAsync(int mostRecords, CancellationToken cancellation)
    {
        BorrowerToken[] borrowers = [.. ReadAll(
            "SELECT DISTINCT borrower FROM (SELECT borrower FROM risk_records ORDER BY sequence DESC LIMIT $1)",
            row => new BorrowerToken(row.GetFieldValue<byte[]>(0)), mostRecords)];
        return ReadFeaturesAsync(borrowers, cancellation);
    }

    public ValueTask<IReadOnlyDictionary<RiskRecordKey, byte[]>> FindRecordsAsync(IReadOnlyCollection<RiskRecordKey> keys, CancellationToken cancellation)
    {
        var found = new Dictionary<RiskRecordKey, byte[]>();
        foreach (RiskRecordKey key in keys)
        {
            byte[]? record = Read<byte[]?>(
                "SELECT record FROM risk_records WHERE client_id = $1 AND record_id = $2", row => row.GetFieldValue<byte[]>(0), key.ClientId, key.RecordId);
            if (record is not null) found[key] = record;
        }
        return new(found);
    }

    // The commit waits for the disk, which no thread that serves calls should.
    public async ValueTask<bool> PutAsync(IReadOnlyList<RiskRecordRow> records, IReadOnlyList<StoredFeaturesChange> changes, CancellationToken cancellation) =>
        await Task.Run(() => InStore(() => Put(records, changes)), cancellation);

    public void Dispose()
    {
        _reader?.Dispose();
        _writer?.Dispose();
    }

    private StoredFeaturesBlob ReadFeatures(BorrowerToken borrower) =>
        Read<StoredFeaturesBlob?>(
            "SELECT version, features FROM stored_features WHERE borrower = $1",
            row => new StoredFeaturesBlob(row.GetInt64(0), row.GetFieldValue<byte[]>(1)), borrower.ToArray()) ?? StoredFeaturesBlob.None;

    private bool Put(IReadOnlyList<RiskRecordRow> records, IReadOnlyList<StoredFeaturesChange> changes)
    {
        lock (_writing)
        {
            _writer ??= file.Connect();
            using SqliteTransaction transaction = _writer.BeginTransaction();
            using SqliteCommand record = Command(
                transaction, "INSERT INTO risk_records(client_id, record_id, borrower, put_at, record) VALUES($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", 5);
            using SqliteCommand add = Command(transaction, "INSERT INTO stored_features(borrower, version, features) VALUES($1, $2, $3) ON CONFLICT DO NOTHING", 3);
            using SqliteCommand replace = Command(transaction, "UPDATE stored_features SET version = $2, features = $3 WHERE borrower = $1 AND version = $4", 4);
            bool isWhole = records.All(row => Run(record, row.ClientId, row.RecordId, row.Borrower.ToArray(), SqliteRows.ToMicroseconds(row.PutAt), row.Sealed))
                && changes.All(change => change.Before == 0
                    ? Run(add, change.Borrower.ToArray(), change.After.Version, change.After.Sealed)
                    : Run(replace, change.Borrower.ToArray(), change.After.Version, change.After.Sealed, change.Before));
            if (isWhole) transaction.Commit();
            return isWhole;
        }
    }

    private static SqliteCommand Command(SqliteTransaction transaction, string sql, int parameters)
    {
        SqliteCommand command = transaction.Connection!.Command(sql, parameters);
        command.Transaction = transaction;
        return command;
    }

    private static bool Run(SqliteCommand command, params object[] values)
    {
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command.ExecuteNonQuery() == 1;
    }

    private T? Read<T>(string sql, Func<SqliteDataReader, T> read, params object[] values) => ReadAll(sql, read, values) is [var one, ..] ? one : default;

    private List<T> ReadAll<T>(string sql, Func<SqliteDataReader, T> read, params object[] values) => InStore(() =>
    {
        lock (_reading)
        {
            _reader ??= file.Connect(readOnly: true);
            using SqliteCommand command = _reader.Command(sql, values.Length);
            for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            using SqliteDataReader rows = command.ExecuteReader();
            var found = new List<T>();
            while (rows.Read()) found.Add(read(rows));
            return found;
        }
    });

    private static T InStore<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException problem)
        {
            throw new LedgerUnavailableException("The risk data cannot be read or written.", problem);
        }
    }
}
