namespace CreditDecision.Service.Strategies.Following;

/// <summary>A content that is to be put to use.</summary>
/// <param name="After">Number of the event that the caller knows as the last; 0 where it knows none.</param>
/// <param name="By">Who puts it to use, as they said.</param>
/// <param name="WentBack">It had served before and is gone back to.</param>
/// <param name="Base">Of the content that governance made it from; null where it serves as it is.</param>
public sealed record ContentWish(long After, string Sha256, string By, bool WentBack = false, string? Base = null);

/// <summary>A content was put to use.</summary>
/// <param name="Number">1, 2, ...</param>
/// <param name="By">Who put it to use, as they said.</param>
/// <param name="WentBack">It had served before and was gone back to.</param>
/// <param name="Base">As of <see cref="ContentWish"/>.</param>
public sealed record ContentEvent(long Number, string Sha256, string By, bool WentBack, DateTimeOffset At, string? Base = null);

/// <summary>
/// The log of what may decide, which all replicas of a store follow. The last event says what decides now. Its members throw
/// <see cref="Ledger.LedgerUnavailableException"/> where the store cannot be read or written.
/// </summary>
public interface IContentEvents
{
    /// <summary>No other process follows it: at a start the folder alone says what decides.</summary>
    bool IsOfOneProcess { get; }

    /// <returns>Null before the first.</returns>
    ValueTask<ContentEvent?> LastAsync(CancellationToken cancellation);

    /// <summary>Adds the event that follows another one. When this returns, no decision of earlier content is recorded any more.</summary>
    /// <returns>Null when <see cref="ContentWish.After"/> is not the last one.</returns>
    ValueTask<ContentEvent?> AppendAsync(ContentWish wish, CancellationToken cancellation);

    /// <summary>Returns when there may be a new event, or after the given time.</summary>
    Task WaitAsync(TimeSpan most, CancellationToken cancellation);
}
