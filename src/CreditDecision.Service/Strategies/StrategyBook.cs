using System.Collections.Frozen;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies;

namespace CreditDecision.Service.Strategies;

/// <summary>A document that decisions name beside their strategy and models.</summary>
/// <param name="Kind">As in the API: "bank_policy", "feature_catalog", "reasons".</param>
public sealed record SharedDocument(string Kind, string Id, string Version, string Sha256);

/// <summary>Every running strategy, by product code, with what they share. Immutable: a change is a new book.</summary>
public sealed class StrategyBook(FeatureCatalog catalog, IReadOnlyList<SharedDocument> documents, IEnumerable<StrategySnapshot> strategies)
{
    private readonly FrozenDictionary<string, StrategySnapshot> _byProduct =
        strategies.ToFrozenDictionary(strategy => strategy.Product.Code, StringComparer.Ordinal);

    public FeatureCatalog Catalog { get; } = catalog;

    public IReadOnlyList<SharedDocument> Documents { get; } = documents;

    public IReadOnlyCollection<StrategySnapshot> Strategies => _byProduct.Values;

    public StrategySnapshot? For(string product) => _byProduct.GetValueOrDefault(product);
}
