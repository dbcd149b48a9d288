using CreditDecision.Core.Features;

namespace CreditDecision.Core.Decisions;

/// <summary>Something that was missing or unusable when this was decided.</summary>
/// <param name="Subject">Name of a feature, or id of a model.</param>
public readonly record struct DegradedMark(string Subject, DegradedCause Cause)
{
    internal static DegradedMark Of(FeatureDefinition feature, FeatureState state) => new(feature.Name, CauseOf(state));

    private static DegradedCause CauseOf(FeatureState state) => state switch
    {
        FeatureState.Stale => DegradedCause.Stale,
        FeatureState.OutOfRange => DegradedCause.OutOfRange,
        FeatureState.UnknownCategory => DegradedCause.UnknownCategory,
        FeatureState.NoConsent => DegradedCause.NoConsent,
        FeatureState.PartnerNotAdmitted => DegradedCause.PartnerNotAdmitted,
        FeatureState.Unavailable => DegradedCause.Unavailable,
        // The state of a slot that nobody filled.
        _ => DegradedCause.Missing,
    };
}

/// <summary>Why something could not be used.</summary>
public enum DegradedCause
{
    Unspecified = 0,
    Missing,
    Stale,
    OutOfRange,
    UnknownCategory,
    NoConsent,
    PartnerNotAdmitted,
    /// <summary>A model gave NaN, an infinity, or for a probability a number that is none.</summary>
    ScoreUnusable,
    /// <summary>The service could not ask where it is counted.</summary>
    Unavailable,
}
