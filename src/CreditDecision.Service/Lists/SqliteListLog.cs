using System.Data.Common;
using CreditDecision.Service.Ledger;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Lists;

/// <summary>The log in the embedded store, which one process has to itself.</summary>
internal sealed class SqliteListLog(SqliteFile file) : ListLog
{
    // The file's one writer at a time is turn enough, and nobody else follows.
    protected override string? Lock => null;

    protected override string? Tell => null;

    // Opening and committing wait for the disk, which no thread that serves calls should.
    protected override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation) => await Task.Run(() => file.Connect(), cancellation);

    protected override DbCommand Command(DbConnection connection, string sql, object[] values)
    {
        SqliteCommand command = ((SqliteConnection)connection).Command(sql, values.Length);
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }
}
