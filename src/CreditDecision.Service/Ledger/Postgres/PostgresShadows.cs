using Npgsql;
using NpgsqlTypes;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>The rows of shadows: how they are written and read.</summary>
internal static class PostgresShadows
{
    private const string Columns = "decision_id, kind, id, version, sha256, outcome, limit_fen, nominal_rate_bps, probability, result";

    private const string Insert = $"INSERT INTO shadows({Columns}) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";

    /// <summary>Writes all of them; what the store refuses is left out and told.</summary>
    /// <exception cref="NpgsqlException">Not all of them were written.</exception>
    public static async Task KeepAsync(NpgsqlDataSource source, IReadOnlyList<ShadowRecord> records)
    {
        try
        {
            await WriteAsync(source, records);
        }
        catch (PostgresException) when (records.Count > 1)
        {
            PostgresException? refused = null;
            foreach (ShadowRecord record in records) refused = await RefusalAsync(source, record) ?? refused;
            if (refused is not null) throw refused;
        }
    }

    private static async Task<PostgresException?> RefusalAsync(NpgsqlDataSource source, ShadowRecord record)
    {
        try
        {
            await WriteAsync(source, [record]);
            return null;
        }
        catch (PostgresException problem)
        {
            return problem;
        }
    }

    private static async Task WriteAsync(NpgsqlDataSource source, IReadOnlyList<ShadowRecord> records)
    {
        await using NpgsqlCommand command = source.CreateCommand(Insert);
        void Each<T>(Func<ShadowRecord, T> value, NpgsqlDbType type) => command.Parameters.Add(PostgresRows.Each(records.Select(value), type));
        Each(record => record.DecisionId, NpgsqlDbType.Uuid);
        Each(record => (int)record.Kind, NpgsqlDbType.Integer);
        Each(record => record.Id, NpgsqlDbType.Text);
        Each(record => record.Version, NpgsqlDbType.Text);
        Each(record => Convert.FromHexString(record.Sha256), NpgsqlDbType.Bytea);
        Each(record => record.Outcome, NpgsqlDbType.Integer);
        Each(record => record.LimitFen, NpgsqlDbType.Bigint);
        Each(record => record.NominalRateBps, NpgsqlDbType.Integer);
        Each(record => record.Probability, NpgsqlDbType.Double);
        Each(record => record.Result, NpgsqlDbType.Bytea);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<IReadOnlyList<ShadowRecord>> OfAsync(NpgsqlDataSource source, Guid decisionId, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = source.CreateCommand($"SELECT {Columns} FROM shadows WHERE decision_id = $1 ORDER BY sequence");
        command.Parameters.Add(PostgresRows.Id(decisionId));
        var records = new List<ShadowRecord>();
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) records.Add(Read(rows));
        return records;
    }

    private static ShadowRecord Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        (ShadowKind)row.GetInt32(1),
        row.GetString(2),
        row.GetString(3),
        Convert.ToHexStringLower(row.GetFieldValue<byte[]>(4)),
        row.GetInt32(5),
        row.IsDBNull(6) ? null : row.GetInt64(6),
        row.IsDBNull(7) ? null : row.GetInt32(7),
        row.IsDBNull(8) ? null : row.GetDouble(8),
        row.GetFieldValue<byte[]>(9));
}
