namespace CreditDecision.Core.Audit;

/// <summary>
/// The proof that a borrower's key was destroyed, and with it what it had sealed (A35). Proofs are a chain of their own, one for the whole store.
/// </summary>
/// <param name="Number">1, 2, ...</param>
/// <param name="Borrower">Token, 32 bytes.</param>
/// <param name="KeyId">Of the destroyed key, 8 bytes; empty where the borrower had none.</param>
/// <param name="ErasedAt">In whole microseconds.</param>
/// <param name="Detail">Who, why and of how much, as it is kept.</param>
/// <param name="Previous">Digest of the proof before; the default for the first.</param>
public sealed record Erasure(
    long Number, ReadOnlyMemory<byte> Borrower, ReadOnlyMemory<byte> KeyId, DateTimeOffset ErasedAt, ReadOnlyMemory<byte> Detail, Digest Previous)
{
    private static ReadOnlySpan<byte> Purpose => "creditdecision erasure 1"u8;

    /// <summary>SHA-256 over purpose, number, moment, previous digest, and then token, key id and detail, each with its length before it.</summary>
    public Digest Digest() => EntryDigest.Of(Purpose, [Number, ErasedAt.UtcTicks], Previous, Borrower, KeyId, Detail);
}

/// <summary>A proof as it lies in the store; as <see cref="StoredLink"/>.</summary>
public sealed record StoredErasure(Erasure Erasure, Digest Digest, ReadOnlyMemory<byte> Seal);

/// <summary>Walks over all proofs of erasures by ascending number and tells what is not as it was written.</summary>
/// <param name="isSealed">Whether the service wrote this digest.</param>
public sealed class ErasureCheck(Func<Digest, ReadOnlyMemory<byte>, bool> isSealed)
{
    private readonly NumberedLog _log = new("erasure", AuditFindingKind.ErasureRemoved, AuditFindingKind.ErasureChanged, isSealed);

    public IEnumerable<AuditFinding> Add(StoredErasure stored) =>
        _log.Add(stored.Erasure.Number, stored.Erasure.Previous, stored.Erasure.Digest(), stored.Digest, stored.Seal);
}
