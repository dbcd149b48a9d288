using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Fitting;

/// <summary>What a model said, and what happened.</summary>
/// <param name="Scores">In the unit of <paramref name="Meaning"/>.</param>
/// <param name="IsBad">As long as <paramref name="Scores"/>.</param>
/// <param name="Scale">Of points, for Platt's method; the default elsewhere.</param>
/// <param name="Data">What the sample is, for the card.</param>
public sealed record CalibrationSample(
    IReadOnlyList<double> Scores, IReadOnlyList<bool> IsBad, ScoreMeaning Meaning, PointsScale Scale, CalibrationData Data)
{
    /// <returns><see cref="CalibrationOutcome.Unspecified"/> when nothing stands in the way of a fit.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the meaning is not said.</exception>
    internal CalibrationOutcome Check()
    {
        if (Scores.Count != IsBad.Count) throw new ArgumentException($"{Scores.Count} scores but {IsBad.Count} outcomes.");
        if (Meaning == ScoreMeaning.Unspecified) throw new ArgumentException("What the score means must be said.");
        (double least, double most) = Meaning.IsProbability() ? (0, 1) : (-CalibrationTable.MostScore, CalibrationTable.MostScore);
        if (!Scores.All(score => score >= least && score <= most)) return CalibrationOutcome.ImpossibleScore;
        int bads = IsBad.Count(bad => bad);
        return bads == 0 || bads == IsBad.Count ? CalibrationOutcome.OneOutcomeOnly : CalibrationOutcome.Unspecified;
    }
}

/// <summary>How the fit of a calibration ended; only <see cref="Fitted"/> has one.</summary>
public enum CalibrationOutcome
{
    Unspecified = 0,
    Fitted,
    /// <summary>Every row had the same outcome, or there is none.</summary>
    OneOutcomeOnly,
    /// <summary>A score is missing, larger than a table may hold, or as a probability outside [0, 1].</summary>
    ImpossibleScore,
    /// <summary>A probability of exactly 0 or 1 has no log-odds: fit on the margin, or an isotonic table.</summary>
    ScoreWithoutLogOdds,
    /// <summary>Scores that should be riskier were not: the meaning is the wrong way round, or the model says nothing here.</summary>
    NoSlope,
    /// <summary>The score parts the outcomes so sharply, or is so far off, that the line is none that a card may hold.</summary>
    LineOutOfRange,
    DidNotConverge,
}

/// <param name="Calibration">Null unless fitted.</param>
public sealed record CalibrationFit(CalibrationOutcome Outcome, ModelCalibration? Calibration)
{
    internal static CalibrationFit Failed(CalibrationOutcome why) => new(why, null);
}
