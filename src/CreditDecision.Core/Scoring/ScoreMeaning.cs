namespace CreditDecision.Core.Scoring;

/// <summary>What the number that a model gives stands for.</summary>
public enum ScoreMeaning
{
    Unspecified = 0,
    /// <summary>ln(bad : good).</summary>
    LogOddsOfBad,
    ProbabilityOfBad,
    ProbabilityOfGood,
    /// <summary>More is better; what they are worth is for the calibration to say.</summary>
    Points,
}

public static class ScoreMeanings
{
    /// <summary>Whether a higher score is more of the bad event.</summary>
    public static bool RisesWithRisk(this ScoreMeaning meaning) => meaning is ScoreMeaning.LogOddsOfBad or ScoreMeaning.ProbabilityOfBad;

    public static bool IsProbability(this ScoreMeaning meaning) => meaning is ScoreMeaning.ProbabilityOfBad or ScoreMeaning.ProbabilityOfGood;

    /// <summary>ln(bad : good); infinite for a probability of 0 or 1.</summary>
    /// <param name="scale">Of points; not read elsewhere.</param>
    public static double LogOddsOfBad(this ScoreMeaning meaning, double score, PointsScale scale) => meaning switch
    {
        ScoreMeaning.LogOddsOfBad => score,
        ScoreMeaning.ProbabilityOfBad => Math.Log(score / (1 - score)),
        ScoreMeaning.ProbabilityOfGood => Math.Log((1 - score) / score),
        _ => scale.LogOddsOfBad(score),
    };
}
