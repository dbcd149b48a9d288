using CreditDecision.Core.Values;

namespace CreditDecision.Core.Scoring;

/// <summary>The closed set of ways from points to a probability.</summary>
public enum CalibrationMethod
{
    Unspecified = 0,
    /// <summary>The points scale is taken at its word.</summary>
    PointsToOdds,
    /// <summary>Platt (1999): a straight line through the log-odds that the points scale gives.</summary>
    Platt,
}

/// <summary>
/// From log-odds to the probability of the bad event: <c>1 / (1 + exp(-(Slope · z + Intercept)))</c> where z = ln(bad : good) by the
/// points scale. Slope 1 and intercept 0 change nothing. The default has slope 0 and says 1/2 to everything; it is never read from a document.
/// </summary>
public readonly record struct Calibration(CalibrationMethod Method, double Slope, double Intercept)
{
    public static Calibration PointsToOdds { get; } = new(CalibrationMethod.PointsToOdds, 1, 0);

    public Probability ProbabilityAt(double logOddsOfBad)
    {
        double z = Slope * logOddsOfBad + Intercept;
        // Each branch raises e to a negative power, so neither can overflow.
        return Probability.Of(z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z)));
    }
}
