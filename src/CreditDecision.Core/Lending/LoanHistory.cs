namespace CreditDecision.Core.Lending;

/// <summary>An observation and what names it, 1 to 64 letters each.</summary>
public sealed record LoanRecord(LoanObservation Observation, string ClientId, string RecordId);

/// <summary>
/// What all observations of a loan say. The same whatever their order: of each day the highest revision counts, and of equal ones the record
/// whose id is last in ordinal order.
/// </summary>
public sealed class LoanHistory
{
    /// <summary>Days past due from which a loan is in default in the usual sense, whatever the bank's own flag says.</summary>
    public const int DefaultDays = 90;

    private LoanHistory(IReadOnlyList<LoanObservation> days) => Days = days;

    /// <summary>The one that counts of each day, oldest first; at least one.</summary>
    public IReadOnlyList<LoanObservation> Days { get; }

    public LoanObservation Current => Days[^1];

    /// <summary>Whole months from the first disbursement to the newest day; 0 before one.</summary>
    public int MonthsOnBook => Current.FirstDisbursedOn is { } first ? WholeMonths(first, Current.AsOf) : 0;

    public int WorstDaysPastDue => Days.Max(day => day.DaysPastDue);

    /// <summary>The first day that was seen at <see cref="DefaultDays"/> or more.</summary>
    public DateOnly? ReachedDefaultDaysOn => Days.FirstOrDefault(day => day.DaysPastDue >= DefaultDays)?.AsOf;

    /// <summary>The earliest day that the bank gave for a default, also of one that was cured.</summary>
    public DateOnly? FirstDefaultedOn => Days.Min(day => day.DefaultedOn);

    /// <param name="records">At least one.</param>
    public static LoanHistory Of(IEnumerable<LoanRecord> records) => new(
    [
        .. records.GroupBy(record => record.Observation.AsOf).OrderBy(day => day.Key).Select(day => day
            .OrderBy(record => record.Observation.Revision).ThenBy(record => record.ClientId, StringComparer.Ordinal).ThenBy(record => record.RecordId, StringComparer.Ordinal)
            .Last().Observation),
    ]);

    // A month is whole on the day of the month that it began, or on the last day of a month that has none such.
    private static int WholeMonths(DateOnly from, DateOnly to)
    {
        int months = (to.Year - from.Year) * 12 + to.Month - from.Month;
        return from.AddMonths(months) <= to ? months : months - 1;
    }
}
