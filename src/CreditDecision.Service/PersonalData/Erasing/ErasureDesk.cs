using CreditDecision.Core.Audit;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.RiskData;
using CreditDecision.Storage.V1;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.PersonalData.Erasing;

/// <summary>Erases borrowers whose time has come. What it answers is durable, and nothing of the borrower can be opened any more, by any replica.</summary>
internal sealed class ErasureDesk(
    IErasureStore store, IFeatureCache cache, PersonalDataKeys keys, PersonalDataOptions options, TimeProvider time)
{
    private readonly Retention _retention = new(options.RetentionYears);

    /// <exception cref="LedgerUnavailableException">The store cannot be read or written; nothing was erased, or all of it.</exception>
    public async ValueTask<ErasureOutcome> EraseAsync(BorrowerToken borrower, Wire.ErasureReason reason, string requestedBy, CancellationToken cancellation)
    {
        DateTimeOffset now = Moments.ToMicroseconds(time.GetUtcNow());
        var order = new ErasureOrder(
            borrower,
            history => _retention.Refusals(history, now),
            (last, known) => Prove(last, known, now, reason, requestedBy),
            () => keys.Seal(new StoredFeatures().ToByteArray(), borrower.ToArray()));
        ErasureOutcome outcome = await store.EraseAsync(order, cancellation);
        if (outcome.StoredFeatures is { } features) await cache.RememberAsync([(borrower, features)]);
        return outcome;
    }

    public bool IsDue(KnownBorrower known) => known.HasAny && _retention.Refusals(known.History, time.GetUtcNow()).Count == 0;

    private StoredErasure Prove(StoredErasure? last, KnownBorrower known, DateTimeOffset now, Wire.ErasureReason reason, string requestedBy)
    {
        var detail = new ErasureDetail
        {
            Reason = (int)reason,
            RequestedBy = requestedBy,
            Decisions = known.History.Decisions,
            RiskRecords = known.History.RiskRecords,
            LastActivityAt = known.History.LastActivity is { } activity ? SqliteRows.ToMicroseconds(activity) : 0,
        };
        byte[] keyId = known.Key is null ? [] : BorrowerKeys.IdOf(known.Key).ToArray();
        var erasure = new Erasure((last?.Erasure.Number ?? 0) + 1, known.Borrower.ToArray(), keyId, now, detail.ToByteArray(), last?.Digest ?? default);
        Digest digest = erasure.Digest();
        return new StoredErasure(erasure, digest, keys.ChainSeal().Of(digest));
    }
}
