using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Tests.Ledger;

/// <summary>Proves the file itself, with plain SQL and none of the code that wrote it.</summary>
internal static class LedgerAudit
{
    private const string Reservations = "SELECT borrower, sum(reserved_fen) AS fen FROM decisions GROUP BY borrower HAVING fen > 0";

    /// <returns>The number of decisions in the file.</returns>
    public static long Prove(string store, long capFen)
    {
        using SqliteConnection connection = Connect(store);
        Assert.Equal("ok", One(connection, "PRAGMA integrity_check"));
        // The two sides are compared both ways, so that a borrower who stands on one side only is found.
        Assert.Equal(0L, One(connection, $"SELECT count(*) FROM ({Reservations} EXCEPT SELECT borrower, reserved_fen FROM exposures)"));
        Assert.Equal(0L, One(connection, $"SELECT count(*) FROM (SELECT borrower, reserved_fen FROM exposures EXCEPT {Reservations})"));
        Assert.Equal(0L, One(connection, $"SELECT count(*) FROM exposures WHERE reserved_fen > {capFen}"));
        Assert.Equal(0L, One(connection, "SELECT count(*) - count(DISTINCT client_id || char(0) || application_id) FROM decisions"));
        return (long)One(connection, "SELECT count(*) FROM decisions");
    }

    public static SqliteConnection Connect(string store)
    {
        var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        return connection;
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static object One(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
