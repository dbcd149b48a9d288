using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CreditDecision.Service.Tests.Ledger;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Tests.Replays;

/// <summary>All rows of all tables of an embedded store but the anchors, which the service adds by the clock and not because it was asked.</summary>
internal static class StoreHash
{
    public static string Of(string store)
    {
        using SqliteConnection connection = LedgerAudit.Connect(store);
        // What is read is of one moment.
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
        string[] tables = [.. Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'chain_anchors' ORDER BY name").Select(row => (string)row[0])];
        Assert.Contains("decisions", tables);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string table in tables)
        {
            Add(hash, table);
            foreach (object[] row in Rows(connection, $"SELECT * FROM {table} "))
            {
                foreach (object value in row) Add(hash, value);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, object value)
    {
        byte[] bytes = value as byte[] ?? Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture)!);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }

    private static IEnumerable<object[]> Rows(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            yield return row;
        }
    }
}
