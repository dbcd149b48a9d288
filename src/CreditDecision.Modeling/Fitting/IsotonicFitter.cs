using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Fitting;

/// <param name="MostPoints">Of the table, at least 4; steps are merged, those first that it hurts least.</param>
/// <param name="LeastOfEach">
/// Bads, and goods, that every step must rest on. With 0 the best step may say that nobody there will ever default.
/// </param>
public readonly record struct IsotonicOptions(int MostPoints, int LeastOfEach)
{
    public static IsotonicOptions Default { get; } = new(200, 1);
}

/// <summary>
/// Isotonic regression of the outcome on the score (Ayer et al. 1955) by pooling adjacent violators; rows of one score are one. The table
/// is flat over each step and straight between two, so that its mean over the sample is the share of bads.
/// </summary>
public static class IsotonicFitter
{
    /// <exception cref="ArgumentException">The sample's lengths differ, its meaning is not said, or the options are out of range.</exception>
    public static CalibrationFit Fit(CalibrationSample sample, IsotonicOptions options)
    {
        if (options.MostPoints is < 4 or > CalibrationTable.MostPoints || options.LeastOfEach < 0) throw new ArgumentException($"{options} is out of range.");
        CalibrationOutcome obstacle = sample.Check();
        if (obstacle != CalibrationOutcome.Unspecified) return CalibrationFit.Failed(obstacle);
        bool rises = sample.Meaning.RisesWithRisk();
        List<IsotonicStep> steps = Pool(Ties(sample, rises));
        steps = IsotonicMerging.ToMost(IsotonicMerging.OfEach(steps, options.LeastOfEach), options.MostPoints / 2);
        if (steps.Count == 1) return CalibrationFit.Failed(CalibrationOutcome.NoSlope);
        CalibrationPoint[] points = [.. steps.SelectMany(Points)];
        if (!rises) points = [.. points.Select(point => point with { Score = -point.Score + 0.0 }).Reverse()];
        return new CalibrationFit(CalibrationOutcome.Fitted, ModelCalibration.Isotonic(sample.Meaning, new CalibrationTable(points), sample.Data));
    }

    /// <summary>From the safest score to the riskiest; a score that falls with risk is turned round.</summary>
    private static IEnumerable<IsotonicStep> Ties(CalibrationSample sample, bool rises) =>
        sample.Scores.Zip(sample.IsBad, (score, bad) => (Score: rises ? score : -score, Bad: bad)).GroupBy(row => row.Score)
            .OrderBy(rows => rows.Key).Select(rows => new IsotonicStep(rows.Key, rows.Key, rows.Count(), rows.Count(row => row.Bad)));

    private static List<IsotonicStep> Pool(IEnumerable<IsotonicStep> ties)
    {
        var steps = new List<IsotonicStep>();
        foreach (IsotonicStep tie in ties)
        {
            IsotonicStep last = tie;
            while (steps.Count > 0 && !steps[^1].IsSaferThan(last))
            {
                last = steps[^1].With(last);
                steps.RemoveAt(steps.Count - 1);
            }
            steps.Add(last);
        }
        return steps;
    }

    private static IEnumerable<CalibrationPoint> Points(IsotonicStep step)
    {
        yield return new CalibrationPoint(step.From, step.Rate);
        if (step.To > step.From) yield return new CalibrationPoint(step.To, step.Rate);
    }
}

/// <summary>Neighbouring scores that are given one probability.</summary>
internal readonly record struct IsotonicStep(double From, double To, long Rows, long Bads)
{
    internal double Rate => (double)Bads / Rows;

    internal bool IsSaferThan(IsotonicStep other) => (Int128)Bads * other.Rows < (Int128)other.Bads * Rows;

    internal IsotonicStep With(IsotonicStep next) => new(From, next.To, Rows + next.Rows, Bads + next.Bads);

    /// <summary>What the sample's sum of squared errors grows by when the two become one.</summary>
    internal double CostWith(IsotonicStep next) => (Rate - next.Rate) * (Rate - next.Rate) * Rows * next.Rows / (Rows + next.Rows);
}
