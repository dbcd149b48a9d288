namespace CreditDecision.Core.Applications;

public enum CheckResult
{
    Unspecified = 0,
    Passed = 1,
    Failed = 2,
    Inconclusive = 3,
}

public enum CheckSource
{
    Unspecified = 0,
    Bank = 1,
    Authority = 2,
    Partner = 3,
}

/// <summary>One identity check that was made (A18).</summary>
/// <param name="Score">Similarity or liveness in [0, 1] where the check has one.</param>
public sealed record IdentityCheck(CheckResult Result, CheckSource Source, DateTimeOffset CheckedAt, double? Score);

/// <summary>The three kinds of evidence of A18; null where the check was not made.</summary>
public sealed record IdentityEvidence(IdentityCheck? NetworkCheck, IdentityCheck? Biometric, IdentityCheck? Willingness);

/// <summary>How the contract was put before the borrower (A17).</summary>
public sealed record Disclosure(int ReadingSeconds, bool AnyConsentPreTicked, string ContractVersion);

public enum ConsentScope
{
    Unspecified = 0,
    CreditBureau = 1,
    PersonalData = 2,
    GovernmentData = 3,
    PartnerData = 4,
    DeviceData = 5,
    PublicCredit = 6,
}

/// <summary>An authorisation of the borrower; holds from <paramref name="GrantedAt"/> up to but not at <paramref name="ExpiresAt"/>.</summary>
public readonly record struct Consent(ConsentScope Scope, DateTimeOffset GrantedAt, DateTimeOffset ExpiresAt, string EvidenceId)
{
    public bool HoldsAt(DateTimeOffset moment) => GrantedAt <= moment && moment < ExpiresAt;
}
