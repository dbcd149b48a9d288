using CreditDecision.Service.Decisions;
using CreditDecision.Service.PersonalData;
using CreditDecision.Storage.V1;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.RiskData;

/// <summary>What decisions use of the risk data that was put. A store that nothing was ever put into is asked once a second, not for each application.</summary>
internal sealed class RiskDataLookup(IRiskDataStore store, PersonalDataKeys keys, TimeProvider time)
{
    private static readonly TimeSpan BetweenAsking = TimeSpan.FromSeconds(1);

    private volatile bool _hasAny;
    private long _askedAt = long.MinValue;

    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read.</exception>
    public async ValueTask<IReadOnlyList<Wire.Feature>> ForAsync(Admission admission, BorrowerToken borrower, CancellationToken cancellation)
    {
        if (!_hasAny && !await AskAsync(cancellation)) return [];
        StoredFeaturesBlob blob = await store.ReadFeaturesAsync(borrower, cancellation);
        return blob.Version == 0 ? [] : StoredFeatureRules.Use(Open(blob, borrower, keys), admission.Request, admission.Book.Catalog, admission.DecidedAt);
    }

    /// <summary>Something was put here.</summary>
    public void Saw() => _hasAny = true;

    public static StoredFeatures Open(StoredFeaturesBlob blob, BorrowerToken borrower, PersonalDataKeys keys) =>
        blob.Version == 0 ? new StoredFeatures() : StoredFeatures.Parser.ParseFrom(keys.Open(blob.Sealed, borrower.ToArray()));

    private async ValueTask<bool> AskAsync(CancellationToken cancellation)
    {
        long askedAt = Interlocked.Read(ref _askedAt), now = time.GetTimestamp();
        if (askedAt != long.MinValue && time.GetElapsedTime(askedAt, now) < BetweenAsking) return false;
        bool hasAny = await store.HasAnyAsync(cancellation);
        if (hasAny) _hasAny = true;
        Interlocked.Exchange(ref _askedAt, now);
        return hasAny;
    }
}
