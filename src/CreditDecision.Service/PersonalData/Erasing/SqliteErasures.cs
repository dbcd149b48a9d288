using System.Data.Common;
using CreditDecision.Service.Ledger;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.PersonalData.Erasing;

/// <summary>Erasing in the embedded store, whose one writer at a time is lock enough.</summary>
internal sealed class SqliteErasures(SqliteFile file) : ErasureStore
{
    // What is deleted is overwritten where it lay, not only let go of.
    private const string Overwrite = "PRAGMA secure_delete = ON";

    protected override IReadOnlyList<string> Locks => [];

    protected override string Microseconds(string column) => column;

    protected override string MicrosecondsOfDay(string column) => $"(CAST(strftime('%s', {column}, '-8 hours') AS INTEGER) * 1000000)";

    protected override string StartsWith(string column, byte first) => $"substr({column}, 1, 1) = x'{first:x2}'";

    // Opening and committing wait for the disk, which no thread that serves calls should.
    protected override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation) => await Task.Run(
        () =>
        {
            SqliteConnection connection = file.Connect();
            using SqliteCommand overwrite = connection.Command(Overwrite);
            overwrite.ExecuteNonQuery();
            return connection;
        },
        cancellation);

    protected override DbCommand Command(DbConnection connection, string sql, object[] values)
    {
        SqliteCommand command = ((SqliteConnection)connection).Command(sql, values.Length);
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }
}
