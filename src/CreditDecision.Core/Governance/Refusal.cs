namespace CreditDecision.Core.Governance;

/// <summary>Why a command was not done. Numbers are never reused.</summary>
public enum RefusalReason
{
    Unspecified = 0, PolicyUnsound = 1, UnknownThing = 2, AlreadyRegistered = 3, VersionNotNew = 4, RegistrationIncomplete = 5, NotInThisState = 6, RoleMissing = 7, NotIndependent = 8,
    OtherHashes = 9, TimeRunsBack = 10, TestMissing = 11, TestFailed = 12, ParticularsMissing = 13, Recused = 14, AlreadyVoted = 15, QuorumMissing = 16, MinutesMissing = 17,
    ApprovalEnded = 18, ConditionOverdue = 19, OpenBreach = 20, ShareOutOfBounds = 21, NeverChampion = 22, NoProposal = 23, SamePerson = 24, FallbackMissing = 25, FallbackUnfit = 26,
    ModelNotApproved = 27, UnknownFinding = 28, UnknownCondition = 29, PersonUnknown = 30, NothingToReplace = 31, AlreadyChampion = 32,
}

/// <param name="Text">What would be needed, in English.</param>
public sealed record Refusal(RefusalReason Reason, string Text);
