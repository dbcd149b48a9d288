namespace CreditDecision.Modeling.Validation.Policies;

/// <summary>
/// What a threshold can bound. Of the hold-out part where nothing else is said; of several values the worst for the bound is judged, and the
/// check says whose it is.
/// </summary>
public enum TestMetric
{
    Unspecified = 0,
    /// <summary>Rows.</summary>
    Rows,
    /// <summary>Rows with the bad outcome.</summary>
    Bads,
    Auc,
    /// <summary>Lower end of its interval at the policy's confidence.</summary>
    AucLow,
    Gini,
    Ks,
    Brier,
    LogLoss,
    /// <summary>Bad rate of the worst tenth over that of all.</summary>
    TopLift,
    /// <summary>Hold-out less development: what was learnt by heart is below 0.</summary>
    AucChange,
    /// <summary>Mean PD and default rate apart, whichever is larger.</summary>
    CalibrationGap,
    HosmerLemeshowP,
    /// <summary>Of the grades.</summary>
    BinomialP,
    /// <summary>Of the grades.</summary>
    JeffreysP,
    /// <summary>Of the grades.</summary>
    ZP,
    /// <summary>Development to hold-out; a bound below the bound of chance is raised to it.</summary>
    ScorePsi,
    /// <summary>Of the inputs, as <see cref="ScorePsi"/>.</summary>
    FeatureCsi,
    /// <summary>Of the inputs, in the development part. A very large one smells of an answer that leaked into the data.</summary>
    InformationValue,
    /// <summary>Normalised Herfindahl–Hirschman index of the grades.</summary>
    GradeConcentration,
    /// <summary>Kendall's τ-b of the grades' order and their default rates; 1 where each is worse than the one before.</summary>
    GradeOrder,
    /// <summary>Spearman's ρ of the grades' default rates in both parts.</summary>
    GradeAgreement,
    /// <summary>Of the inputs, each missing in turn.</summary>
    MissingAucChange,
    /// <summary>As <see cref="MissingAucChange"/>.</summary>
    MissingMeanPdChange,
    /// <summary>Least approval rate over the greatest, among the groups of one fairness column.</summary>
    ApprovalRatio,
    /// <summary>Of the groups of the fairness columns.</summary>
    GroupAuc,
    /// <summary>Of the groups of the fairness columns.</summary>
    GroupCalibrationGap,
    /// <summary>Of the segments.</summary>
    SegmentAuc,
    /// <summary>Of the segments, against development; as <see cref="ScorePsi"/>.</summary>
    SegmentPsi,
    /// <summary>Of the segments.</summary>
    SegmentCalibrationGap,
    /// <summary>Share of rows by whose score the service would not decide.</summary>
    UnansweredShare,
}

/// <summary>Under a shock, less what it is without: a loss of AUC is below 0, a rise of risk above.</summary>
public enum StressMetric
{
    Unspecified = 0,
    AucChange,
    KsChange,
    BrierChange,
    LogLossChange,
    MeanPdChange,
    ApprovalRateChange,
    /// <summary>How much further mean PD and default rate are apart.</summary>
    CalibrationGapChange,
}
