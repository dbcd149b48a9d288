using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Service.Decisions;
using CreditDecision.Storage.V1;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.RiskData;

/// <summary>Which values stand. Pure: the newest that can be used wins, and what cannot be used never displaces what can (A36).</summary>
internal static class StoredFeatureRules
{
    /// <summary>What a put makes of what is there.</summary>
    /// <param name="judged">The values of the request, by slot of the catalog.</param>
    /// <returns>What is there from now on, and what became of each value, in the order of the request.</returns>
    public static (StoredFeatures Next, Wire.FeatureQuality[] Qualities) Put(
        StoredFeatures before, Wire.PutFeaturesRequest request, FeatureCatalog catalog, FeatureVector judged)
    {
        var next = new SortedDictionary<string, StoredFeature>(StringComparer.Ordinal);
        foreach (StoredFeature stored in before.Features) next[Key(stored.Feature)] = stored;
        var qualities = new Wire.FeatureQuality[request.Features.Count];
        for (int i = 0; i < qualities.Length; i++)
        {
            Wire.Feature given = request.Features[i];
            catalog.TryFind(given.Name, out FeatureDefinition feature);
            qualities[i] = QualityOf(judged.StateOf(feature.Slot));
            if (qualities[i] != Wire.FeatureQuality.Used) continue;
            if (next.TryGetValue(Key(given), out StoredFeature? other) && !IsNewer(given, other.Feature)) qualities[i] = Wire.FeatureQuality.NotNewer;
            else next[Key(given)] = new StoredFeature { Feature = given, ClientId = request.ClientId, RecordId = request.RecordId, Source = request.Source };
        }
        return (new StoredFeatures { Features = { next.Values } }, qualities);
    }

    /// <summary>What a decision uses of what is there: what its request does not give, or gives as it was before.</summary>
    public static IReadOnlyList<Wire.Feature> Use(StoredFeatures stored, Wire.DecideRequest request, FeatureCatalog catalog, DateTimeOffset decidedAt)
    {
        // Whatever a put ahead of this replica's clock knows, the border would refuse.
        Timestamp latest = (decidedAt + Application.ClockTolerance).ToTimestamp();
        var given = new Dictionary<string, Wire.Feature>(StringComparer.Ordinal);
        foreach (Wire.Feature feature in request.Features) given[feature.Name] = feature;
        int room = Application.MostFeatures - given.Count;
        var used = new List<Wire.Feature>();
        foreach (IGrouping<string, Wire.Feature> values in stored.Features.Select(each => each.Feature)
            .Where(value => value.ObservedAt <= latest && Fits(value, catalog)).GroupBy(value => value.Name, StringComparer.Ordinal))
        {
            catalog.TryFind(values.Key, out FeatureDefinition definition);
            Wire.Feature feature = Choose(values, definition.MaxAge, decidedAt);
            bool isGiven = given.TryGetValue(feature.Name, out Wire.Feature? own);
            // A partner's word may turn out not to be admitted, and then what the request gives would be lost for it.
            if (isGiven ? feature.PartnerId.Length == 0 && IsNewer(feature, own!) : room-- > 0) used.Add(feature);
        }
        return used;
    }

    // The bank's own where it still counts, because a partner may turn out not to be admitted; else the newest.
    private static Wire.Feature Choose(IEnumerable<Wire.Feature> values, TimeSpan? maxAge, DateTimeOffset decidedAt)
    {
        Wire.Feature newest = values.MaxBy(value => value.ObservedAt)!;
        Wire.Feature? own = values.FirstOrDefault(value => value.PartnerId.Length == 0);
        return own is not null && (maxAge is not { } most || decidedAt - own.ObservedAt.ToDateTimeOffset() <= most) ? own : newest;
    }

    // Whose values are kept apart: one partner's must not displace what another or the bank itself observed.
    private static string Key(Wire.Feature feature) => $"{feature.Name}\n{feature.PartnerId}";

    // The catalog may have changed since it was put.
    private static bool Fits(Wire.Feature feature, FeatureCatalog catalog)
    {
        NamedFeatureDraft draft = ApplicationTranslation.ToDraft(feature);
        if (catalog.Objection(draft, out int slot) is not null) return false;
        FeatureDefinition definition = catalog.Features[slot];
        return definition.Type switch
        {
            FeatureType.Number => draft.Number >= definition.Least && draft.Number <= definition.Most,
            FeatureType.Category => definition.CategoryIndex(draft.Category) >= 0,
            _ => true,
        };
    }

    private static bool IsNewer(Wire.Feature feature, Wire.Feature than) => feature.ObservedAt > than.ObservedAt;

    private static Wire.FeatureQuality QualityOf(FeatureState state) => state switch
    {
        FeatureState.Present => Wire.FeatureQuality.Used,
        FeatureState.Stale => Wire.FeatureQuality.Stale,
        FeatureState.OutOfRange => Wire.FeatureQuality.OutOfRange,
        FeatureState.UnknownCategory => Wire.FeatureQuality.UnknownCategory,
        FeatureState.NoConsent => Wire.FeatureQuality.NoConsent,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No value of a delivery is judged so."),
    };
}
