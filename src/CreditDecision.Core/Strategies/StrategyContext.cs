using CreditDecision.Core.Expressions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Core.Strategies;

/// <summary>What a strategy document may refer to: everything that is loaded before it.</summary>
/// <param name="Models">By id.</param>
/// <param name="Form">How the strategy's conditions, formulas and tables are evaluated.</param>
public sealed record StrategyContext(
    BankPolicy Bank,
    FeatureCatalog Catalog,
    ReasonCatalog Reasons,
    IReadOnlyDictionary<string, IModel> Models,
    EvaluationForm Form = EvaluationForm.Compiled);
