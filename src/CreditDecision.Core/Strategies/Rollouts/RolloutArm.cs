namespace CreditDecision.Core.Strategies.Rollouts;

/// <summary>What a strategy is to the borrowers whose applications it decides.</summary>
public enum RolloutRole
{
    Unspecified = 0,
    /// <summary>Decides whatever no challenger was given.</summary>
    Champion,
    /// <summary>Decides a share, so that it can be compared with the champion on like borrowers.</summary>
    Challenger,
}

/// <summary>A strategy with the buckets of borrowers that it decides.</summary>
/// <param name="FirstBucket">0 to <see cref="Rollout.Buckets"/>; the arm holds <paramref name="ShareBps"/> buckets from here on.</param>
/// <param name="ShareBps">Basis points of the borrowers; 0 only of a champion whose challengers took everybody.</param>
public sealed record RolloutArm(RolloutRole Role, StrategySnapshot Strategy, int FirstBucket, int ShareBps)
{
    public bool Holds(int bucket) => bucket >= FirstBucket && bucket - FirstBucket < ShareBps;
}
