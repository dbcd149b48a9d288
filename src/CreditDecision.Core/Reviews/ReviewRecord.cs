using System.Text;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Reviews;

/// <summary>
/// An event of a review as it lies in the log: what is counted of it in the clear, the rest in a detail that stays as it was written. All events of
/// the store are one chain.
/// </summary>
/// <param name="Number">1, 2, ...</param>
/// <param name="Decision">The referred decision's id, 16 bytes.</param>
/// <param name="Borrower">Token, 32 bytes.</param>
/// <param name="At">In whole microseconds, as <paramref name="ClaimedUntil"/> is.</param>
/// <param name="Detail">The rest, as it is kept.</param>
/// <param name="Previous">Digest of the event before; the default for the first.</param>
public sealed record ReviewRecord(
    long Number, ReadOnlyMemory<byte> Decision, ReadOnlyMemory<byte> Borrower, ReviewAct Act, string Who, DateTimeOffset At, ReviewState Became,
    DateTimeOffset ClaimedUntil, Money Amount, Money Reserved, ReadOnlyMemory<byte> Detail, Digest Previous)
{
    private static ReadOnlySpan<byte> Purpose => "creditdecision review 1"u8;

    /// <summary>SHA-256 over purpose, numbers, previous digest, and then decision, borrower, person and detail, each with its length before it.</summary>
    public Digest Digest() => EntryDigest.Of(
        Purpose, [Number, (long)Act, At.UtcTicks, (long)Became, ClaimedUntil.UtcTicks, Amount.Fen, Reserved.Fen], Previous, Decision, Borrower, Encoding.UTF8.GetBytes(Who), Detail);
}

/// <summary>An event as it lies in the store; as <see cref="StoredLink"/>.</summary>
public sealed record StoredReview(ReviewRecord Record, Digest Digest, ReadOnlyMemory<byte> Seal);

/// <summary>Walks over all events of reviews by ascending number and tells what is not as it was written.</summary>
/// <param name="isSealed">Whether the service wrote this digest.</param>
public sealed class ReviewCheck(Func<Digest, ReadOnlyMemory<byte>, bool> isSealed)
{
    private readonly NumberedLog _log = new("review", AuditFindingKind.ReviewRemoved, AuditFindingKind.ReviewChanged, isSealed);

    public IEnumerable<AuditFinding> Add(StoredReview stored) => _log.Add(stored.Record.Number, stored.Record.Previous, stored.Record.Digest(), stored.Digest, stored.Seal);
}
