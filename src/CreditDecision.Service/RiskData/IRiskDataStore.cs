using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.RiskData;

/// <summary>Of one borrower, sealed, what decisions use.</summary>
/// <param name="Version">Grows by one with each put; 0 where nothing was put.</param>
/// <param name="Sealed">Bound to the borrower's token; empty where nothing was put.</param>
public readonly record struct StoredFeaturesBlob(long Version, byte[] Sealed)
{
    public static readonly StoredFeaturesBlob None = new(0, []);
}

/// <summary>Something that was put, as the log keeps it for good.</summary>
/// <param name="Sealed">The request and its answer.</param>
public sealed record RiskRecordRow(string ClientId, string RecordId, BorrowerToken Borrower, DateTimeOffset PutAt, byte[] Sealed);

/// <summary>
/// Keeps risk data: a log of everything that was put, to which is only ever added, and beside it what decisions use. Every member throws
/// <see cref="LedgerUnavailableException"/> where the store cannot be read or written.
/// </summary>
public interface IRiskDataStore
{
    /// <summary>Whether anything was put of anybody.</summary>
    ValueTask<bool> HasAnyAsync(CancellationToken cancellation);

    ValueTask<StoredFeaturesBlob> ReadFeaturesAsync(BorrowerToken borrower, CancellationToken cancellation);

    /// <returns>The sealed record, or null.</returns>
    ValueTask<byte[]?> FindRecordAsync(string clientId, string recordId, CancellationToken cancellation);

    /// <summary>Adds a record and replaces the features it was made from, both or neither, durably.</summary>
    /// <param name="features">With the version after the one that was read.</param>
    /// <returns>False, and nothing was written: another put of the borrower or of this record came between. Read again.</returns>
    ValueTask<bool> PutAsync(RiskRecordRow record, StoredFeaturesBlob features, CancellationToken cancellation);
}
