using System.Data;
using CreditDecision.Core.Lending;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Postgres;
using Npgsql;

namespace CreditDecision.Service.Monitoring.Loans;

/// <summary>Approved loans in PostgreSQL, in one statement of one transaction that the server holds to reading.</summary>
internal sealed class PostgresApprovedLoans(PostgresStore store) : IApprovedLoans
{
    // Both tables are read whole, which the service's sessions otherwise never do; the rows of a million loans are kept in this much memory.
    private const string ReadOnly = "SET TRANSACTION READ ONLY; SET LOCAL enable_seqscan = on; SET LOCAL work_mem = '64MB'";

    private static readonly string Loans = $"""
        SELECT d.decided_at, d.strategy_id, d.strategy_version, p.status, p.grade, p.probability_of_default, p.as_of,
          least({string.Join(", ", ReportedLoan.DefaultColumns)}), p.first_disbursed_on, CASE WHEN p.decision_id IS NULL THEN d.summary END
        FROM decisions d LEFT JOIN loan_performance p ON p.decision_id = d.decision_id
        WHERE d.outcome = 1 AND d.product = $1 AND d.decided_at >= $2 AND d.decided_at < $3
        """;

    public async Task ScanAsync(LoanQuery query, LoanVisitor visit, CancellationToken cancellation)
    {
        try
        {
            await using NpgsqlConnection connection = await store.Source.OpenConnectionAsync(cancellation);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            await using (var begin = new NpgsqlCommand(ReadOnly, connection, transaction)) await begin.ExecuteNonQueryAsync(cancellation);
            await using var command = new NpgsqlCommand(Loans, connection, transaction) { CommandTimeout = 0 };
            command.Parameters.Add(PostgresRows.Text(query.Product));
            command.Parameters.Add(PostgresRows.Moment(query.From ?? DateTimeOffset.MinValue));
            command.Parameters.Add(PostgresRows.Moment(query.Before ?? DateTimeOffset.MaxValue));
            await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
            var reading = new LoanReading(query.ReportLagDays);
            while (await rows.ReadAsync(cancellation)) Show(rows, reading, visit);
        }
        catch (NpgsqlException problem)
        {
            throw new LedgerUnavailableException("The approved loans cannot be read.", problem);
        }
    }

    private static void Show(NpgsqlDataReader row, LoanReading reading, LoanVisitor visit)
    {
        DateTimeOffset approvedAt = row.GetFieldValue<DateTimeOffset>(0);
        if (row.IsDBNull(3))
        {
            visit(row.GetString(1), row.GetString(2), reading.Unreported(approvedAt, row.GetFieldValue<byte[]>(9)));
            return;
        }
        var loan = new ReportedLoan((LoanStatus)row.GetInt32(3), row.GetFieldValue<DateOnly>(6), Day(row, 7), Day(row, 8));
        visit(row.GetString(1), row.GetString(2), reading.Reported(approvedAt, row.GetString(4), row.IsDBNull(5) ? null : row.GetDouble(5), loan));
    }

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
