namespace CreditDecision.Core.Audit;

/// <summary>What is known of a borrower when erasure is asked for.</summary>
/// <param name="Decisions">Recorded decisions, 0 or more.</param>
/// <param name="OpenLoans">Approvals whose loans were not told to be settled or cancelled, 0 or more.</param>
/// <param name="SealedByService">Decisions from before borrowers had keys: destroying one erases nothing of them.</param>
/// <param name="RiskRecords">Records of risk data, 0 or more.</param>
/// <param name="LastActivity">Of the newest decision, record of risk data or end of a loan; null where there is none of them.</param>
public readonly record struct BorrowerHistory(long Decisions, long OpenLoans, long SealedByService, long RiskRecords, DateTimeOffset? LastActivity);

public enum RetentionRefusalKind
{
    Unspecified = 0,
    /// <summary>A loan is not known to have ended.</summary>
    LoanOpen,
    /// <summary>The retention period is not over.</summary>
    RetentionRuns,
    /// <summary>Something was sealed by the service's key, which all borrowers share.</summary>
    SealedByService,
}

/// <param name="Detail">For people; nothing in it is personal.</param>
public readonly record struct RetentionRefusal(RetentionRefusalKind Kind, string Detail);

/// <summary>
/// When a borrower may be erased (A35): no loan is open, and what is known has been kept as long as it must be. China's Anti-Money-Laundering Law
/// (反洗钱法, 2024 revision, article 34) has banks keep customer records for ten years after the relation has ended.
/// </summary>
/// <param name="years">1 or more.</param>
public sealed class Retention(int years)
{
    /// <returns>Every cause why not yet; empty where the borrower may be erased.</returns>
    public IReadOnlyList<RetentionRefusal> Refusals(BorrowerHistory history, DateTimeOffset now)
    {
        var refusals = new List<RetentionRefusal>();
        if (history.OpenLoans > 0)
            refusals.Add(new(RetentionRefusalKind.LoanOpen, $"{history.OpenLoans} approved loans are not known to be settled or cancelled"));
        if (history.LastActivity is { } last && last.AddYears(years) is var end && end > now)
            refusals.Add(new(RetentionRefusalKind.RetentionRuns, $"the retention period of {years} years ends at {end.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        if (history.SealedByService > 0)
            refusals.Add(new(RetentionRefusalKind.SealedByService,
                $"{history.SealedByService} decisions were recorded before borrowers had keys of their own; they go only with the months that they lie in"));
        return refusals;
    }
}
