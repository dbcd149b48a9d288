using System.Collections.Frozen;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies;

namespace CreditDecision.Service.Strategies;

/// <summary>Every running strategy, by product code, with the catalog they share. Immutable: a change is a new book.</summary>
public sealed class StrategyBook(FeatureCatalog catalog, IEnumerable<StrategySnapshot> strategies)
{
    private readonly FrozenDictionary<string, StrategySnapshot> _byProduct =
        strategies.ToFrozenDictionary(strategy => strategy.Product.Code, StringComparer.Ordinal);

    public FeatureCatalog Catalog { get; } = catalog;

    public IReadOnlyCollection<StrategySnapshot> Strategies => _byProduct.Values;

    public StrategySnapshot? For(string product) => _byProduct.GetValueOrDefault(product);
}
