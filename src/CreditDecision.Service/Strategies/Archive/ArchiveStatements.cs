using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Strategies.Archive;

/// <summary>Statements that run once.</summary>
internal static class ArchiveStatements
{
    // Decisions keep the writing connection busy under load, and nobody waits for a reply while content is kept.
    private const int SecondsForItsTurn = 30;

    public static void Run(this SqliteConnection connection, string sql, params object[] values)
    {
        using SqliteCommand command = With(connection, sql, values);
        command.ExecuteNonQuery();
    }

    public static T? One<T>(this SqliteConnection connection, string sql, params object[] values)
    {
        using SqliteCommand command = With(connection, sql, values);
        return (T?)command.ExecuteScalar();
    }

    public static SqliteCommand With(this SqliteConnection connection, string sql, params object[] values)
    {
        SqliteCommand command = Ledger.SqliteCommands.Command(connection, sql, values.Length);
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.CommandTimeout = SecondsForItsTurn;
        return command;
    }
}
