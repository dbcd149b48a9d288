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
        new(Read<StoredFeaturesBlob?>(
            "SELECT version, features FROM stored_features WHERE borrower = $1",
            row => new StoredFeaturesBlob(row.GetInt64(0), row.GetFieldValue<byte[]>(1)), borrower.ToArray()) ?? StoredFeaturesBlob.None);

    public ValueTask<byte[]?> FindRecordAsync(string clientId, string recordId, CancellationToken cancellation) =>
        new(Read<byte[]?>("SELECT record FROM risk_records WHERE client_id = $1 AND record_id = $2", row => row.GetFieldValue<byte[]>(0), clientId, recordId));

    // The commit waits for the disk, which no thread that serves calls should.
    public async ValueTask<bool> PutAsync(RiskRecordRow record, StoredFeaturesBlob features, CancellationToken cancellation) =>
        await Task.Run(() => InStore(() => Put(record, features)), cancellation);

    public void Dispose()
    {
        _reader?.Dispose();
        _writer?.Dispose();
    }

    private bool Put(RiskRecordRow record, StoredFeaturesBlob features)
    {
        lock (_writing)
        {
            _writer ??= file.Connect();
            using SqliteTransaction transaction = _writer.BeginTransaction();
            byte[] borrower = record.Borrower.ToArray();
            bool put = Run(
                    transaction,
                    "INSERT INTO risk_records(client_id, record_id, borrower, put_at, record) VALUES($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                    record.ClientId, record.RecordId, borrower, SqliteRows.ToMicroseconds(record.PutAt), record.Sealed)
                && Run(
                    transaction,
                    "INSERT INTO stored_features VALUES($1, $2, $3) ON CONFLICT(borrower) DO UPDATE SET version = excluded.version, features = excluded.features "
                    + "WHERE stored_features.version = excluded.version - 1",
                    borrower, features.Version, features.Sealed);
            if (put) transaction.Commit();
            return put;
        }
    }

    private static bool Run(SqliteTransaction transaction, string sql, params object[] values)
    {
        using SqliteCommand command = Command(transaction.Connection!, sql, values);
        command.Transaction = transaction;
        return command.ExecuteNonQuery() == 1;
    }

    private T? Read<T>(string sql, Func<SqliteDataReader, T> read, params object[] values) => InStore(() =>
    {
        lock (_reading)
        {
            _reader ??= file.Connect(readOnly: true);
            using SqliteCommand command = Command(_reader, sql, values);
            using SqliteDataReader rows = command.ExecuteReader();
            return rows.Read() ? read(rows) : default;
        }
    });

    private static SqliteCommand Command(SqliteConnection connection, string sql, object[] values)
    {
        SqliteCommand command = connection.Command(sql, values.Length);
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }

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
