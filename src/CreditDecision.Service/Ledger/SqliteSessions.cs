using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>Of the embedded store, which one process has to itself and whose one writer at a time is turn enough.</summary>
internal sealed class SqliteSessions(SqliteFile file) : StoreSessions
{
    // What is deleted is overwritten where it lay, not only let go of.
    private const string Overwrite = "PRAGMA secure_delete = ON";

    public override string? Take(StoreTurn turn) => null;

    public override string? Tell => null;

    public override object Moment(DateTimeOffset at) => SqliteRows.ToMicroseconds(at);

    public override DateTimeOffset Moment(DbDataReader row, int column) => SqliteRows.FromMicroseconds(row.GetInt64(column));

    public override object Id(Guid id) => SqliteRows.Id(id);

    public override IReadOnlyList<string> HoldBorrower => [];

    public override DbCommand Command(DbConnection connection, string sql, object[] values)
    {
        SqliteCommand command = ((SqliteConnection)connection).Command(sql, values.Length);
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }

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
}
