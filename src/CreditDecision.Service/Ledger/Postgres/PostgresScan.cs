using System.Text;
using Npgsql;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>
/// Reads many entries one after the other. Sequences are given out before their decisions are committed, so while others write, the
/// newest few between two sequences may appear after they were measured.
/// </summary>
internal static class PostgresScan
{
    private const string Filters = "product = $1 AND decided_at >= $2 AND decided_at < $3";

    private const string Extent = $"""
        SELECT count(*), coalesce(min(sequence), 0), coalesce(max(sequence), 0) FROM (
          SELECT sequence FROM decisions WHERE {Filters} ORDER BY sequence DESC LIMIT $4) AS newest
        """;

    private const string Whole = $"SELECT count(*), coalesce(min(sequence), 0), coalesce(max(sequence), 0) FROM decisions WHERE {Filters}";

    private const string Entries = $"""
        SELECT decision_id, client_id, application_id, decided_at, strategy_id, strategy_version, evidence, summary, {PostgresRows.BorrowerKey} FROM decisions d
        WHERE {Filters} AND sequence BETWEEN $4 AND $5 ORDER BY sequence
        """;

    public static ScanExtent Measure(NpgsqlDataSource source, ScanQuery query)
    {
        using NpgsqlCommand command = source.CreateCommand(query.Newest is null ? Whole : Extent);
        AddFilters(command, query);
        if (query.Newest is { } newest) command.Parameters.Add(PostgresRows.Number(newest));
        // Counting ten million takes longer than a decision may.
        command.CommandTimeout = 0;
        using NpgsqlDataReader row = command.ExecuteReader();
        row.Read();
        return new ScanExtent(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    public static void Run(NpgsqlDataSource source, ScanQuery query, long first, long last, ScanVisitor visit)
    {
        using NpgsqlCommand command = source.CreateCommand(Entries);
        AddFilters(command, query);
        command.Parameters.Add(PostgresRows.Number(first));
        command.Parameters.Add(PostgresRows.Number(last));
        using NpgsqlDataReader rows = command.ExecuteReader();
        while (rows.Read())
            if (!visit(Read(rows, query.NamesApplications))) return;
    }

    private static ScannedDecision Read(NpgsqlDataReader row, bool namesApplications) => new()
    {
        DecisionId = row.GetGuid(0),
        ClientId = namesApplications ? Encoding.UTF8.GetBytes(row.GetString(1)) : default(ReadOnlySpan<byte>),
        ApplicationId = namesApplications ? Encoding.UTF8.GetBytes(row.GetString(2)) : default(ReadOnlySpan<byte>),
        DecidedAt = row.GetFieldValue<DateTimeOffset>(3),
        StrategyId = Encoding.UTF8.GetBytes(row.GetString(4)),
        StrategyVersion = Encoding.UTF8.GetBytes(row.GetString(5)),
        Evidence = row.GetFieldValue<byte[]>(6),
        Summary = row.GetFieldValue<byte[]>(7),
        BorrowerKey = row.IsDBNull(8) ? default(ReadOnlySpan<byte>) : row.GetFieldValue<byte[]>(8),
    };

    private static void AddFilters(NpgsqlCommand command, ScanQuery query)
    {
        command.Parameters.Add(PostgresRows.Text(query.Product));
        command.Parameters.Add(PostgresRows.Moment(query.DecidedFrom ?? DateTimeOffset.MinValue));
        command.Parameters.Add(PostgresRows.Moment(query.DecidedBefore ?? DateTimeOffset.MaxValue));
    }
}
