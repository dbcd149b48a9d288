namespace CreditDecision.Modeling.Populations;

/// <summary>What an applicant really is; the models may only guess it.</summary>
internal enum Nature
{
    Unspecified = 0,
    Genuine,
    /// <summary>Somebody else's identity.</summary>
    Impersonator,
    /// <summary>Their own identity, no intent to repay.</summary>
    LoneFraudster,
    /// <summary>One of a ring that shares devices, networks and addresses.</summary>
    RingMember,
}
