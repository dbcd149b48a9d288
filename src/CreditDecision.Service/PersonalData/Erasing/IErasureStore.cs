using CreditDecision.Core.Audit;

namespace CreditDecision.Service.PersonalData.Erasing;

/// <summary>What is known of a borrower, as it is at one moment.</summary>
/// <param name="Key">The borrower's key as it is kept; null where there is none.</param>
public sealed record KnownBorrower(BorrowerToken Borrower, BorrowerHistory History, byte[]? Key)
{
    /// <summary>Whether there is anything that an erasure would take away.</summary>
    public bool HasAny => Key is not null || History.RiskRecords > 0 || History.SealedByService > 0;
}

/// <summary>What came of an erasure: one of the three is set.</summary>
/// <param name="Erased">The proof; of an earlier erasure where nothing was recorded since.</param>
/// <param name="Refused">Why not yet.</param>
/// <param name="StoredFeatures">What the borrower's stored features are now, where there were any.</param>
public sealed record ErasureOutcome(StoredErasure? Erased, IReadOnlyList<RetentionRefusal> Refused, RiskData.StoredFeaturesBlob? StoredFeatures)
{
    /// <summary>Nothing is known of the borrower.</summary>
    public static readonly ErasureOutcome Unknown = new(null, [], null);
}

/// <summary>What erasing needs to know and do in the middle of its transaction.</summary>
/// <param name="Judge">Every cause why a borrower may not be erased.</param>
/// <param name="Prove">Makes the proof that follows another one, null before the first.</param>
/// <param name="EmptyFeatures">What stands in the place of the borrower's stored features.</param>
public sealed record ErasureOrder(
    BorrowerToken Borrower, Func<BorrowerHistory, IReadOnlyList<RetentionRefusal>> Judge, Func<StoredErasure?, KnownBorrower, StoredErasure> Prove, Func<byte[]> EmptyFeatures);

/// <summary>
/// Erases, and keeps the log of erasures, to which is only ever added. Every member throws <see cref="Ledger.LedgerUnavailableException"/> where the
/// store cannot be read or written.
/// </summary>
public interface IErasureStore
{
    /// <summary>
    /// Destroys the borrower's key, takes away the borrower's risk data and adds the proof: all of it or nothing, durably. No decision of the
    /// borrower is committed meanwhile; one that comes after has a new key.
    /// </summary>
    ValueTask<ErasureOutcome> EraseAsync(ErasureOrder order, CancellationToken cancellation);

    /// <returns>The next so many borrowers who have a key or of whom risk data was put, by ascending token.</returns>
    ValueTask<IReadOnlyList<KnownBorrower>> AfterAsync(byte[] token, int most, CancellationToken cancellation);

    /// <returns>Newest first.</returns>
    /// <param name="before">Only proofs of smaller numbers.</param>
    ValueTask<IReadOnlyList<StoredErasure>> ListAsync(long before, int most, CancellationToken cancellation);

    /// <returns>Whether a proof says that a borrower's key was destroyed.</returns>
    ValueTask<bool> WasDestroyedAsync(BorrowerToken borrower, ReadOnlyMemory<byte> keyId, CancellationToken cancellation);
}
