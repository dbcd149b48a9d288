namespace CreditDecision.Core.Lending;

/// <summary>How a loan stands on a day. The numbers are the API's.</summary>
public enum LoanStatus
{
    Unspecified = 0,
    /// <summary>Nothing was disbursed yet.</summary>
    NotDrawn = 1,
    Current = 2,
    PastDue = 3,
    /// <summary>The bank holds the borrower to be in default.</summary>
    Defaulted = 4,
    WrittenOff = 5,
    Settled = 6,
    /// <summary>Ended without a disbursement.</summary>
    Cancelled = 7,
}

public static class LoanStatuses
{
    /// <summary>
    /// Whether nothing is owed any more, nor can come to be: the loan takes nothing of the borrower's cap then (A6). What was written off is owed
    /// still.
    /// </summary>
    public static bool HasEnded(this LoanStatus status) => status is LoanStatus.Settled or LoanStatus.Cancelled;
}
