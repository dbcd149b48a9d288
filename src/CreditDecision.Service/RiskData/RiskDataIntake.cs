using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Storage.V1;
using Outcome = CreditDecision.Service.RiskData.PutOutcome<CreditDecision.V1.PutFeaturesResponse>;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.RiskData;

/// <summary>Keeps features that are put, one request or many in one transaction.</summary>
internal sealed class RiskDataIntake(IRiskDataStore store, FeatureReads reads, PersonalDataKeys keys, StrategyShelf shelf, TimeProvider time)
{
    // Each loses only to one that won. Many requests lose together to a winner of one of them, so after some tries each goes alone.
    private const int MostTries = 16, MostTriesTogether = 4;

    /// <returns>What became of each, in order. What is kept is durable.</returns>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read or written: each request is kept or not, and may be sent again.</exception>
    public async ValueTask<IReadOnlyList<Outcome>> PutAsync(IReadOnlyList<Wire.PutFeaturesRequest> requests, CancellationToken cancellation)
    {
        int most = requests.Count == 1 ? MostTries : MostTriesTogether;
        for (int i = 0; i < most; i++)
            if (await TryAsync(requests, cancellation) is { } outcomes) return outcomes;
        if (requests.Count == 1) return [Outcome.Contended];
        var alone = new List<Outcome>();
        foreach (Wire.PutFeaturesRequest request in requests) alone.AddRange(await PutAsync([request], cancellation));
        return alone;
    }

    /// <returns>Null, and nothing is kept: somebody else put the same or of the same borrower meanwhile.</returns>
    private async ValueTask<Outcome[]?> TryAsync(IReadOnlyList<Wire.PutFeaturesRequest> requests, CancellationToken cancellation)
    {
        FeatureCatalog catalog = shelf.Current.Catalog;
        DateTimeOffset putAt = Moments.ToMicroseconds(time.GetUtcNow());
        var outcomes = new Outcome[requests.Count];
        var deliveries = new FeatureDelivery?[requests.Count];
        for (int i = 0; i < outcomes.Length; i++)
        {
            deliveries[i] = FeatureDelivery.TryCreate(ToDraft(requests[i]), catalog.Objection, putAt, out IReadOnlyList<FieldError> errors);
            if (deliveries[i] is null) outcomes[i] = Outcome.Invalid(errors);
        }
        // What was acceptable when it was put may not be any more; a retry still gets its answer.
        IReadOnlyDictionary<RiskRecordKey, byte[]> recorded = await RecordedAsync(requests, cancellation);
        BorrowerToken[] borrowers = [.. Fresh(requests, deliveries, recorded).Select(delivery => keys.TokenOf(delivery.Borrower.Text)).Distinct()];
        var turn = new PutTurn(keys, catalog, putAt, borrowers.Length == 0 ? new Dictionary<BorrowerToken, StoredFeaturesBlob>() : await store.ReadFeaturesAsync(borrowers, cancellation));
        var added = new Dictionary<RiskRecordKey, RiskRecord>();
        for (int i = 0; i < outcomes.Length; i++)
        {
            RiskRecordKey key = PutTurn.KeyOf(requests[i]);
            if (added.TryGetValue(key, out RiskRecord? before)) outcomes[i] = Again(before, requests[i]);
            else if (recorded.TryGetValue(key, out byte[]? row)) outcomes[i] = Again(RiskRecord.Parser.ParseFrom(keys.Open(row, PutTurn.Place(key))), requests[i]);
            else if (deliveries[i] is { } delivery)
            {
                added[key] = new RiskRecord { Request = requests[i], Response = turn.Add(requests[i], delivery) };
                outcomes[i] = Outcome.Of(added[key].Response);
            }
        }
        if (turn.Records.Count == 0) return outcomes;
        IReadOnlyList<StoredFeaturesChange> changes = turn.Changes();
        if (!await store.PutAsync(turn.Records, changes, cancellation)) return null;
        await reads.WerePutAsync(changes);
        return outcomes;
    }

    // An id that is none is nobody's, and may be as long as a message.
    private ValueTask<IReadOnlyDictionary<RiskRecordKey, byte[]>> RecordedAsync(IEnumerable<Wire.PutFeaturesRequest> requests, CancellationToken cancellation) =>
        store.FindRecordsAsync(
            [.. requests.Select(PutTurn.KeyOf).Where(key => Identifier.TryParse(key.ClientId, out _, out _) && Identifier.TryParse(key.RecordId, out _, out _)).Distinct()], cancellation);

    private static IEnumerable<FeatureDelivery> Fresh(
        IReadOnlyList<Wire.PutFeaturesRequest> requests, FeatureDelivery?[] deliveries, IReadOnlyDictionary<RiskRecordKey, byte[]> recorded) =>
        deliveries.Where((delivery, i) => delivery is not null && !recorded.ContainsKey(PutTurn.KeyOf(requests[i])))!;

    private static Outcome Again(RiskRecord record, Wire.PutFeaturesRequest request) =>
        record.Request.Equals(request) ? Outcome.Of(record.Response) : Outcome.Differs;

    private static FeatureDeliveryDraft ToDraft(Wire.PutFeaturesRequest request) => new(
        request.ClientId, request.RecordId, request.IdNumber, request.Source,
        [.. request.Features.Select(ApplicationTranslation.ToDraft)], [.. request.Consents.Select(ApplicationTranslation.ToDraft)]);
}
