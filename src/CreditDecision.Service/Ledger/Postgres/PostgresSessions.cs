using System.Data.Common;
using CreditDecision.Service.Strategies.Following;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>Of PostgreSQL, beside the commits of every replica.</summary>
internal sealed class PostgresSessions(PostgresStore store) : StoreSessions
{
    public override string? Take(StoreTurn turn) => PostgresTurns.Take(turn);

    // Whoever follows what may decide follows the other logs as well.
    public override string Tell => $"NOTIFY {PostgresContentEvents.Channel}";

    public override object Moment(DateTimeOffset at) => at;

    public override DateTimeOffset Moment(DbDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    public override DbCommand Command(DbConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)connection);
        foreach (object value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    protected override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation) => await store.Source.OpenConnectionAsync(cancellation);
}
