using CreditDecision.Service.Strategies;
using CreditDecision.V1;

namespace CreditDecision.Service.Replays;

/// <summary>A content of the archive, compiled; or why it cannot be had.</summary>
internal sealed record FoundContent
{
    private FoundContent(StrategyBook? book, ReplayObstacle obstacle, string explanation) => (Book, Obstacle, Explanation) = (book, obstacle, explanation);

    /// <summary>Null with an obstacle.</summary>
    public StrategyBook? Book { get; }

    public ReplayObstacle Obstacle { get; }

    public string Explanation { get; }

    public static FoundContent Of(StrategyBook book) => new(book, ReplayObstacle.Unspecified, "");

    public static FoundContent Not(ReplayObstacle obstacle, string explanation) => new(null, obstacle, explanation);
}
