using CreditDecision.Core.Applications;

namespace CreditDecision.Core.Features;

/// <summary>Fills the feature vector of one application, refusing what may not be used and saying why.</summary>
public static class FeatureAssembly
{
    /// <param name="admittedPartners">Whose data may be used (A49).</param>
    /// <param name="slots">How many slots the vector has: those of the catalog, and behind them what the decision itself will work out.</param>
    public static FeatureVector Assemble(
        FeatureCatalog catalog, Application application, IReadOnlySet<string> admittedPartners, DateTimeOffset decidedAt, int slots)
    {
        var vector = new FeatureVector(slots);
        foreach (FeatureDefinition feature in catalog.Features)
            if (feature.Origin == FeatureOrigin.Application) Derive(vector, feature, application, decidedAt);
        foreach (NamedFeature given in application.Features)
        {
            if (!catalog.TryFind(given.Name, out FeatureDefinition feature)) continue;
            if (given.PartnerId.Length > 0 && !admittedPartners.Contains(given.PartnerId)) vector.Refuse(feature.Slot, FeatureState.PartnerNotAdmitted);
            else Take(vector, feature, given, application, decidedAt);
        }
        return vector;
    }

    private static void Derive(FeatureVector vector, FeatureDefinition feature, Application application, DateTimeOffset decidedAt)
    {
        if (!MayRead(feature, application, decidedAt)) vector.Refuse(feature.Slot, FeatureState.NoConsent);
        else Place(vector, feature, ApplicationFeatures.ValueOf(feature, application, decidedAt));
    }

    private static void Take(
        FeatureVector vector, FeatureDefinition feature, in NamedFeature given, Application application, DateTimeOffset decidedAt)
    {
        // Consent comes first: a value that may not be read is not looked at, not even to see whether it is stale (A20, A33, A34).
        bool fromPartner = given.PartnerId.Length > 0;
        if (!MayRead(feature, application, decidedAt) || (fromPartner && !application.HasConsent(ConsentScope.PartnerData, decidedAt)))
            vector.Refuse(feature.Slot, FeatureState.NoConsent);
        else if (feature.MaxAge is { } maxAge && decidedAt - given.ObservedAt > maxAge)
            vector.Refuse(feature.Slot, FeatureState.Stale);
        else
            Place(vector, feature, feature.Type == FeatureType.Category ? feature.CategoryIndex(given.Category) : given.Number);
    }

    private static void Place(FeatureVector vector, FeatureDefinition feature, double value)
    {
        if (double.IsNaN(value)) return;
        if (feature.Type == FeatureType.Category && value < 0) vector.Refuse(feature.Slot, FeatureState.UnknownCategory);
        else if (feature.Type == FeatureType.Number && (value < feature.Least || value > feature.Most)) vector.Refuse(feature.Slot, FeatureState.OutOfRange);
        else vector.Set(feature.Slot, value);
    }

    private static bool MayRead(FeatureDefinition feature, Application application, DateTimeOffset decidedAt) =>
        feature.ConsentScope == ConsentScope.Unspecified || application.HasConsent(feature.ConsentScope, decidedAt);
}
