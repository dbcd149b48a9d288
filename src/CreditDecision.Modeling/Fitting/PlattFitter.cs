using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Fitting;

/// <summary>
/// Platt's calibration (1999), a logistic regression of the outcome on the score's log-odds with targets drawn a little inward, by the
/// Newton method with backtracking of Lin, Lin and Weng (2007).
/// </summary>
public static class PlattFitter
{
    private const int MostIterations = 100;
    // Of the loss. Its sum over a million rows is still known a hundred times better.
    private const double SmallestGain = 1e-11;
    private const double SmallestStep = 1e-10;
    // Keeps the Hessian invertible where all scores are one; as in the paper.
    private const double Ridge = 1e-12;

    /// <exception cref="ArgumentException">The sample's lengths differ, its meaning is not said, or points have no scale.</exception>
    public static CalibrationFit Fit(CalibrationSample sample)
    {
        if (sample.Meaning == ScoreMeaning.Points && !(sample.Scale.PointsToDouble > 0)) throw new ArgumentException("Points need their scale.");
        CalibrationOutcome obstacle = sample.Check();
        if (obstacle != CalibrationOutcome.Unspecified) return CalibrationFit.Failed(obstacle);
        double[] logOdds = [.. sample.Scores.Select(score => sample.Meaning.LogOddsOfBad(score, sample.Scale))];
        if (!logOdds.All(double.IsFinite)) return CalibrationFit.Failed(CalibrationOutcome.ScoreWithoutLogOdds);
        // Around their mean and in units of their spread, any scores meet the same well-conditioned problem.
        double mean = logOdds.Average(), spread = Math.Sqrt(logOdds.Average(z => (z - mean) * (z - mean)));
        // Asked of the scores themselves: the mean of equal numbers may round away from them.
        if (logOdds.Max() == logOdds.Min()) return CalibrationFit.Failed(CalibrationOutcome.NoSlope);
        double[] targets = Targets(sample.IsBad);
        (double Slope, double Intercept)? line = Newton([.. logOdds.Select(z => (z - mean) / spread)], targets);
        if (line is null) return CalibrationFit.Failed(CalibrationOutcome.DidNotConverge);
        double slope = line.Value.Slope / spread, intercept = line.Value.Intercept - slope * mean;
        if (slope < Calibration.LeastSlope) return CalibrationFit.Failed(CalibrationOutcome.NoSlope);
        if (slope > Calibration.MostSlope || Math.Abs(intercept) > Calibration.MostIntercept) return CalibrationFit.Failed(CalibrationOutcome.LineOutOfRange);
        return new CalibrationFit(CalibrationOutcome.Fitted, ModelCalibration.Platt(sample.Meaning, slope, intercept, sample.Scale, sample.Data));
    }

    /// <summary>Platt's targets: the posterior means under a uniform prior instead of 0 and 1, which no finite line could reach.</summary>
    private static double[] Targets(IReadOnlyList<bool> isBad)
    {
        double bads = isBad.Count(bad => bad), goods = isBad.Count - bads;
        return [.. isBad.Select(bad => bad ? (bads + 1) / (bads + 2) : 1 / (goods + 2))];
    }

    private static (double Slope, double Intercept)? Newton(double[] scores, double[] targets)
    {
        (double slope, double intercept) = (0, Math.Log(targets.Sum() / (targets.Length - targets.Sum())));
        double loss = Loss(scores, targets, slope, intercept);
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            (double stepSlope, double stepIntercept, double descent) = Step(scores, targets, slope, intercept);
            // What a whole step could gain is less than the loss is known to: Newton's last step needs no proof that it helps.
            if (-descent <= SmallestGain * loss) return (slope + stepSlope, intercept + stepIntercept);
            double share = 1, reached;
            // Armijo's rule.
            while ((reached = Loss(scores, targets, slope + share * stepSlope, intercept + share * stepIntercept)) > loss + 1e-4 * share * descent)
                if ((share /= 2) < SmallestStep) return null;
            (slope, intercept, loss) = (slope + share * stepSlope, intercept + share * stepIntercept, reached);
        }
        return null;
    }

    private static (double Slope, double Intercept, double Descent) Step(double[] scores, double[] targets, double slope, double intercept)
    {
        double ofSlope = 0, ofIntercept = 0, h11 = Ridge, h12 = 0, h22 = Ridge;
        for (int i = 0; i < scores.Length; i++)
        {
            double p = 1 / (1 + Math.Exp(-(slope * scores[i] + intercept))), weight = p * (1 - p), residual = p - targets[i];
            ofSlope += residual * scores[i];
            ofIntercept += residual;
            h11 += weight * scores[i] * scores[i];
            h12 += weight * scores[i];
            h22 += weight;
        }
        double determinant = h11 * h22 - h12 * h12;
        double stepSlope = -(h22 * ofSlope - h12 * ofIntercept) / determinant, stepIntercept = -(h11 * ofIntercept - h12 * ofSlope) / determinant;
        return (stepSlope, stepIntercept, ofSlope * stepSlope + ofIntercept * stepIntercept);
    }

    /// <summary>Cross-entropy, in the form of the paper that cannot overflow.</summary>
    private static double Loss(double[] scores, double[] targets, double slope, double intercept)
    {
        double sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double z = slope * scores[i] + intercept;
            sum += z >= 0 ? (1 - targets[i]) * z + Math.Log(1 + Math.Exp(-z)) : Math.Log(1 + Math.Exp(z)) - targets[i] * z;
        }
        return sum;
    }
}
