using CreditDecision.Service.Ledger.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace CreditDecision.Service.Ledger.Packing;

/// <summary>Dictionaries in PostgreSQL, which all replicas read and any may add to.</summary>
internal sealed class PostgresDictionaries(PostgresStore store) : IDictionaryStore
{
    public StoredDictionary? Newest(RecordKind kind) =>
        Read("SELECT id, bytes FROM record_dictionaries WHERE kind = $1 ORDER BY number DESC LIMIT 1", Number(kind));

    public StoredDictionary? Find(DictionaryId id) => Read("SELECT id, bytes FROM record_dictionaries WHERE id = $1", PostgresRows.Bytes(id.ToByteArray()));

    public void Add(RecordKind kind, DictionaryId id, byte[] bytes) => InStore(() =>
    {
        using NpgsqlCommand command = store.Source.CreateCommand("INSERT INTO record_dictionaries(id, kind, bytes) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes");
        command.Parameters.Add(PostgresRows.Bytes(id.ToByteArray()));
        command.Parameters.Add(Number(kind));
        command.Parameters.Add(PostgresRows.Bytes(bytes));
        return command.ExecuteNonQuery();
    });

    private StoredDictionary? Read(string sql, NpgsqlParameter value) => InStore(() =>
    {
        using NpgsqlCommand command = store.Source.CreateCommand(sql);
        command.Parameters.Add(value);
        using NpgsqlDataReader row = command.ExecuteReader();
        return row.Read() ? new StoredDictionary(DictionaryId.Read(row.GetFieldValue<byte[]>(0)), row.GetFieldValue<byte[]>(1)) : null;
    });

    private static NpgsqlParameter<int> Number(RecordKind kind) => new() { TypedValue = (int)kind, NpgsqlDbType = NpgsqlDbType.Integer };

    private static T InStore<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (NpgsqlException problem)
        {
            throw new LedgerUnavailableException("The dictionaries of packed records cannot be read or written.", problem);
        }
    }
}
