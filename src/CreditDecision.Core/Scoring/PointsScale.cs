using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Scoring;

/// <summary>
/// How points stand for odds: at <paramref name="BasePoints"/> the odds good : bad are <paramref name="BaseOdds"/> : 1, and every
/// <paramref name="PointsToDouble"/> points more double them. Higher points are always better.
/// </summary>
/// <param name="BaseOdds">Good : bad, above 0.</param>
/// <param name="PointsToDouble">The "pdo" of a scorecard, above 0.</param>
public readonly record struct PointsScale(double BasePoints, double BaseOdds, double PointsToDouble)
{
    private const double MostPoints = 100_000;

    /// <summary>Points that one unit of log-odds (good : bad) is worth.</summary>
    public double PointsPerLogOdds => PointsToDouble / Math.Log(2);

    /// <summary>ln(bad : good) at the given points.</summary>
    public double LogOddsOfBad(double points) => (BasePoints - points) / PointsPerLogOdds - Math.Log(BaseOdds);

    public double PointsAt(double logOddsOfBad) => BasePoints - PointsPerLogOdds * (logOddsOfBad + Math.Log(BaseOdds));

    /// <summary>Reads <c>base_points, base_odds, pdo</c>.</summary>
    internal static PointsScale Read(DocumentObject item) => new(
        item.Number("base_points", -MostPoints, MostPoints),
        // Odds of one in a million either way are beyond any portfolio; a pdo below 0.1 would lose the points' precision.
        item.Number("base_odds", 1e-6, 1e6),
        item.Number("pdo", 0.1, MostPoints));
}
