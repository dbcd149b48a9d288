using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies.Rules;

namespace CreditDecision.Core.Strategies;

/// <summary>
/// Everything that decides an application of one product, validated whole and immutable. A request reads one snapshot and uses it
/// from start to end; a new strategy is a new snapshot.
/// </summary>
public sealed record StrategySnapshot
{
    public required string Id { get; init; }
    public required string Version { get; init; }

    /// <summary>Lower-case hex SHA-256 of the strategy document's bytes.</summary>
    public required string Sha256 { get; init; }

    public required BankPolicy Bank { get; init; }
    public required FeatureCatalog Catalog { get; init; }
    public required ReasonCatalog Reasons { get; init; }
    public required ProductTerms Product { get; init; }
    public required StrategyStages Stages { get; init; }
    public required LimitPolicy Limit { get; init; }
    public required PricingPolicy Pricing { get; init; }

    /// <summary>With the review triggers (A22), which are the rules of the review stage.</summary>
    public required StrategyRules Rules { get; init; }

    /// <summary>In the order in which the stages ask them.</summary>
    public IEnumerable<IModel> Models => Stages.InOrder.SelectMany(stage => stage.Models).Select(asked => asked.Model);
}
