using CreditDecision.Core.Lending;
using CreditDecision.Service.Ledger;
using NpgsqlTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Performance;

/// <summary>A loan as monitoring counts it: what approved it and how it stands.</summary>
/// <param name="Approved">The decision as it was approved and cut since, and what was recorded of its reply.</param>
/// <param name="Cuts">How often its limit was cut (A41).</param>
internal sealed record LoanRow(LedgerEntry Approved, Wire.Decision Reply, LoanHistory History, long Version, int Cuts)
{
    /// <summary>The columns of <c>loan_performance</c>, of both stores; the first is the key, the second the version.</summary>
    public static IReadOnlyList<LoanColumn> Columns { get; } =
    [
        new("decision_id", NpgsqlDbType.Uuid, loan => loan.Approved.DecisionId),
        new("version", NpgsqlDbType.Bigint, loan => loan.Version),
        new("borrower", NpgsqlDbType.Bytea, loan => loan.Approved.Borrower.ToArray()),
        new("client_id", NpgsqlDbType.Text, loan => loan.Approved.ClientId),
        new("application_id", NpgsqlDbType.Text, loan => loan.Approved.ApplicationId),
        new("product", NpgsqlDbType.Text, loan => loan.Approved.Product),
        new("strategy_id", NpgsqlDbType.Text, loan => loan.Approved.StrategyId),
        new("strategy_version", NpgsqlDbType.Text, loan => loan.Approved.StrategyVersion),
        new("approved_at", NpgsqlDbType.TimestampTz, loan => loan.Approved.DecidedAt.ToUniversalTime()),
        new("grade", NpgsqlDbType.Text, loan => loan.Reply.Grade),
        new("probability_of_default", NpgsqlDbType.Double, loan => loan.Reply.HasProbabilityOfDefault ? loan.Reply.ProbabilityOfDefault : null),
        new("limit_fen", NpgsqlDbType.Bigint, loan => loan.Reply.Offer.LimitFen),
        new("status", NpgsqlDbType.Integer, loan => (int)loan.Now.Status),
        new("as_of", NpgsqlDbType.Date, loan => loan.Now.AsOf),
        new("months_on_book", NpgsqlDbType.Integer, loan => loan.History.MonthsOnBook),
        new("first_disbursed_on", NpgsqlDbType.Date, loan => loan.Now.FirstDisbursedOn),
        new("disbursed_fen", NpgsqlDbType.Bigint, loan => loan.Now.Disbursed.Fen),
        new("principal_repaid_fen", NpgsqlDbType.Bigint, loan => loan.Now.PrincipalRepaid.Fen),
        new("interest_repaid_fen", NpgsqlDbType.Bigint, loan => loan.Now.InterestRepaid.Fen),
        new("balance_fen", NpgsqlDbType.Bigint, loan => loan.Now.Balance.Fen),
        new("overdue_fen", NpgsqlDbType.Bigint, loan => loan.Now.Overdue.Fen),
        new("days_past_due", NpgsqlDbType.Integer, loan => loan.Now.DaysPastDue),
        new("worst_days_past_due", NpgsqlDbType.Integer, loan => loan.History.WorstDaysPastDue),
        new("reached_90_days_on", NpgsqlDbType.Date, loan => loan.History.ReachedDefaultDaysOn),
        new("first_defaulted_on", NpgsqlDbType.Date, loan => loan.History.FirstDefaultedOn),
        new("written_off_fen", NpgsqlDbType.Bigint, loan => loan.Now.WrittenOff.Fen),
        new("written_off_on", NpgsqlDbType.Date, loan => loan.Now.WrittenOffOn),
        new("settled_on", NpgsqlDbType.Date, loan => loan.Now.SettledOn),
        new("cancelled_on", NpgsqlDbType.Date, loan => loan.Now.CancelledOn),
        new("released_fen", NpgsqlDbType.Bigint, loan => loan.ReleasedFen),
    ];

    /// <summary>What the loan's end gives back of the borrower's cap.</summary>
    public long ReleasedFen => Now.Status.HasEnded() ? Approved.ReservedFen : 0;

    /// <summary>Puts a loan in, or over the version before; of any other, or where the limit was cut since, it changes nothing. Its values are
    /// $1, $2 ... in the order of the columns, and then the number of cuts.</summary>
    public static string Upsert { get; } =
        $"INSERT INTO loan_performance({string.Join(", ", Columns.Select(column => column.Name))}) SELECT {string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))} "
        + $"WHERE (SELECT count(*) FROM reassessment_events WHERE decision_id = $1 AND act IN (3, 4)) = ${Columns.Count + 1} "
        + $"ON CONFLICT (decision_id) DO UPDATE SET {string.Join(", ", Columns.Skip(1).Select(column => $"{column.Name} = excluded.{column.Name}"))} "
        + "WHERE loan_performance.version = excluded.version - 1";

    private LoanObservation Now => History.Current;
}

/// <param name="Value">Null for none.</param>
internal sealed record LoanColumn(string Name, NpgsqlDbType Type, Func<LoanRow, object?> Value);
