using System.Collections.Frozen;
using CreditDecision.Core.Features;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Rollouts;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Strategies;

/// <summary>A document that decisions name beside their strategy and models.</summary>
/// <param name="Kind">As in the API: "bank_policy", "feature_catalog", "reasons", "content".</param>
public sealed record SharedDocument(string Kind, string Id, string Version, string Sha256);

/// <summary>
/// Everything that may decide: every loaded strategy, which of them decides for whom, and what they share. Immutable: a change is a new book.
/// </summary>
/// <param name="rollouts">Those that somebody wrote. A product without one has one strategy, which decides for everybody. Null where nothing is served.</param>
/// <exception cref="ArgumentException">A product without a rollout has several strategies.</exception>
public sealed class StrategyBook(
    StrategyContext context,
    ContentManifest content,
    IReadOnlyList<SharedDocument> documents,
    IReadOnlyCollection<StrategySnapshot> strategies,
    IReadOnlyCollection<Rollout>? rollouts)
{
    private readonly FrozenDictionary<string, Rollout> _byProduct = rollouts is null ? FrozenDictionary<string, Rollout>.Empty : ByProduct(strategies, rollouts);

    /// <summary>What its strategies were read against; a candidate is read against the same.</summary>
    public StrategyContext Context { get; } = context;

    public FeatureCatalog Catalog => Context.Catalog;

    /// <summary>By which governance decides; null where the content has none.</summary>
    public GovernancePolicy? Policy { get; init; }

    /// <summary>The files that it was made of.</summary>
    public ContentManifest Content { get; } = content;

    /// <summary>What every decision names beside its strategy and models; the last one is the content as a whole.</summary>
    public IReadOnlyList<SharedDocument> Documents { get; } = [.. documents, new SharedDocument("content", "content", "", content.Sha256)];

    /// <summary>All that are loaded, whether they decide, shadow, or only wait to be asked about. Id and version are unique.</summary>
    public IReadOnlyCollection<StrategySnapshot> Strategies { get; } = strategies;

    /// <summary>One for each product that is served.</summary>
    public IReadOnlyCollection<Rollout> Rollouts => _byProduct.Values;

    /// <returns>Null when the product is not served.</returns>
    public Rollout? RolloutOf(string product) => _byProduct.GetValueOrDefault(product);

    /// <summary>The product's champion; null when the product is not served.</summary>
    public StrategySnapshot? For(string product) => RolloutOf(product)?.Champion;

    /// <summary>Which strategy decides for a borrower; the same one for as long as the rollout stays as it is.</summary>
    /// <returns>Null when the product is not served.</returns>
    public StrategyAssignment? Choose(string product, BorrowerToken borrower)
    {
        if (RolloutOf(product) is not { } rollout) return null;
        if (!rollout.IsWritten) return new StrategyAssignment(rollout, rollout.Arms[0], null);
        int bucket = rollout.BucketOf(borrower.ToArray());
        return new StrategyAssignment(rollout, rollout.ArmOf(bucket), bucket);
    }

    private static FrozenDictionary<string, Rollout> ByProduct(IEnumerable<StrategySnapshot> strategies, IReadOnlyCollection<Rollout> rollouts)
    {
        IEnumerable<Rollout> implied = strategies.Where(strategy => rollouts.All(rollout => rollout.Product != strategy.Product.Code)).Select(Rollout.Of);
        return rollouts.Concat(implied).ToFrozenDictionary(rollout => rollout.Product, StringComparer.Ordinal);
    }
}
