using System.Globalization;
using CreditDecision.Core.Lending;
using CreditDecision.Service.Ledger;
using Microsoft.Data.Sqlite;

namespace CreditDecision.Service.Monitoring.Loans;

/// <summary>Approved loans in the embedded store, in one statement on a connection of its own that cannot write.</summary>
internal sealed class SqliteApprovedLoans(SqliteFile file) : IApprovedLoans
{
    // After every day that can be reported.
    private const string Never = "'9999-12-31'";

    private static readonly string Loans = $"""
        SELECT d.decided_at, d.strategy_id, d.strategy_version, p.status, p.grade, p.probability_of_default, p.as_of,
          nullif(min({string.Join(", ", ReportedLoan.DefaultColumns.Select(column => $"coalesce({column}, {Never})"))}), {Never}), p.first_disbursed_on,
          CASE WHEN p.decision_id IS NULL THEN coalesce(d.summary, (SELECT decision FROM replies WHERE replies.sequence = d.sequence)) END
        FROM decisions d LEFT JOIN loan_performance p ON p.decision_id = d.decision_id
        WHERE d.outcome = 1 AND d.product = $1 AND d.decided_at >= $2 AND d.decided_at < $3
        """;

    // Off the threads that serve calls: all of it waits for the disk.
    public Task ScanAsync(LoanQuery query, LoanVisitor visit, CancellationToken cancellation) => Task.Run(
        () =>
        {
            try
            {
                using SqliteConnection connection = file.Connect(readOnly: true);
                using SqliteCommand command = connection.Command(Loans, 3);
                command.Parameters[0].Value = query.Product;
                command.Parameters[1].Value = query.From is { } from ? SqliteRows.ToMicroseconds(from) : long.MinValue;
                command.Parameters[2].Value = query.Before is { } before ? SqliteRows.ToMicroseconds(before) : long.MaxValue;
                using SqliteDataReader rows = command.ExecuteReader();
                var reading = new LoanReading(query.ReportLagDays);
                while (rows.Read())
                {
                    cancellation.ThrowIfCancellationRequested();
                    Show(rows, reading, visit);
                }
            }
            catch (SqliteException problem)
            {
                throw new LedgerUnavailableException("The approved loans cannot be read.", problem);
            }
        },
        cancellation);

    private static void Show(SqliteDataReader row, LoanReading reading, LoanVisitor visit)
    {
        DateTimeOffset approvedAt = SqliteRows.FromMicroseconds(row.GetInt64(0));
        if (row.IsDBNull(3))
        {
            visit(row.GetString(1), row.GetString(2), reading.Unreported(approvedAt, row.GetFieldValue<byte[]>(9)));
            return;
        }
        var loan = new ReportedLoan((LoanStatus)row.GetInt32(3), Day(row, 6)!.Value, Day(row, 7), Day(row, 8));
        visit(row.GetString(1), row.GetString(2), reading.Reported(approvedAt, row.GetString(4), row.IsDBNull(5) ? null : row.GetDouble(5), loan));
    }

    private static DateOnly? Day(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateOnly.ParseExact(row.GetString(column), "O", CultureInfo.InvariantCulture);
}
