using System.Data.Common;
using CreditDecision.Service.Ledger;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Reviews;

/// <summary>Reviews in the embedded store, whose one writer at a time is lock enough.</summary>
internal sealed class SqliteReviews(StoreSessions sessions) : ReviewStore(sessions)
{
    protected override IReadOnlyList<string> BorrowerLocks => [];

    // The cap is the third value, and this store does not keep it.
    protected override string Reserve =>
        "INSERT INTO exposures(borrower, reserved_fen) SELECT $1, $2 WHERE $3 >= 0 ON CONFLICT(borrower) DO UPDATE SET reserved_fen = reserved_fen + excluded.reserved_fen";

    protected override object Id(Guid id) => SqliteRows.Id(id);

    protected override string EntriesOf(string cases) => $"SELECT {SqliteRows.Columns} FROM decisions WHERE sequence IN (SELECT sequence FROM ({cases}))";

    protected override LedgerEntry ReadEntry(DbDataReader row) => SqliteRows.Read((SqliteDataReader)row);
}
