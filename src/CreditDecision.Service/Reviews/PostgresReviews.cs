using System.Data.Common;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Postgres;
using Npgsql;

namespace CreditDecision.Service.Reviews;

/// <summary>Reviews in PostgreSQL, beside the commits of every replica.</summary>
internal sealed class PostgresReviews(StoreSessions sessions) : ReviewStore(sessions)
{
    // The borrower's exposure is what commits lock, so one that is under way ends first, and the next one finds what is reserved here.
    protected override IReadOnlyList<string> BorrowerLocks =>
    [
        "INSERT INTO exposures(borrower, reserved_fen, cap_fen) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING", "SELECT 1 FROM exposures WHERE borrower = $1 FOR UPDATE",
    ];

    protected override string Reserve => "UPDATE exposures SET reserved_fen = reserved_fen + $2, cap_fen = $3 WHERE borrower = $1";

    protected override object Id(Guid id) => id;

    protected override string EntriesOf(string cases) =>
        $"SELECT {PostgresRows.Columns} FROM ({cases}) AS page JOIN decisions d ON d.decided_at = page.referred_at AND d.sequence = page.sequence";

    protected override LedgerEntry ReadEntry(DbDataReader row) => PostgresRows.Read((NpgsqlDataReader)row);
}
