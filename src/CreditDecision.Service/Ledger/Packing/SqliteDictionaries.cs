using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger.Packing;

/// <summary>Dictionaries in the embedded store. Each call has a connection of its own.</summary>
internal sealed class SqliteDictionaries(SqliteFile file) : IDictionaryStore
{
    // Decisions keep the file busy under load, and nobody waits for a dictionary to be kept.
    private const int SecondsForItsTurn = 30;

    public StoredDictionary? Newest(RecordKind kind) =>
        Read("SELECT id, bytes FROM record_dictionaries WHERE kind = $1 ORDER BY number DESC LIMIT 1", (int)kind);

    public StoredDictionary? Find(DictionaryId id) => Read("SELECT id, bytes FROM record_dictionaries WHERE id = $1", id.ToByteArray());

    public void Add(RecordKind kind, DictionaryId id, byte[] bytes) => InStore(readOnly: false, connection =>
    {
        using SqliteCommand command = connection.Command("INSERT INTO record_dictionaries(id, kind, bytes) VALUES($1, $2, $3) ON CONFLICT(id) DO UPDATE SET bytes = excluded.bytes", 3);
        (command.Parameters[0].Value, command.Parameters[1].Value, command.Parameters[2].Value) = (id.ToByteArray(), (int)kind, bytes);
        command.CommandTimeout = SecondsForItsTurn;
        return command.ExecuteNonQuery();
    });

    private StoredDictionary? Read(string sql, object value) => InStore(readOnly: true, connection =>
    {
        using SqliteCommand command = connection.Command(sql, 1);
        command.Parameters[0].Value = value;
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() ? new StoredDictionary(DictionaryId.Read(row.GetFieldValue<byte[]>(0)), row.GetFieldValue<byte[]>(1)) : null;
    });

    private T InStore<T>(bool readOnly, Func<SqliteConnection, T> work)
    {
        try
        {
            using SqliteConnection connection = file.Connect(readOnly);
            return work(connection);
        }
        catch (SqliteException problem)
        {
            throw new LedgerUnavailableException("The dictionaries of packed records cannot be read or written.", problem);
        }
    }
}
