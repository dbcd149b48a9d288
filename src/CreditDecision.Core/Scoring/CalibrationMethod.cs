namespace CreditDecision.Core.Scoring;

/// <summary>The closed set of ways from a model's score to a probability.</summary>
public enum CalibrationMethod
{
    Unspecified = 0,
    /// <summary>The points scale is taken at its word.</summary>
    PointsToOdds,
    /// <summary>Platt (1999): a straight line through the log-odds that the score gives.</summary>
    Platt,
    /// <summary>The score is taken at its word. Not for points, which say nothing without a scale.</summary>
    None,
    /// <summary>A monotone table, as isotonic regression leaves behind.</summary>
    Isotonic,
}
