namespace CreditDecision.Service.Ledger;

/// <summary>More decisions wait than the ledger takes. Nothing was recorded.</summary>
public sealed class LedgerBusyException(TimeSpan retryAfter) : Exception("The ledger's queue is full.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>The decision could not be recorded. Nothing is reserved; the same application may be sent again.</summary>
public sealed class LedgerUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>A decision would have broken what the ledger guards; it was not recorded. A bug of ours, never the caller's.</summary>
public sealed class LedgerInvariantException(string message, Exception? cause = null) : Exception(message, cause);
