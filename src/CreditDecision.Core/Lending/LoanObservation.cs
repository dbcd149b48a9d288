using CreditDecision.Core.Applications;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>A loan as at the end of a Beijing day, as the bank's loan system tells it. Consistent in itself and with what was approved (A40).</summary>
public sealed record LoanObservation
{
    public const int MostRevisions = 1_000;

    private LoanObservation() { }

    public required DateOnly AsOf { get; init; }

    /// <summary>Of several of one day the highest counts.</summary>
    public required int Revision { get; init; }

    /// <summary>Sum since the first disbursement; as all repaid and written off.</summary>
    public required Money Disbursed { get; init; }

    public required DateOnly? FirstDisbursedOn { get; init; }
    public required Money PrincipalRepaid { get; init; }
    public required Money InterestRepaid { get; init; }

    /// <summary>Principal outstanding.</summary>
    public required Money Balance { get; init; }

    /// <summary>Due and not paid, interest included.</summary>
    public required Money Overdue { get; init; }

    public required int DaysPastDue { get; init; }

    /// <summary>The bank's own word, which may come before or after 90 days past due.</summary>
    public required DateOnly? DefaultedOn { get; init; }

    public required Money WrittenOff { get; init; }
    public required DateOnly? WrittenOffOn { get; init; }
    public required DateOnly? SettledOn { get; init; }
    public required DateOnly? CancelledOn { get; init; }

    public LoanStatus Status => this switch
    {
        { CancelledOn: not null } => LoanStatus.Cancelled,
        { SettledOn: not null } => LoanStatus.Settled,
        { WrittenOffOn: not null } => LoanStatus.WrittenOff,
        { DefaultedOn: not null } => LoanStatus.Defaulted,
        { DaysPastDue: > 0 } => LoanStatus.PastDue,
        { FirstDisbursedOn: not null } => LoanStatus.Current,
        _ => LoanStatus.NotDrawn,
    };

    /// <param name="approval">Null where it is not known: what depends on it is then not looked at.</param>
    /// <param name="today">The Beijing day on which it came.</param>
    /// <param name="errors">Gets every bad field, as <c>observation.x</c>.</param>
    /// <returns>Null with at least one error.</returns>
    public static LoanObservation? TryCreate(LoanObservationDraft draft, LoanApproval? approval, DateOnly today, FieldErrors errors)
    {
        int before = errors.All.Count;
        var check = new LoanObservationCheck(draft, approval, errors);
        DateOnly asOf = check.AsOf(today);
        check.Amounts();
        var observation = new LoanObservation
        {
            AsOf = asOf,
            Revision = draft.Revision,
            Disbursed = Money.FromFen(draft.DisbursedFen),
            FirstDisbursedOn = check.Day(draft.FirstDisbursedOn, "first_disbursed_on", asOf),
            PrincipalRepaid = Money.FromFen(draft.PrincipalRepaidFen),
            InterestRepaid = Money.FromFen(draft.InterestRepaidFen),
            Balance = Money.FromFen(draft.BalanceFen),
            Overdue = Money.FromFen(draft.OverdueFen),
            DaysPastDue = draft.DaysPastDue,
            DefaultedOn = check.Day(draft.DefaultedOn, "defaulted_on", asOf),
            WrittenOff = Money.FromFen(draft.WrittenOffFen),
            WrittenOffOn = check.Day(draft.WrittenOffOn, "written_off_on", asOf),
            SettledOn = check.Day(draft.SettledOn, "settled_on", asOf),
            CancelledOn = check.Day(draft.CancelledOn, "cancelled_on", asOf),
        };
        check.Story(observation);
        return errors.All.Count == before ? observation : null;
    }
}
