namespace CreditDecision.Core.Monitoring;

/// <summary>How far a figure of a live model is out. The numbers are the API's; the default says that nothing is.</summary>
public enum MonitoringLevel
{
    Unspecified = 0,
    /// <summary>To be looked at.</summary>
    Warn = 1,
    /// <summary>A defect: it needs somebody who answers for it.</summary>
    Breach = 2,
}

/// <summary>What was measured. The numbers are the API's.</summary>
public enum MonitoringMetric
{
    Unspecified = 0,
    /// <summary>PSI of the probabilities that the model gave.</summary>
    ScoreStability = 1,
    /// <summary>PSI of a feature (CSI).</summary>
    FeatureStability = 2,
    /// <summary>Rise of the share of applications that have no usable value of a feature.</summary>
    MissingRate = 3,
    /// <summary>Rise of the share whose value was too old.</summary>
    StaleRate = 4,
    /// <summary>Change of the share of approvals, up or down.</summary>
    ApprovalRate = 5,
    /// <summary>Jeffreys's probability of a grade over all vintages: a small one says that its PD is too low.</summary>
    GradeDefaultRate = 6,
    /// <summary>The same of a vintage over all grades.</summary>
    VintageDefaultRate = 7,
    /// <summary>Hosmer and Lemeshow's probability over all grades.</summary>
    Calibration = 8,
}

/// <summary>A level that was passed (A40).</summary>
/// <param name="Subject">The feature, the grade, or the vintage as its month (2026-11); empty of what concerns the whole model.</param>
/// <param name="Bound">Of the metric's own unit: the value reached or passed it, or for a probability fell below it.</param>
/// <param name="Detail">What it was computed of, for people.</param>
public sealed record Signal(MonitoringMetric Metric, string Subject, double Value, double Bound, MonitoringLevel Level, string Detail);
