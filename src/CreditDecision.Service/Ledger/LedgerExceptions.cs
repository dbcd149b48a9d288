namespace CreditDecision.Service.Ledger;

/// <summary>More decisions wait than the ledger takes. Nothing was recorded.</summary>
public sealed class LedgerBusyException(TimeSpan retryAfter) : Exception("The ledger's queue is full.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>The decision could not be recorded. Nothing is reserved; the same application may be sent again.</summary>
public sealed class LedgerUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The connection to the store is gone, and nothing that was to be recorded had been sent over it.</summary>
internal sealed class ConnectionLostException(Exception lost) : Exception("The connection to the store is gone.", lost);

/// <summary>What decided does not serve any more. Nothing was recorded: it is to be decided by what serves now.</summary>
/// <param name="number">Of the event that put that to use.</param>
public sealed class ContentChangedException(long number) : Exception("What decided does not serve any more.")
{
    public long Number { get; } = number;
}

/// <summary>A decision would have broken what the ledger guards; it was not recorded. A bug of ours, never the caller's.</summary>
public sealed class LedgerInvariantException(string message, Exception? cause = null) : Exception(message, cause);
