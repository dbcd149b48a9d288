using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Core.Strategies;

/// <summary>What a strategy document may refer to: everything that is loaded before it.</summary>
/// <param name="Models">By id.</param>
public sealed record StrategyContext(
    BankPolicy Bank, FeatureCatalog Catalog, ReasonCatalog Reasons, IReadOnlyDictionary<string, IModel> Models);
