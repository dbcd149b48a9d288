using System.Security.Cryptography;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.PersonalData;
using CreditDecision.Storage.V1;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.RiskData;

/// <summary>What decisions use of the risk data that was put.</summary>
internal sealed class RiskDataLookup(FeatureReads reads, PersonalDataKeys keys)
{
    /// <param name="cached">Null where nothing is cached of the borrower.</param>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    public async ValueTask<IReadOnlyList<Wire.Feature>> ForAsync(
        Admission admission, BorrowerToken borrower, StoredFeaturesBlob? cached, CancellationToken cancellation)
    {
        StoredFeaturesBlob blob = cached ?? await reads.ReadAsync(borrower, cancellation);
        if (blob.Version == 0) return [];
        StoredFeatures stored;
        try
        {
            stored = Open(blob, borrower, keys);
        }
        catch (CryptographicException) when (cached is not null)
        {
            // Whatever came into the cache that nobody here sealed: the store has the word.
            stored = Open(await reads.ReadAsync(borrower, cancellation), borrower, keys);
        }
        return StoredFeatureRules.Use(stored, admission.Request.Message, admission.Book.Catalog, admission.DecidedAt);
    }

    public static StoredFeatures Open(StoredFeaturesBlob blob, BorrowerToken borrower, PersonalDataKeys keys) =>
        blob.Version == 0 ? new StoredFeatures() : StoredFeatures.Parser.ParseFrom(keys.Open(blob.Sealed, borrower.ToArray()));
}
