using System.Buffers.Binary;
using System.Security.Cryptography;
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
    public Digest Digest()
    {
        long[] numbers = [Number, (long)Act, At.UtcTicks, (long)Became, ClaimedUntil.UtcTicks, Amount.Fen, Reserved.Fen];
        Span<byte> head = stackalloc byte[(numbers.Length * sizeof(long)) + Audit.Digest.Length];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt64BigEndian(head[(i * sizeof(long))..], numbers[i]);
        Previous.CopyTo(head[(numbers.Length * sizeof(long))..]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Purpose);
        hash.AppendData(head);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (ReadOnlyMemory<byte> part in new[] { Decision, Borrower, Encoding.UTF8.GetBytes(Who), Detail })
        {
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            hash.AppendData(length);
            hash.AppendData(part.Span);
        }
        Span<byte> digest = stackalloc byte[Audit.Digest.Length];
        hash.GetHashAndReset(digest);
        return new Digest(digest);
    }
}

/// <summary>An event as it lies in the store; as <see cref="StoredLink"/>.</summary>
public sealed record StoredReview(ReviewRecord Record, Digest Digest, ReadOnlyMemory<byte> Seal);

/// <summary>Walks over all events of reviews by ascending number and tells what is not as it was written.</summary>
/// <param name="isSealed">Whether the service wrote this digest.</param>
public sealed class ReviewCheck(Func<Digest, ReadOnlyMemory<byte>, bool> isSealed)
{
    private StoredReview? _last;

    public IEnumerable<AuditFinding> Add(StoredReview stored)
    {
        ReviewRecord record = stored.Record;
        long expected = (_last?.Record.Number ?? 0) + 1;
        if (record.Number != expected) yield return Finding(AuditFindingKind.ReviewRemoved, record, $"events {expected} to {record.Number - 1} of reviews are missing");
        else if (record.Previous != (_last?.Digest ?? default)) yield return Finding(AuditFindingKind.ReviewChanged, record, "does not follow the event before it");
        if (record.Digest() != stored.Digest) yield return Finding(AuditFindingKind.ReviewChanged, record, "its content is not what its digest says");
        if (!isSealed(stored.Digest, stored.Seal)) yield return Finding(AuditFindingKind.SealWrong, record, "its digest was not written by a service with this key file");
        _last = stored;
    }

    private static AuditFinding Finding(AuditFindingKind kind, ReviewRecord record, string detail) => new(kind, "review", record.Number, detail);
}
