namespace CreditDecision.Core.Statistics;

/// <summary>How an approved loan went, as far as it is known.</summary>
/// <param name="ApprovedOn">Its month is the vintage.</param>
/// <param name="Pd">Probability of default that was predicted; null where there was none.</param>
/// <param name="DefaultedOn">Null where it did not default so far.</param>
/// <param name="KnownUntil">The last day of which anything is known of it; null for the last day of which anything is known of any.</param>
/// <param name="IsDrawn">False of a facility of which nothing was disbursed: it cannot default and would only thin the rate.</param>
public readonly record struct LoanOutcome(
    DateOnly ApprovedOn, string Grade, double? Pd, DateOnly? DefaultedOn, DateOnly? KnownUntil = null, bool IsDrawn = true);

/// <summary>The loans of one vintage and grade.</summary>
/// <param name="Vintage">First day of the month of approval.</param>
/// <param name="Loans">Whose window has ended: of these alone anything is said.</param>
/// <param name="Defaults">Within the window.</param>
/// <param name="Rated">Of them, those with a predicted PD.</param>
/// <param name="RatedDefaults">Defaults of those.</param>
/// <param name="MeanPd">Of those; NaN where there are none.</param>
/// <param name="Immature">Whose window runs still; they are not in the figures, whatever happened to them already.</param>
/// <param name="Unobserved">Whose window has ended without a known default, but what became of them is not known to its end; not in the figures either.</param>
/// <param name="Undrawn">Of which nothing was disbursed until the window ended.</param>
public readonly record struct DefaultRate(
    DateOnly Vintage, string Grade, long Loans, long Defaults, long Rated, long RatedDefaults, double MeanPd, long Immature, long Unobserved = 0, long Undrawn = 0)
{
    /// <summary>Defaults by loans; NaN where there are none.</summary>
    public double Rate => (double)Defaults / Loans;

    /// <summary>All that were approved.</summary>
    public long Approved => Loans + Immature + Unobserved + Undrawn;

    /// <summary>What the tests of calibration ask for; null where there is no verdict yet, or nothing was predicted.</summary>
    public GradeOutcome? Outcome => Rated > 0 && MeanPd is > 0 and < 1 ? new GradeOutcome(Rated, RatedDefaults, MeanPd) : null;
}

/// <summary>
/// The actual default rate of approved loans by vintage and grade (A40). A default counts where it comes within the window, and a loan counts only
/// after its window has ended, since until then the good ones of a vintage cannot be told from the bad. Loans may be added one by one, in any order,
/// and sums of parts merged; memory grows with vintages times grades only.
/// </summary>
/// <param name="windowMonths">From approval, 1 or more; 12 for a one-year PD.</param>
/// <param name="asOf">The last day of which performance is known.</param>
public sealed class DefaultRates(int windowMonths, DateOnly asOf)
{
    private readonly SortedDictionary<(DateOnly Vintage, string Grade), Cell> _cells = new(Comparer<(DateOnly Vintage, string Grade)>.Create(
        (left, right) => left.Vintage != right.Vintage ? left.Vintage.CompareTo(right.Vintage) : string.CompareOrdinal(left.Grade, right.Grade)));

    public int WindowMonths { get; } = windowMonths >= 1 ? windowMonths : throw new ArgumentOutOfRangeException(nameof(windowMonths), windowMonths, "must be 1 or more");

    public DateOnly AsOf => asOf;

    /// <exception cref="ArgumentException">The PD is none, or the default lies before the approval.</exception>
    public void Add(in LoanOutcome loan)
    {
        if (loan.Pd is { } pd && pd is not (>= 0 and <= 1)) throw new ArgumentException($"A loan has the probability of default {pd}.");
        if (loan.DefaultedOn < loan.ApprovedOn) throw new ArgumentException($"A loan defaulted on {loan.DefaultedOn:O}, before its approval on {loan.ApprovedOn:O}.");
        Cell cell = CellOf((new DateOnly(loan.ApprovedOn.Year, loan.ApprovedOn.Month, 1), loan.Grade));
        DateOnly end = loan.ApprovedOn.AddMonths(WindowMonths);
        if (end > asOf)
        {
            cell.Immature++;
            return;
        }
        bool isBad = loan.DefaultedOn <= end;
        // A default is one however early the reports end; a loan without one is good only where they reach the end. So many lost loans make the
        // rate too high, never too low, and how many there are is told.
        if (!isBad && loan.KnownUntil < end)
        {
            cell.Unobserved++;
            return;
        }
        if (!loan.IsDrawn)
        {
            cell.Undrawn++;
            return;
        }
        cell.Loans++;
        if (isBad) cell.Defaults++;
        if (loan.Pd is not { } predicted) return;
        cell.Rated++;
        cell.SumOfPd += predicted;
        if (isBad) cell.RatedDefaults++;
    }

    /// <summary>Adds what another part of the same loans came to.</summary>
    /// <exception cref="ArgumentException">It has another window or another last day.</exception>
    public void Merge(DefaultRates other)
    {
        if (other.WindowMonths != WindowMonths || other.AsOf != asOf) throw new ArgumentException("Only rates of one window and one last day can be added up.");
        foreach (((DateOnly, string) key, Cell part) in other._cells)
        {
            CellOf(key).Add(part);
        }
    }

    /// <returns>By vintage and grade, ascending.</returns>
    public IReadOnlyList<DefaultRate> ByVintageAndGrade() => [.. _cells.Select(each => each.Value.Rate(each.Key.Vintage, each.Key.Grade))];

    /// <returns>Over all vintages, by grade; the vintage is the default.</returns>
    public IReadOnlyList<DefaultRate> ByGrade()
    {
        var grades = new SortedDictionary<string, Cell>(StringComparer.Ordinal);
        foreach (((_, string grade), Cell part) in _cells)
        {
            if (!grades.TryGetValue(grade, out Cell? cell)) grades[grade] = cell = new Cell();
            cell.Add(part);
        }
        return [.. grades.Select(each => each.Value.Rate(default, each.Key))];
    }

    private Cell CellOf((DateOnly, string) key)
    {
        if (!_cells.TryGetValue(key, out Cell? cell)) _cells[key] = cell = new Cell();
        return cell;
    }

    private sealed class Cell
    {
        public long Loans, Defaults, Rated, RatedDefaults, Immature, Unobserved, Undrawn;
        public double SumOfPd;

        public void Add(Cell part)
        {
            Loans += part.Loans;
            Defaults += part.Defaults;
            Rated += part.Rated;
            RatedDefaults += part.RatedDefaults;
            SumOfPd += part.SumOfPd;
            Immature += part.Immature;
            Unobserved += part.Unobserved;
            Undrawn += part.Undrawn;
        }

        public DefaultRate Rate(DateOnly vintage, string grade) =>
            new(vintage, grade, Loans, Defaults, Rated, RatedDefaults, Rated == 0 ? double.NaN : SumOfPd / Rated, Immature, Unobserved, Undrawn);
    }
}
