namespace CreditDecision.Core.Audit;

/// <summary>How a log whose entries are numbered from 1 and name the digest of the one before is walked over; which entry it is, its owner knows.</summary>
/// <param name="subject">What an entry is called, such as "anchor".</param>
/// <param name="isSealed">Whether the service wrote this digest.</param>
internal sealed class NumberedLog(string subject, AuditFindingKind removed, AuditFindingKind changed, Func<Digest, ReadOnlyMemory<byte>, bool> isSealed)
{
    private long _number;
    private Digest _digest;

    /// <param name="previous">As the entry says it.</param>
    /// <param name="computed">Over what the entry holds now.</param>
    /// <param name="digest">As it was written with the entry.</param>
    public IEnumerable<AuditFinding> Add(long number, Digest previous, Digest computed, Digest digest, ReadOnlyMemory<byte> seal)
    {
        long expected = _number + 1;
        if (number != expected) yield return Finding(removed, number, $"{subject}s {expected} to {number - 1} are missing");
        else if (previous != _digest) yield return Finding(changed, number, $"does not follow the {subject} before it");
        if (computed != digest) yield return Finding(changed, number, "its content is not what its digest says");
        if (!isSealed(digest, seal)) yield return Finding(AuditFindingKind.SealWrong, number, "its digest was not written by a service with this key file");
        (_number, _digest) = (number, digest);
    }

    public AuditFinding Finding(AuditFindingKind kind, long number, string detail) => new(kind, subject, number, detail);
}
