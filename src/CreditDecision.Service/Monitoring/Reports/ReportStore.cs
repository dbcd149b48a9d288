using System.Data.Common;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CreditDecision.Service.Monitoring.Reports;

/// <summary>Reports in a database: statements that both stores understand alike.</summary>
internal abstract class ReportStore : IReportStore
{
    private const string Head = "number, made_at, requested_by, product, model_id, model_version, warnings, breaches, sha256";

    private const string Insert = """
        INSERT INTO monitoring_reports(made_at, requested_by, product, model_id, model_version, warnings, breaches, sha256, document)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING number
        """;

    protected abstract ValueTask<DbConnection> OpenAsync(CancellationToken cancellation);

    protected abstract DbCommand Command(DbConnection connection, string sql, object[] values);

    public async ValueTask<long> AddAsync(KeptReport report, CancellationToken cancellation)
    {
        ReportHead head = report.Head;
        return (await ReadAsync(
            Insert, row => row.GetInt64(0), cancellation, SqliteRows.ToMicroseconds(head.MadeAt), head.RequestedBy, head.Product, head.ModelId, head.ModelVersion,
            head.Warnings, head.Breaches, head.Sha256, report.Document))[0];
    }

    public async ValueTask<KeptReport?> FindAsync(long number, CancellationToken cancellation) =>
        (await ReadAsync($"SELECT {Head}, document FROM monitoring_reports WHERE number = $1", row => new KeptReport(Read(row), row.GetString(9)), cancellation, number))
            .FirstOrDefault();

    public async ValueTask<IReadOnlyList<ReportHead>> ListAsync(string product, string modelId, long before, int most, CancellationToken cancellation) => await ReadAsync(
        $"SELECT {Head} FROM monitoring_reports WHERE number < $1 AND ($2 = '' OR product = $2) AND ($3 = '' OR model_id = $3) ORDER BY number DESC LIMIT $4", Read,
        cancellation, before, product, modelId, most);

    private static ReportHead Read(DbDataReader row) => new(
        row.GetInt64(0), SqliteRows.FromMicroseconds(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6), row.GetInt64(7),
        row.GetFieldValue<byte[]>(8));

    private async ValueTask<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params object[] values)
    {
        try
        {
            await using DbConnection connection = await OpenAsync(cancellation);
            await using DbCommand command = Command(connection, sql, values);
            await using DbDataReader rows = await command.ExecuteReaderAsync(cancellation);
            var found = new List<T>();
            while (await rows.ReadAsync(cancellation)) found.Add(read(rows));
            return found;
        }
        catch (DbException problem)
        {
            throw new LedgerUnavailableException("The reports of monitoring cannot be read or written.", problem);
        }
    }
}

internal sealed class SqliteReports(SqliteFile file) : ReportStore
{
    // Opening waits for the disk, which no thread that serves calls should.
    protected override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation) => await Task.Run(() => file.Connect(), cancellation);

    protected override DbCommand Command(DbConnection connection, string sql, object[] values)
    {
        SqliteCommand command = ((SqliteConnection)connection).Command(sql, values.Length);
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }
}

internal sealed class PostgresReports(PostgresStore store) : ReportStore
{
    protected override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation) => await store.Source.OpenConnectionAsync(cancellation);

    protected override DbCommand Command(DbConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)connection);
        foreach (object value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
