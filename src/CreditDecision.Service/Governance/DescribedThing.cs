using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Service.Strategies;

namespace CreditDecision.Service.Governance;

/// <summary>
/// What a content holds of something that can be governed: where it serves and what an approval of it binds (A39). Everything here is worked
/// out from the files, so that nobody can register one thing and run another.
/// </summary>
/// <param name="Label">The version that its document states.</param>
/// <param name="Models">What a strategy rests on; empty for other kinds.</param>
internal sealed partial record DescribedThing(ThingKind Kind, string Id, string Label, string Slot, BoundHashes Hashes, IReadOnlyList<IModel> Models)
{
    private const string CatalogKind = "feature_catalog";

    /// <param name="label">Of a strategy, of which a content may hold several versions; empty for the only one.</param>
    /// <returns>Null when the content has no such thing.</returns>
    public static DescribedThing? Find(StrategyBook book, ThingKind kind, string id, string label) => kind switch
    {
        ThingKind.Model => book.Context.Models.TryGetValue(id, out IModel? model) && (label.Length == 0 || label == model.Version) ? Of(model, book.Catalog) : null,
        ThingKind.Strategy => book.Strategies.Where(strategy => strategy.Id == id && (label.Length == 0 || label == strategy.Version)).ToArray() is [var only] ? Of(only, book) : null,
        ThingKind.FeatureCatalog => book.Documents.FirstOrDefault(document => document.Kind == CatalogKind && document.Id == id) is { } catalog ? Of(catalog) : null,
        _ => null,
    };

    /// <summary>What of a model an approval binds. Two models of the same are one.</summary>
    public static DescribedThing Of(IModel model, FeatureCatalog catalog)
    {
        // A scorecard is its own artifact; a card vouches for another file and holds its calibration and what its inputs mean.
        string artifact = model.ArtifactSha256.Length > 0 ? model.ArtifactSha256 : model.Sha256;
        var hashes = new BoundHashes(Hex(artifact), Contract(model.Slots.Select(slot => catalog.Features[slot])), Hex(model.Sha256), default);
        return new DescribedThing(ThingKind.Model, model.Id, model.Version, SnakeCase.Of(model.Kind), hashes, []);
    }

    public static DescribedThing Of(StrategySnapshot strategy, StrategyBook book)
    {
        ContentFile file = book.Content.Files.First(file => file.Sha256 == strategy.Sha256);
        IModel[] models = [.. strategy.Models.DistinctBy(model => model.Id).OrderBy(model => model.Id, StringComparer.Ordinal)];
        // Whatever its text names, also where it is only spoken of: rather too much is bound than too little.
        HashSet<string> named = [.. Word().Matches(Encoding.UTF8.GetString(file.Bytes.Span)).Select(match => match.Value)];
        IEnumerable<FeatureDefinition> features = book.Catalog.Features.Where(feature => named.Contains(feature.Name) || models.Any(model => model.Slots.Contains(feature.Slot)));
        var hashes = new BoundHashes(
            Hex(strategy.Sha256), Contract(features), Text(models.Select(model => $"{model.Id} {model.ArtifactSha256} {model.Sha256}")), Text(CutOffs(strategy)));
        return new DescribedThing(ThingKind.Strategy, strategy.Id, strategy.Version, strategy.Product.Code, hashes, models);
    }

    /// <summary>The models as a registration names them.</summary>
    /// <param name="missing">Those that were never registered at exactly this artifact and calibration.</param>
    public ImmutableArray<NeededModel> NeededFrom(Portfolio portfolio, FeatureCatalog catalog, out IReadOnlyList<IModel> missing)
    {
        var needed = ImmutableArray.CreateBuilder<NeededModel>();
        var without = new List<IModel>();
        foreach (IModel model in Models)
        {
            BoundHashes hashes = Of(model, catalog).Hashes;
            Thing? found = portfolio.Things.Values.Where(thing => thing.Registration.Kind == ThingKind.Model && thing.Key.Id == model.Id && thing.Registration.Hashes == hashes)
                .MaxBy(thing => thing.Key.Version);
            if (found is null) without.Add(model);
            else needed.Add(new NeededModel(found.Key, hashes.Artifact));
        }
        missing = without;
        return needed.ToImmutable();
    }

    private static DescribedThing Of(SharedDocument catalog) =>
        new(ThingKind.FeatureCatalog, catalog.Id, catalog.Sha256[..12], CatalogKind, new BoundHashes(Hex(catalog.Sha256), Hex(catalog.Sha256), default, default), []);

    // What a value means: a model or strategy was tested on features that are just so.
    private static Digest Contract(IEnumerable<FeatureDefinition> features) => Text(features.OrderBy(feature => feature.Name, StringComparer.Ordinal).Select(feature => string.Create(
        CultureInfo.InvariantCulture,
        $"{feature.Name} {feature.Type} {feature.Unit} {feature.Least:R} {feature.Most:R} {string.Join(',', feature.Categories)} {feature.MaxAge?.Ticks} {feature.Origin} {feature.Source} {feature.ConsentScope} {feature.Missing}")));

    private static IEnumerable<string> CutOffs(StrategySnapshot strategy) => strategy.Stages.InOrder
        .SelectMany(stage => stage.Models, (_, asked) => string.Create(CultureInfo.InvariantCulture, $"{asked.Model.Id} {asked.ReferFrom.Value:R} {asked.DeclineFrom.Value:R}"))
        .Concat(strategy.Stages.Grades.Bands.Select(band => string.Create(CultureInfo.InvariantCulture, $"grade {band.Name} {band.Below.Value:R}")));

    private static Digest Text(IEnumerable<string> lines) => Digest.Of(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    private static Digest Hex(string sha256) => new(Convert.FromHexString(sha256));

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();
}
