using System.Data.Common;
using CreditDecision.Service.Strategies.Following;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>Of PostgreSQL, beside the commits of every replica.</summary>
internal sealed class PostgresSessions(PostgresStore store) : StoreSessions
{
    /// <summary>As <see cref="HoldBorrower"/>. The borrower's exposure is what commits lock.</summary>
    public static readonly IReadOnlyList<string> Hold =
    [
        "INSERT INTO exposures(borrower, reserved_fen, cap_fen) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING", "SELECT 1 FROM exposures WHERE borrower = $1 FOR UPDATE",
    ];

    public override string? Take(StoreTurn turn) => PostgresTurns.Take(turn);

    // Whoever follows what may decide follows the other logs as well.
    public override string Tell => $"NOTIFY {PostgresContentEvents.Channel}";

    public override object Moment(DateTimeOffset at) => at;

    public override DateTimeOffset Moment(DbDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    public override object Id(Guid id) => id;

    public override IReadOnlyList<string> HoldBorrower => Hold;

    public override DbCommand Command(DbConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)connection);
        foreach (object value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    protected override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation) => await store.Source.OpenConnectionAsync(cancellation);
}
