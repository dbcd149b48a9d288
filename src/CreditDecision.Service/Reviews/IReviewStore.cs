using CreditDecision.Core.Reviews;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Reviews;

/// <summary>A case as it is kept: the referred decision, and what was done since, oldest first.</summary>
internal sealed record KeptCase(LedgerEntry Entry, IReadOnlyList<StoredReview> Events);

/// <summary>What there is in the middle of the transaction that appends an event.</summary>
/// <param name="Exposure">What the borrower's decisions and reviews hold against the cap.</param>
/// <param name="Events">Of the case.</param>
/// <param name="BorrowerKey">As it is kept; null where there is none.</param>
/// <param name="Last">The newest event of all cases; null before the first.</param>
internal sealed record ReviewGround(Exposure Exposure, IReadOnlyList<StoredReview> Events, byte[]? BorrowerKey, StoredReview? Last);

/// <summary>What is to be written.</summary>
/// <param name="KeyToKeep">The borrower's key, in place of the one there was; null where it stays.</param>
internal sealed record ReviewEntry(StoredReview Event, byte[]? KeyToKeep);

/// <param name="Referred">The referred decision.</param>
/// <param name="CapFen">The most that the borrower's reservations may sum to.</param>
/// <param name="Judge">Makes the event, or null where nothing is to be written.</param>
internal sealed record ReviewOrder(LedgerEntry Referred, long CapFen, Func<ReviewGround, ReviewEntry?> Judge);

/// <param name="State">Null for all that are not closed.</param>
/// <param name="Equal">What columns of the case have to be.</param>
/// <param name="After">Only cases behind this place.</param>
/// <param name="ReferredUntil">Only those that were referred then or before, which are not closed; null for all.</param>
/// <param name="Now">When claims are looked at.</param>
internal sealed record CaseQuery(
    int Count, ReviewState? State, IReadOnlyList<(string Column, string Value)> Equal, DateTimeOffset? ReferredUntil, LedgerPosition? After, DateTimeOffset Now);

/// <summary>
/// Keeps what people did with referred decisions: a log to which is only ever added, and beside it, made from it, where each case stands. That a
/// referred decision is a case the store sees to itself, when the decision is recorded. Every member throws <see cref="LedgerUnavailableException"/>
/// where the store cannot be read or written.
/// </summary>
internal interface IReviewStore
{
    /// <summary>
    /// Appends an event and reserves what it approves: both or neither, durably. No other event comes between, and no decision of the borrower.
    /// </summary>
    /// <returns>The case's events, the new one among them.</returns>
    ValueTask<IReadOnlyList<StoredReview>> AppendAsync(ReviewOrder order, CancellationToken cancellation);

    /// <returns>Null where the decision is no case.</returns>
    ValueTask<KeptCase?> GetAsync(Guid decisionId, CancellationToken cancellation);

    /// <returns>Those referred first come first.</returns>
    ValueTask<IReadOnlyList<KeptCase>> ListAsync(CaseQuery query, CancellationToken cancellation);

    /// <summary>Shows a visitor the events of a period that closed a case or sent it back, in no order.</summary>
    /// <param name="from">Inclusive; <paramref name="before"/> is exclusive.</param>
    ValueTask ReadDecidedAsync(DateTimeOffset from, DateTimeOffset before, Action<StoredReview> visit, CancellationToken cancellation);

    /// <returns>The event that approved a referred decision; null where none did.</returns>
    ValueTask<StoredReview?> ApprovalOfAsync(Guid decisionId, CancellationToken cancellation);
}
