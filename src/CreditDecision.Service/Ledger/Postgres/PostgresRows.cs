using CreditDecision.Service.PersonalData;
using Npgsql;
using NpgsqlTypes;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>The columns of a decision and how they are read and given.</summary>
internal static class PostgresRows
{
    /// <summary>The key of the borrower of a decision d.</summary>
    public const string BorrowerKey = "(SELECT k.sealed_key FROM borrower_keys k WHERE k.borrower = d.borrower)";

    /// <summary>All that a chain's hash is over.</summary>
    public const string RecordColumns =
        "d.sequence, d.decision_id, d.client_id, d.application_id, d.content_hash, d.borrower, d.product, d.outcome, d.decided_at, d.reserved_fen, "
        + "d.strategy_id, d.strategy_version, d.evidence, d.summary, d.decision";

    public const string Columns = RecordColumns + ", " + BorrowerKey;

    /// <param name="row">Of <see cref="Columns"/> or <see cref="RecordColumns"/>.</param>
    public static LedgerEntry Read(NpgsqlDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        DecisionId = row.GetGuid(1),
        ClientId = row.GetString(2),
        ApplicationId = row.GetString(3),
        ContentHash = row.GetFieldValue<byte[]>(4),
        Borrower = new BorrowerToken(row.GetFieldValue<byte[]>(5)),
        Product = row.GetString(6),
        Outcome = row.GetInt32(7),
        DecidedAt = row.GetFieldValue<DateTimeOffset>(8),
        ReservedFen = row.GetInt64(9),
        StrategyId = row.GetString(10),
        StrategyVersion = row.GetString(11),
        Evidence = row.GetFieldValue<byte[]>(12),
        Summary = row.GetFieldValue<byte[]>(13),
        Decision = row.GetFieldValue<byte[]>(14),
        BorrowerKey = row.FieldCount <= 15 || row.IsDBNull(15) ? null : row.GetFieldValue<byte[]>(15),
    };

    public static async Task<LedgerEntry?> ReadOneAsync(NpgsqlDataReader rows, CancellationToken cancellation) =>
        await rows.ReadAsync(cancellation) ? Read(rows) : null;

    public static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter<byte[]> Bytes(byte[] value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };

    public static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    public static NpgsqlParameter<Guid> Id(Guid value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid };

    public static NpgsqlParameter<DateTimeOffset> Moment(DateTimeOffset value) =>
        new() { TypedValue = value.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz };

    /// <summary>One value for each row of a statement that writes many.</summary>
    public static NpgsqlParameter<T[]> Each<T>(IEnumerable<T> values, NpgsqlDbType type) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | type };
}
