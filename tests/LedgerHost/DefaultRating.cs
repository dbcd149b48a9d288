using System.Diagnostics;
using CreditDecision.Core.Monitoring;
using CreditDecision.Core.Statistics;
using CreditDecision.Service.Ledger.Postgres;
using CreditDecision.Service.Monitoring.Loans;
using Npgsql;

namespace CreditDecision.LedgerHost;

/// <summary>
/// Default rates of a million loans in PostgreSQL, as the service computes them: how long that takes, and whether the store is the same afterwards.
/// </summary>
internal static class DefaultRating
{
    // Beside them as many as are usual of those that were declined, and a few of which nobody reports.
    private const int Loans = 1_000_000, Declined = 200_000, Unreported = 20_000;

    // Of approvals, the last of which are not mature.
    private const int Months = 24;

    private static readonly DateTimeOffset First = new(2024, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly AsOf = new(2026, 7, 31);
    private static readonly DefaultPolicy Policy = new(12, 45, 100, 0.05, new Levels(0.05, 0.01));

    // Sizes are those of Workload; the bytes are no message, and nothing here reads them but the unreported loans' summaries: a grade and a PD.
    private static readonly string Fill = $"""
        INSERT INTO decisions(sequence, decision_id, client_id, application_id, content_hash, borrower, product, outcome, decided_at, reserved_fen,
          strategy_id, strategy_version, evidence, summary, decision)
        SELECT nextval('decision_sequence'), gen_random_uuid(), 'client', 'made-' || s, sha256(int8send(s)), sha256(int8send(s % 400000)), 'consumer-cash',
          CASE WHEN s % {Loans + Declined + Unreported} < {Loans + Unreported} THEN 1 ELSE 3 END,
          $1::timestamptz + (s % 1000) * interval '{Months * 30} days' / 1000 + s * interval '1 millisecond', 500000, 'consumer-cash', '2026.1',
          decode(repeat(md5(s::text), 36), 'hex'), '\x420141'::bytea, decode(repeat(md5(s::text), 25), 'hex')
        FROM generate_series(0, {Loans + Declined + Unreported - 1}) AS s
        """;

    private static readonly string Report = $"""
        INSERT INTO loan_performance(decision_id, version, borrower, client_id, application_id, product, strategy_id, strategy_version, approved_at, grade,
          probability_of_default, limit_fen, status, as_of, months_on_book, first_disbursed_on, disbursed_fen, principal_repaid_fen, interest_repaid_fen,
          balance_fen, overdue_fen, days_past_due, worst_days_past_due, reached_90_days_on, first_defaulted_on, written_off_fen)
        SELECT decision_id, 1, borrower, client_id, application_id, product, strategy_id, strategy_version, decided_at, chr(65 + (sequence % 7)::integer),
          0.01 + 0.01 * (sequence % 7), 500000, CASE WHEN sequence % 30 = 0 THEN 4 ELSE 2 END, date '2026-07-31', 12, decided_at::date, 500000, 0, 0, 500000, 0, 0, 0,
          CASE WHEN sequence % 30 = 0 THEN decided_at::date + 200 END, CASE WHEN sequence % 30 = 0 THEN decided_at::date + 190 END, 0
        FROM decisions WHERE outcome = 1 ORDER BY sequence LIMIT {Loans}
        """;

    // In any order: the sum of the rows' hashes.
    private const string Content =
        "SELECT (SELECT sum(hashtextextended(d::text, 0)) FROM decisions d)::text || ' ' || (SELECT sum(hashtextextended(p::text, 0)) FROM loan_performance p)";

    public static async Task<int> RunAsync(string database)
    {
        using var store = PostgresStore.Open(database);
        if (await OneAsync<long>(store, "SELECT count(*) FROM loan_performance") == 0) await FillAsync(store);
        string before = await OneAsync<string>(store, Content);
        for (int round = 0; round < 3; round++) await MeasureAsync(store);
        bool isSame = await OneAsync<string>(store, Content) == before;
        Console.WriteLine(isSame ? "the store is the same, row for row" : "THE STORE HAS CHANGED");
        return isSame ? 0 : 1;
    }

    private static async Task MeasureAsync(PostgresStore store)
    {
        var clock = Stopwatch.StartNew();
        var rates = new DefaultRates(Policy.WindowMonths, AsOf);
        long loans = 0;
        void Count(string strategyId, string strategyVersion, in LoanOutcome loan)
        {
            loans++;
            rates.Add(loan);
        }
        await new PostgresApprovedLoans(store).ScanAsync(new LoanQuery("consumer-cash", null, null, Policy.ReportLagDays), Count, CancellationToken.None);
        var findings = DefaultFindings.Of(rates, Policy);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(
            $"{loans:N0} approved loans in {clock.Elapsed.TotalSeconds:F1} s: {findings.Total.Rate.Loans:N0} judged, {findings.Total.Rate.Defaults:N0} defaults, "
            + $"{findings.Cells.Count} vintages by grades, {findings.Signals.Count} signals; most memory {self.PeakWorkingSet64 >> 20:N0} MiB");
    }

    private static async Task FillAsync(PostgresStore store)
    {
        await new PostgresPartitions(store.Source).EnsureAsync(Enumerable.Range(0, Months + 1).Select(First.AddMonths), CancellationToken.None);
        await using (NpgsqlCommand fill = store.Source.CreateCommand(Fill))
        {
            fill.CommandTimeout = 0;
            fill.Parameters.Add(PostgresRows.Moment(First));
            await fill.ExecuteNonQueryAsync();
        }
        foreach (string sql in new[] { Report, "ANALYZE decisions", "ANALYZE loan_performance", "CHECKPOINT" }) await RunAsync(store, sql);
        Console.Error.WriteLine("filled");
    }

    private static async Task RunAsync(PostgresStore store, string sql)
    {
        await using NpgsqlCommand command = store.Source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> OneAsync<T>(PostgresStore store, string sql)
    {
        await using NpgsqlCommand command = store.Source.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
