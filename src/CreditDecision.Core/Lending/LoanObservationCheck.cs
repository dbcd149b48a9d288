using System.Globalization;
using CreditDecision.Core.Applications;

namespace CreditDecision.Core.Lending;

/// <summary>The checks behind <see cref="LoanObservation.TryCreate"/>. After an error each returns a placeholder that never leaves.</summary>
internal sealed class LoanObservationCheck(LoanObservationDraft draft, LoanApproval? approval, FieldErrors errors)
{
    private const string DayForm = "yyyy-MM-dd";

    // No loan that can be applied for is as large; sums of such amounts cannot overflow.
    private const long MostFen = Application.MostFen;

    // As old as a debt may come to be on the books.
    private const int MostDaysPastDue = 36_500;

    public DateOnly AsOf(DateOnly today)
    {
        if (draft.AsOf.Length == 0) errors.Add("observation.as_of", "is required");
        DateOnly asOf = Day(draft.AsOf, "as_of", today) ?? today;
        errors.Between(draft.Revision, "observation.revision", 0, LoanObservation.MostRevisions);
        return asOf;
    }

    public void Amounts()
    {
        int before = errors.All.Count;
        foreach ((string name, long fen) in new[]
        {
            ("disbursed_fen", draft.DisbursedFen), ("principal_repaid_fen", draft.PrincipalRepaidFen), ("interest_repaid_fen", draft.InterestRepaidFen),
            ("balance_fen", draft.BalanceFen), ("overdue_fen", draft.OverdueFen), ("written_off_fen", draft.WrittenOffFen),
        })
            errors.Between(fen, $"observation.{name}", 0, MostFen);
        errors.Between(draft.DaysPastDue, "observation.days_past_due", 0, MostDaysPastDue);
        if (approval is { } approved)
            errors.Require(draft.DisbursedFen <= approved.Limit.Fen, "observation.disbursed_fen", $"must not be above what was approved, {approved.Limit.Fen}");
        if (errors.All.Count > before) return;
        errors.Require(
            draft.DisbursedFen == draft.PrincipalRepaidFen + draft.BalanceFen + draft.WrittenOffFen, "observation.disbursed_fen",
            $"must be the sum of principal_repaid_fen, balance_fen and written_off_fen, {draft.PrincipalRepaidFen + draft.BalanceFen + draft.WrittenOffFen}");
        errors.Require(draft.DaysPastDue > 0 == draft.OverdueFen > 0, "observation.days_past_due", "must be above 0 exactly when overdue_fen is");
    }

    /// <param name="latest">Inclusive.</param>
    public DateOnly? Day(string text, string name, DateOnly latest)
    {
        if (text.Length == 0) return null;
        if (!DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            errors.Add($"observation.{name}", "must be a day, as 2026-11-30");
            return null;
        }
        errors.Require(day <= latest, $"observation.{name}", $"must not be after {Text(latest)}");
        if (approval is { } approved) errors.Require(day >= approved.On, $"observation.{name}", $"must not be before the decision, {Text(approved.On)}");
        return day;
    }

    /// <summary>Whether what is told belongs together.</summary>
    public void Story(LoanObservation told)
    {
        With(told.Disbursed.Fen, told.FirstDisbursedOn, "first_disbursed_on", "disbursed_fen");
        With(told.WrittenOff.Fen, told.WrittenOffOn, "written_off_on", "written_off_fen");
        if (told.FirstDisbursedOn is { } first)
        {
            errors.Require(told.DaysPastDue == 0 || told.DaysPastDue <= told.AsOf.DayNumber - first.DayNumber, "observation.days_past_due", "must not be more than the days since first_disbursed_on");
            foreach ((string name, DateOnly? day) in new[] { ("defaulted_on", told.DefaultedOn), ("written_off_on", told.WrittenOffOn), ("settled_on", told.SettledOn) })
                errors.Require(day is null || day >= first, $"observation.{name}", "must not be before first_disbursed_on");
        }
        else if (told.Disbursed.IsZero)
        {
            foreach ((string name, bool isTold) in new[] { ("defaulted_on", told.DefaultedOn is not null), ("settled_on", told.SettledOn is not null), ("days_past_due", told.DaysPastDue > 0), ("interest_repaid_fen", !told.InterestRepaid.IsZero) })
                errors.Require(!isTold, $"observation.{name}", "needs a disbursement");
        }
        errors.Require(
            told.SettledOn is null || (told.Balance.IsZero && told.Overdue.IsZero && told.WrittenOff.IsZero), "observation.settled_on",
            "must be empty while anything is outstanding, overdue or written off");
        errors.Require(told.CancelledOn is null || told.Disbursed.IsZero, "observation.cancelled_on", "must be empty where anything was disbursed");
    }

    public static string Text(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);

    private void With(long fen, DateOnly? day, string name, string amount) =>
        errors.Require(fen > 0 == day is not null, $"observation.{name}", $"must be given exactly when {amount} is above 0");
}
