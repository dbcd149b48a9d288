namespace CreditDecision.Service.Strategies.Following;

/// <summary>A content was put to use.</summary>
/// <param name="Number">1, 2, ...</param>
/// <param name="By">Who put it to use, as they said.</param>
/// <param name="WentBack">It had served before and was gone back to.</param>
public sealed record ContentEvent(long Number, string Sha256, string By, bool WentBack, DateTimeOffset At);

/// <summary>The log of what may decide, which all replicas of a store follow. The last event says what decides now.</summary>
public interface IContentEvents
{
    /// <returns>Null before the first.</returns>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<ContentEvent?> LastAsync(CancellationToken cancellation);

    /// <summary>Adds the event that follows another one. When this returns, no decision of earlier content is recorded any more.</summary>
    /// <param name="after">Number of the event that the caller knows as the last; 0 where it knows none.</param>
    /// <returns>Null when that is not the last one.</returns>
    /// <exception cref="Ledger.LedgerUnavailableException">The store did not take it.</exception>
    ValueTask<ContentEvent?> AppendAsync(long after, string sha256, string by, bool wentBack, CancellationToken cancellation);

    /// <summary>Returns when there may be a new event, or after the given time.</summary>
    Task WaitAsync(TimeSpan most, CancellationToken cancellation);
}
