using CreditDecision.Core.Lending;
using CreditDecision.Core.Values;
using CreditDecision.Service.Backtests;
using CreditDecision.Service.Decisions.Messages;
using LoanOutcome = CreditDecision.Core.Statistics.LoanOutcome;

namespace CreditDecision.Service.Monitoring.Loans;

/// <summary>What of a loan's row says how it went.</summary>
/// <param name="Status">Unspecified where nothing was reported.</param>
/// <param name="AsOf">The last day of which something was reported.</param>
/// <param name="FirstDisbursedOn">Null of what is not drawn.</param>
internal readonly record struct ReportedLoan(LoanStatus Status, DateOnly AsOf, DateOnly? DefaultedOn, DateOnly? FirstDisbursedOn)
{
    /// <summary>What counts as the default, in SQL: the earliest of 90 days past due, the bank's own word, and a write-off; null for none.</summary>
    public static IReadOnlyList<string> DefaultColumns { get; } = ["p.reached_90_days_on", "p.first_defaulted_on", "p.written_off_on"];
}

/// <summary>Makes of a decision and its loan's row what is counted. Used by one thread.</summary>
internal sealed class LoanReading(int reportLagDays)
{
    private readonly RecordedDecision _recorded = new(new TextCache());

    /// <summary>A loan of which something was reported.</summary>
    public LoanOutcome Reported(DateTimeOffset approvedAt, string grade, double? pd, in ReportedLoan loan)
    {
        DateOnly approvedOn = BeijingTime.DayOf(approvedAt);
        // One that has ended is known to its window's end: nothing is owed any more that could come into default.
        DateOnly? knownUntil = loan.Status.HasEnded() ? null : loan.AsOf.AddDays(reportLagDays);
        // The bank's word may date from before this approval where it means the borrower.
        DateOnly? defaultedOn = loan.DefaultedOn < approvedOn ? approvedOn : loan.DefaultedOn;
        return new LoanOutcome(approvedOn, grade, pd, defaultedOn, knownUntil, loan.FirstDisbursedOn is not null);
    }

    /// <summary>A loan of which nothing was reported.</summary>
    /// <param name="summary">As <see cref="Ledger.LedgerEntry.Summary"/>.</param>
    /// <exception cref="InvalidDataException">It is no reply of the service.</exception>
    public LoanOutcome Unreported(DateTimeOffset approvedAt, ReadOnlySpan<byte> summary)
    {
        _recorded.Read(summary);
        DateOnly approvedOn = BeijingTime.DayOf(approvedAt);
        return new LoanOutcome(approvedOn, _recorded.Grade, _recorded.ProbabilityOfDefault, null, approvedOn);
    }
}
