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
