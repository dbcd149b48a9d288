using System.Collections.Immutable;
using CreditDecision.Core.Applications;

namespace CreditDecision.Core.Features;

/// <summary>Fills the feature vector of one application, refusing what may not be used and saying why.</summary>
public static class FeatureAssembly
{
    /// <param name="admittedPartners">Whose data may be used (A49).</param>
    /// <param name="velocity">Null where it is not known: what is counted is then missing, and told to be.</param>
    /// <param name="listed">Null where the lists were not asked: what they would tell is then missing, and told to be.</param>
    /// <param name="slots">How many slots the vector has: those of the catalog, and behind them what the decision itself will work out.</param>
    public static FeatureVector Assemble(
        FeatureCatalog catalog, Application application, IReadOnlySet<string> admittedPartners, DateTimeOffset decidedAt, Velocity? velocity, Listed? listed, int slots)
    {
        var vector = new FeatureVector(slots);
        Fill(vector, catalog, application, admittedPartners, decidedAt, velocity, listed);
        return vector;
    }

    /// <param name="vector">With no slot filled.</param>
    internal static void Fill(
        FeatureVector vector, FeatureCatalog catalog, Application application, IReadOnlySet<string> admittedPartners, DateTimeOffset decidedAt, Velocity? velocity, Listed? listed)
    {
        ConsentSet consents = application.ConsentsAt(decidedAt);
        foreach (DerivedFeature derived in catalog.Derived)
        {
            if (MayRead(derived.Feature, consents)) Place(vector, derived.Feature, derived.Source(application, decidedAt));
            else vector.Refuse(derived.Feature.Slot, FeatureState.NoConsent);
        }
        foreach (CountedFeature counted in catalog.Counted)
        {
            if (!MayRead(counted.Feature, consents)) vector.Refuse(counted.Feature.Slot, FeatureState.NoConsent);
            else if (velocity is null) vector.Refuse(counted.Feature.Slot, FeatureState.Unavailable);
            else Place(vector, counted.Feature, velocity.Counts[counted.Place]);
        }
        foreach (ListFeature list in catalog.OnLists)
        {
            if (!MayRead(list.Feature, consents)) vector.Refuse(list.Feature.Slot, FeatureState.NoConsent);
            else if (listed is not { } on) vector.Refuse(list.Feature.Slot, FeatureState.Unavailable);
            else Place(vector, list.Feature, on.On(list.Kind, list.Purpose) ? 1 : 0);
        }
        foreach (ref readonly NamedFeature given in application.Features.AsSpan())
        {
            if (!catalog.TryFind(given.Name, given.Place, out FeatureDefinition feature)) continue;
            if (given.PartnerId.Length > 0 && !admittedPartners.Contains(given.PartnerId)) vector.Refuse(feature.Slot, FeatureState.PartnerNotAdmitted);
            else Take(vector, feature, given, consents, decidedAt);
        }
    }

    /// <summary>Places named values under the rules of an application's own, but for whose they are.</summary>
    internal static void Place(FeatureVector vector, FeatureCatalog catalog, ImmutableArray<NamedFeature> features, ConsentSet consents, DateTimeOffset at)
    {
        foreach (ref readonly NamedFeature given in features.AsSpan())
            if (catalog.TryFind(given.Name, given.Place, out FeatureDefinition feature)) Take(vector, feature, given, consents, at);
    }

    private static void Take(FeatureVector vector, FeatureDefinition feature, in NamedFeature given, ConsentSet consents, DateTimeOffset decidedAt)
    {
        // Consent comes first: a value that may not be read is not looked at, not even to see whether it is stale (A20, A33, A34).
        bool fromPartner = given.PartnerId.Length > 0;
        if (!MayRead(feature, consents) || (fromPartner && !consents.Holds(ConsentScope.PartnerData)))
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

    private static bool MayRead(FeatureDefinition feature, ConsentSet consents) =>
        feature.ConsentScope == ConsentScope.Unspecified || consents.Holds(feature.ConsentScope);
}
