using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>The one way in which the ledger makes its commands.</summary>
internal static class SqliteCommands
{
    /// <param name="parameters">How many there are, named $1, $2 ...; their values are set before each execution.</param>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, int parameters = 0)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 1; i <= parameters; i++) command.Parameters.AddWithValue($"${i}", DBNull.Value);
        return command;
    }
}
