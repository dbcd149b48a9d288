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
}
