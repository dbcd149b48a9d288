using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Ledger;

/// <summary>The rows of shadows: how they are written and read.</summary>
internal static class SqliteShadows
{
    private const string Columns = "decision_id, kind, id, version, sha256, outcome, limit_fen, nominal_rate_bps, probability, result";

    public static SqliteCommand Insert(SqliteConnection connection) =>
        connection.Command($"INSERT INTO shadows({Columns}) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING", 10);

    public static SqliteCommand Select(SqliteConnection connection) =>
        connection.Command($"SELECT {Columns} FROM shadows WHERE decision_id = $1 ORDER BY sequence", 1);

    public static void Write(SqliteCommand insert, ShadowRecord record)
    {
        object?[] values =
        [
            SqliteRows.Id(record.DecisionId), (int)record.Kind, record.Id, record.Version, Convert.FromHexString(record.Sha256), record.Outcome,
            record.LimitFen, record.NominalRateBps, record.Probability, record.Result,
        ];
        for (int i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i] ?? DBNull.Value;
        insert.ExecuteNonQuery();
    }

    public static IReadOnlyList<ShadowRecord> Read(SqliteCommand select, Guid decisionId)
    {
        select.Parameters[0].Value = SqliteRows.Id(decisionId);
        var records = new List<ShadowRecord>();
        using SqliteDataReader rows = select.ExecuteReader();
        while (rows.Read()) records.Add(Read(rows));
        return records;
    }

    private static ShadowRecord Read(SqliteDataReader row) => new(
        new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true),
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
