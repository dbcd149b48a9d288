using CreditDecision.Core.Documents;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Scoring;

/// <summary>
/// From log-odds to the probability of the bad event: <c>1 / (1 + exp(-(Slope · z + Intercept)))</c> where z = ln(bad : good). Slope 1
/// and intercept 0 change nothing. The default has slope 0 and says 1/2 to everything; it is never read from a document.
/// </summary>
public readonly record struct Calibration(CalibrationMethod Method, double Slope, double Intercept)
{
    // A slope of 0 or less would make better scores riskier; steeper than 100 is a step, and no intercept but an absurd one is beyond 100.
    public const double LeastSlope = 0.01, MostSlope = 100, MostIntercept = 100;

    public static Calibration PointsToOdds { get; } = new(CalibrationMethod.PointsToOdds, 1, 0);

    public Probability ProbabilityAt(double logOddsOfBad)
    {
        double z = Slope * logOddsOfBad + Intercept;
        // Each branch raises e to a negative power, so neither can overflow.
        return Probability.Of(z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z)));
    }

    /// <summary>Reads a scorecard's block: <c>method: points_to_odds | platt, slope, intercept</c>.</summary>
    internal static Calibration Read(DocumentObject item)
    {
        CalibrationMethod method = item.Choice<CalibrationMethod>("method");
        if (method is CalibrationMethod.None or CalibrationMethod.Isotonic)
            item.Fail("method", $"must be one of points_to_odds, platt, is \"{SnakeCase.Of(method)}\"; a scorecard's points have a scale of their own");
        Calibration line = method == CalibrationMethod.Platt ? ReadLine(item, method) : new Calibration(method, 1, 0);
        item.Close();
        return line;
    }

    internal static Calibration ReadLine(DocumentObject item, CalibrationMethod method) =>
        new(method, item.Number("slope", LeastSlope, MostSlope), item.Number("intercept", -MostIntercept, MostIntercept));
}
