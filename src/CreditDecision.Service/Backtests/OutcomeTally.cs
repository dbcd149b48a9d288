using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Backtests;

/// <summary>How many of the given outcomes were of use.</summary>
internal sealed class OutcomeTally
{
    public long Matched { get; private set; }

    /// <summary>Found before the decision was made: not of this loan, so not used.</summary>
    public long BeforeDecision { get; private set; }

    /// <returns>Whether the loan went bad; null when that is not known.</returns>
    public bool? Match(LoanOutcome? outcome, DateTimeOffset decidedAt)
    {
        if (outcome is not { } found) return null;
        if (found.ObservedMicroseconds < SqliteRows.ToMicroseconds(decidedAt))
        {
            BeforeDecision++;
            return null;
        }
        Matched++;
        return found.Bad;
    }

    public void Add(OutcomeTally other)
    {
        Matched += other.Matched;
        BeforeDecision += other.BeforeDecision;
    }
}
