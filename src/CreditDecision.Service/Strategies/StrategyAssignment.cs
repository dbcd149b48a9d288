using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Rollouts;
using CreditDecision.V1;

namespace CreditDecision.Service.Strategies;

/// <summary>Which strategy decides an application, and as what.</summary>
/// <param name="Bucket">Null where the product has no rollout document, so that nobody was dealt.</param>
public readonly record struct StrategyAssignment(Rollout Rollout, RolloutArm Arm, int? Bucket)
{
    public StrategySnapshot Strategy => Arm.Strategy;

    /// <summary>What the decision says of it; null where nobody was dealt.</summary>
    public Experiment? ToWire() => Bucket is { } bucket ? new Experiment { Arm = SnakeCase.Of(Arm.Role), Bucket = bucket } : null;
}
