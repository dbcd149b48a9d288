using System.Collections.Frozen;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies;

namespace CreditDecision.Service.Strategies;

/// <summary>A document that decisions name beside their strategy and models.</summary>
/// <param name="Kind">As in the API: "bank_policy", "feature_catalog", "reasons", "content".</param>
public sealed record SharedDocument(string Kind, string Id, string Version, string Sha256);

/// <summary>Every running strategy, by product code, with what they share. Immutable: a change is a new book.</summary>
public sealed class StrategyBook(
    StrategyContext context, ContentManifest content, IReadOnlyList<SharedDocument> documents, IEnumerable<StrategySnapshot> strategies)
{
    private readonly FrozenDictionary<string, StrategySnapshot> _byProduct =
        strategies.ToFrozenDictionary(strategy => strategy.Product.Code, StringComparer.Ordinal);

    /// <summary>What its strategies were read against; a candidate is read against the same.</summary>
    public StrategyContext Context { get; } = context;

    public FeatureCatalog Catalog => Context.Catalog;

    /// <summary>The files that it was made of.</summary>
    public ContentManifest Content { get; } = content;

    /// <summary>What every decision names beside its strategy and models; the last one is the content as a whole.</summary>
    public IReadOnlyList<SharedDocument> Documents { get; } = [.. documents, new SharedDocument("content", "content", "", content.Sha256)];

    public IReadOnlyCollection<StrategySnapshot> Strategies => _byProduct.Values;

    public StrategySnapshot? For(string product) => _byProduct.GetValueOrDefault(product);
}
