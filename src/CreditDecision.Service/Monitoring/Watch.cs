using CreditDecision.Core.Features;
using CreditDecision.Core.Monitoring;
using CreditDecision.Core.Strategies;
using CreditDecision.Service.Strategies;

namespace CreditDecision.Service.Monitoring;

/// <summary>What is watched: a product, or a model over all products whose risk stage it leads or led.</summary>
/// <param name="product">Empty of a model; as the other two are of a product. An empty version is all of them.</param>
/// <param name="all">Every strategy of which it is known which model it asks.</param>
internal sealed class Watch(string product, string modelId, string modelVersion, IReadOnlyList<KnownStrategy> all)
{
    private readonly HashSet<(string, string)> _known = [.. all.Select(strategy => (strategy.Id, strategy.Version))];
    private readonly HashSet<(string, string)> _counted = [.. Counted(product, modelId, modelVersion, all).Select(strategy => (strategy.Id, strategy.Version))];

    public string Product => product;

    public string ModelId => modelId;

    public string ModelVersion => modelVersion;

    public bool IsModel => modelId.Length > 0;

    /// <summary>Whose decisions count; of a product those that are known, and all others count too.</summary>
    public IReadOnlyList<KnownStrategy> Strategies { get; } = [.. Counted(product, modelId, modelVersion, all)];

    /// <summary>Whose decisions are looked through.</summary>
    public IReadOnlyList<string> Products => [.. Strategies.Select(strategy => strategy.Product).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Whether a strategy's decisions count.</summary>
    public bool Counts(string strategyId, string strategyVersion) => !IsModel || _counted.Contains((strategyId, strategyVersion));

    /// <summary>Whether it cannot be told which model a strategy asked, so that its decisions can be counted to none.</summary>
    public bool IsUnknown(string strategyId, string strategyVersion) => IsModel && !_known.Contains((strategyId, strategyVersion));

    /// <summary>What the models that serve the subject today read, in the order of the catalog.</summary>
    public WatchedFeatures Features(StrategyBook book)
    {
        IEnumerable<StrategySnapshot> serving = book.Strategies.Where(strategy => Strategies.Any(counted => counted.Id == strategy.Id && counted.Version == strategy.Version));
        int[] slots = IsModel
            ? [.. book.Context.Models.TryGetValue(modelId, out var model) ? model.Slots : []]
            : [.. serving.SelectMany(strategy => strategy.Models).SelectMany(asked => asked.Slots)];
        FeatureDefinition[] features = [.. slots.Distinct().Order().Where(slot => slot < book.Catalog.Features.Count).Select(slot => book.Catalog.Features[slot])];
        return new WatchedFeatures(book.Catalog, book.Context.Bank, features);
    }

    private static IEnumerable<KnownStrategy> Counted(string product, string modelId, string modelVersion, IReadOnlyList<KnownStrategy> all) => all.Where(strategy =>
        modelId.Length == 0 ? strategy.Product == product : strategy.ModelId == modelId && (modelVersion.Length == 0 || strategy.ModelVersion == modelVersion));
}
