using System.Collections.Frozen;
using System.Collections.Immutable;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Features;

/// <summary>
/// Every feature that models and strategies may read, by name and slot. Read once from its document and immutable; models are
/// bound to slots when they are loaded, never by position at run time.
/// </summary>
public sealed class FeatureCatalog
{
    // The vector lives on the stack of a decision's memory; a bank's catalog has hundreds of features, not thousands.
    public const int MostFeatures = 1_024;
    public const int MostCategories = 256;

    private readonly FeatureDefinition[] _bySlot;
    private readonly FrozenDictionary<string, FeatureDefinition> _byName;

    private FeatureCatalog(IReadOnlyList<FeatureDefinition> features)
    {
        Features = _bySlot = [.. features];
        Derived = [.. features.Where(feature => feature.Origin == FeatureOrigin.Application)
            .Select(feature => new DerivedFeature(feature, ApplicationFeatures.SourceOf(feature)))];
        Counted = [.. features.Where(feature => feature.Origin == FeatureOrigin.Velocity)
            .Select(feature => new CountedFeature(feature, VelocityFeatures.PlaceOf(feature.Name)))];
        OnLists = [.. features.Where(feature => feature.Origin == FeatureOrigin.List)
            .Select(feature => new ListFeature(feature, ListFeatures.ListOf(feature.Name).Kind, ListFeatures.ListOf(feature.Name).Purpose))];
        _byName = features.ToFrozenDictionary(feature => feature.Name, StringComparer.Ordinal);
    }

    /// <summary>In slot order.</summary>
    public IReadOnlyList<FeatureDefinition> Features { get; }

    /// <summary>Those that are worked out from the application, looked up once rather than for every application.</summary>
    internal ImmutableArray<DerivedFeature> Derived { get; }

    /// <summary>Those that the service counts.</summary>
    internal ImmutableArray<CountedFeature> Counted { get; }

    /// <summary>Those that the service looks up in lists.</summary>
    internal ImmutableArray<ListFeature> OnLists { get; }

    public bool TryFind(string name, out FeatureDefinition feature)
    {
        bool found = _byName.TryGetValue(name, out FeatureDefinition? value);
        feature = value!;
        return found;
    }

    /// <param name="place">Where it is likely to be, as a hint: its slot, or any other number.</param>
    public bool TryFind(string name, int place, out FeatureDefinition feature)
    {
        if ((uint)place < (uint)_bySlot.Length && string.Equals((feature = _bySlot[place]).Name, name, StringComparison.Ordinal)) return true;
        return TryFind(name, out feature);
    }

    /// <summary>What speaks against a named feature of an application, or null: the word that <see cref="Application.TryCreate"/> asks for.</summary>
    public string? Objection(in NamedFeatureDraft given, out int place)
    {
        bool known = TryFind(given.Name, given.Place, out FeatureDefinition feature);
        place = known ? feature.Slot : NamedFeature.NoPlace;
        if (!known) return "is not in the feature catalog";
        if (feature.Origin != FeatureOrigin.Request) return "is worked out by the service and cannot be given";
        return (feature.Type, given.Kind) switch
        {
            (FeatureType.Number, NamedFeatureKind.Number) or (FeatureType.Flag, NamedFeatureKind.Flag) => null,
            (FeatureType.Category, NamedFeatureKind.Category) => null,
            _ => $"must be given as a {SnakeCase.Of(feature.Type)}",
        };
    }

    /// <summary>
    /// Reads the catalog document: <c>features: [{ name, type, unit?, least?, most?, categories?, max_age_hours?, origin, source,
    /// consent_scope?, personal_data, legal_basis, missing }]</c>.
    /// </summary>
    public static FeatureCatalog? Read(DocumentObject document)
    {
        var features = new List<FeatureDefinition>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (DocumentObject item in document.Children("features", MostFeatures))
        {
            FeatureDefinition feature = ReadFeature(item, features.Count);
            if (!names.Add(feature.Name)) item.Fail("name", $"\"{feature.Name}\" is already in the catalog");
            features.Add(feature);
        }
        document.Close();
        return document.Errors.Any ? null : new FeatureCatalog(features);
    }

    private static FeatureDefinition ReadFeature(DocumentObject item, int slot)
    {
        FeatureType type = item.Choice<FeatureType>("type");
        bool isNumber = type == FeatureType.Number;
        double? maxAgeHours = item.OptionalNumber("max_age_hours", 0.01, 24 * 3660);
        var feature = new FeatureDefinition(
            Name: item.Text("name", 64),
            Slot: slot,
            Type: type,
            Unit: item.Text("unit", 32, ""),
            Least: isNumber ? item.Number("least", double.MinValue, double.MaxValue) : 0,
            Most: isNumber ? item.Number("most", double.MinValue, double.MaxValue) : 1,
            Categories: type == FeatureType.Category ? item.Texts("categories", MostCategories) : [],
            MaxAge: maxAgeHours is { } hours ? TimeSpan.FromHours(hours) : null,
            Origin: item.Choice<FeatureOrigin>("origin"),
            Source: item.Text("source", 64),
            ConsentScope: item.Choice<ConsentScope>("consent_scope", ConsentScope.Unspecified),
            PersonalData: item.Choice<PersonalDataClass>("personal_data"),
            LegalBasis: item.Text("legal_basis", 200),
            Missing: item.Choice<MissingRule>("missing"));
        item.Close();
        Check(item, feature);
        return feature;
    }

    private static void Check(DocumentObject item, FeatureDefinition feature)
    {
        if (feature.Least > feature.Most) item.Fail("least", $"{feature.Least} is above most, {feature.Most}");
        if (feature.Type == FeatureType.Category && feature.Categories.Count == 0) item.Fail("categories", "must not be empty");
        if (feature.Categories.Distinct(StringComparer.Ordinal).Count() != feature.Categories.Count) item.Fail("categories", "must be distinct");
        if (feature.Origin == FeatureOrigin.Application && !ApplicationFeatures.Knows(feature.Name, feature.Type))
            item.Fail("name", $"no application feature \"{feature.Name}\" of this type; known are {ApplicationFeatures.Describe()}");
        if (feature.Origin == FeatureOrigin.Velocity && !(feature.Type == FeatureType.Number && VelocityFeatures.Knows(feature.Name)))
            item.Fail("name", $"the service counts no number \"{feature.Name}\"; it counts {string.Join(", ", VelocityFeatures.Names)}");
        if (feature.Origin == FeatureOrigin.List && !(feature.Type == FeatureType.Flag && ListFeatures.Knows(feature.Name)))
            item.Fail("name", $"no list is told by a flag \"{feature.Name}\"; there are {string.Join(", ", ListFeatures.Names)}");
    }
}

/// <summary>A feature with what works it out.</summary>
internal readonly record struct DerivedFeature(FeatureDefinition Feature, Func<Application, DateTimeOffset, double> Source);

/// <summary>A feature with which of the counts it is.</summary>
internal readonly record struct CountedFeature(FeatureDefinition Feature, int Place);

/// <summary>A feature with the list that it tells of.</summary>
internal readonly record struct ListFeature(FeatureDefinition Feature, ListKind Kind, ListPurpose Purpose);
