using System.Data.Common;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Monitoring.Reports;

/// <summary>Reports in a database: statements that both stores understand alike.</summary>
internal sealed class ReportStore(StoreSessions sessions) : IReportStore
{
    private const string Head = "number, made_at, requested_by, product, model_id, model_version, warnings, breaches, sha256";

    private const string Insert = """
        INSERT INTO monitoring_reports(made_at, requested_by, product, model_id, model_version, warnings, breaches, sha256, document)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING number
        """;

    public async ValueTask<long> AddAsync(KeptReport report, CancellationToken cancellation)
    {
        ReportHead head = report.Head;
        return (await sessions.ReadAsync(
            Insert, row => row.GetInt64(0), cancellation, SqliteRows.ToMicroseconds(head.MadeAt), head.RequestedBy, head.Product, head.ModelId, head.ModelVersion,
            head.Warnings, head.Breaches, head.Sha256, report.Document))[0];
    }

    public async ValueTask<KeptReport?> FindAsync(long number, CancellationToken cancellation)
    {
        IReadOnlyList<KeptReport> found = await sessions.ReadAsync(
            $"SELECT {Head}, document FROM monitoring_reports WHERE number = $1", row => new KeptReport(Read(row), row.GetString(9)), cancellation, number);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<IReadOnlyList<ReportHead>> ListAsync(string product, string modelId, long before, int most, CancellationToken cancellation) => await sessions.ReadAsync(
        $"SELECT {Head} FROM monitoring_reports WHERE number < $1 AND ($2 = '' OR product = $2) AND ($3 = '' OR model_id = $3) ORDER BY number DESC LIMIT $4", Read,
        cancellation, before, product, modelId, most);

    private static ReportHead Read(DbDataReader row) => new(
        row.GetInt64(0), SqliteRows.FromMicroseconds(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6), row.GetInt64(7),
        row.GetFieldValue<byte[]>(8));
}
