using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CreditDecision.Service.Tests.Ledger.Postgres;

/// <summary>A database of a test's own.</summary>
/// <param name="database">One that is there already; where it is null, a new one is made.</param>
internal sealed class PostgresHome(PostgresServer server, string? database = null) : LedgerHome
{
    private const string Reservations = "SELECT borrower, sum(reserved_fen)::bigint AS fen FROM decisions GROUP BY borrower HAVING sum(reserved_fen) > 0";

    public string Database { get; } = database ?? server.NewDatabase();

    public override ILedgerStore Open(Action<LedgerOptions>? change = null)
    {
        var options = new LedgerOptions { Kind = StoreKind.PostgreSql, ConnectionString = Database };
        change?.Invoke(options);
        return new PostgresLedger(PostgresStore.Open(Database), options, LedgerContent.Chains, new LedgerLog(NullLogger<LedgerLog>.Instance));
    }

    public override long Prove(long capFen)
    {
        // A row of nothing is made for a borrower whose first decision reserves nothing.
        Assert.Equal(0L, One($"SELECT count(*) FROM ({Reservations} EXCEPT SELECT borrower, reserved_fen FROM exposures) AS x"));
        Assert.Equal(0L, One($"SELECT count(*) FROM (SELECT borrower, reserved_fen FROM exposures WHERE reserved_fen > 0 EXCEPT {Reservations}) AS x"));
        Assert.Equal(0L, One($"SELECT count(*) FROM exposures WHERE reserved_fen > {capFen}"));
        Assert.Equal(0L, One("SELECT count(*) - count(DISTINCT (client_id, application_id)) FROM decisions"));
        Assert.Equal(0L, One("SELECT count(*) - count(DISTINCT decision_id) FROM decisions"));
        Assert.Equal(0L, One(
            "SELECT count(*) FROM decisions d FULL JOIN applications a ON a.decision_id = d.decision_id AND a.sequence = d.sequence AND a.decided_at = d.decided_at"
            + " AND a.client_id = d.client_id AND a.application_id = d.application_id WHERE a.decision_id IS NULL OR d.decision_id IS NULL"));
        return (long)One("SELECT count(*) FROM decisions");
    }

    public override void Run(string sql) => One(sql + "; SELECT 0");

    public override object One(string sql)
    {
        using var connection = new NpgsqlConnection(Database + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar()!;
    }

    // The databases go with the server.
    public override void Dispose() { }
}
