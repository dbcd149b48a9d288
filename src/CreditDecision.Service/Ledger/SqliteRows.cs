using CreditDecision.Service.PersonalData;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>The columns of a decision and how they are read.</summary>
internal static class SqliteRows
{
    public const int DecisionColumn = 14;

    /// <summary>All that a chain's hash is over.</summary>
    public const string RecordColumns =
        "sequence, decision_id, client_id, application_id, content_hash, borrower, product, outcome, decided_at, reserved_fen, "
        + "strategy_id, strategy_version, evidence, summary, (SELECT decision FROM replies WHERE replies.sequence = decisions.sequence)";

    public const string Columns = RecordColumns + ", (SELECT sealed_key FROM borrower_keys WHERE borrower_keys.borrower = decisions.borrower)";

    /// <param name="row">Of <see cref="Columns"/> or <see cref="RecordColumns"/>.</param>
    public static LedgerEntry Read(SqliteDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        DecisionId = new Guid(Bytes(row, 1), bigEndian: true),
        ClientId = row.GetString(2),
        ApplicationId = row.GetString(3),
        ContentHash = Bytes(row, 4),
        Borrower = new BorrowerToken(Bytes(row, 5)),
        Product = row.GetString(6),
        Outcome = row.GetInt32(7),
        DecidedAt = FromMicroseconds(row.GetInt64(8)),
        ReservedFen = row.GetInt64(9),
        StrategyId = row.GetString(10),
        StrategyVersion = row.GetString(11),
        Evidence = Bytes(row, 12),
        Summary = Bytes(row, row.IsDBNull(13) ? 14 : 13),
        Decision = Bytes(row, 14),
        BorrowerKey = row.FieldCount <= 15 || row.IsDBNull(15) ? null : Bytes(row, 15),
    };

    public static LedgerEntry? ReadOne(SqliteCommand command)
    {
        using SqliteDataReader rows = command.ExecuteReader();
        return rows.Read() ? Read(rows) : null;
    }

    public static byte[] Id(Guid id) => id.ToByteArray(bigEndian: true);

    public static long ToMicroseconds(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    private static byte[] Bytes(SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
