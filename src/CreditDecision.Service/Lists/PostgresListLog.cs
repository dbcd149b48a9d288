using System.Data.Common;
using CreditDecision.Service.Ledger.Postgres;
using CreditDecision.Service.Strategies.Following;
using Npgsql;

namespace CreditDecision.Service.Lists;

/// <summary>The log in PostgreSQL, which every replica appends to in turn and follows.</summary>
internal sealed class PostgresListLog(PostgresStore store) : ListLog
{
    protected override string? Lock => PostgresBatch.LockLists;

    // Whoever follows what may decide follows the lists as well.
    protected override string? Tell => $"NOTIFY {PostgresContentEvents.Channel}";

    protected override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation) => await store.Source.OpenConnectionAsync(cancellation);

    protected override DbCommand Command(DbConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)connection);
        foreach (object value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
