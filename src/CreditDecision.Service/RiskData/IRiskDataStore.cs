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

/// <summary>The features of one borrower as they are after a put.</summary>
/// <param name="Before">The version that they were made from.</param>
public sealed record StoredFeaturesChange(BorrowerToken Borrower, long Before, StoredFeaturesBlob After);

/// <summary>Names something that was put.</summary>
public readonly record struct RiskRecordKey(string ClientId, string RecordId);

/// <summary>
/// Keeps risk data: a log of everything that was put, to which is only ever added, and beside it what decisions use. Every member throws
/// <see cref="LedgerUnavailableException"/> where the store cannot be read or written.
/// </summary>
public interface IRiskDataStore
{
    /// <summary>Whether anything was put of anybody.</summary>
    ValueTask<bool> HasAnyAsync(CancellationToken cancellation);

    ValueTask<StoredFeaturesBlob> ReadFeaturesAsync(BorrowerToken borrower, CancellationToken cancellation);

    /// <returns>Of each borrower of whom anything was put.</returns>
    ValueTask<IReadOnlyDictionary<BorrowerToken, StoredFeaturesBlob>> ReadFeaturesAsync(IReadOnlyCollection<BorrowerToken> borrowers, CancellationToken cancellation);

    /// <summary>The features of those borrowers of whom something was put last.</summary>
    /// <param name="mostRecords">So far the log is looked at, from its end.</param>
    ValueTask<IReadOnlyDictionary<BorrowerToken, StoredFeaturesBlob>> ReadNewestAsync(int mostRecords, CancellationToken cancellation);

    /// <returns>The sealed records that are there.</returns>
    ValueTask<IReadOnlyDictionary<RiskRecordKey, byte[]>> FindRecordsAsync(IReadOnlyCollection<RiskRecordKey> keys, CancellationToken cancellation);

    /// <summary>Adds records and replaces the features that were made from them: all of it or nothing, durably.</summary>
    /// <param name="records">Each once.</param>
    /// <param name="changes">Of each borrower once.</param>
    /// <returns>False, and nothing was written: another put of one of the borrowers or records came between. Read again.</returns>
    ValueTask<bool> PutAsync(IReadOnlyList<RiskRecordRow> records, IReadOnlyList<StoredFeaturesChange> changes, CancellationToken cancellation);
}
