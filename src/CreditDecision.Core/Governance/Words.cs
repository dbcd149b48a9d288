namespace CreditDecision.Core.Governance;

/// <summary>Where a governed thing stands in its life. Numbers are part of the log and are never reused.</summary>
public enum LifeState { Unspecified = 0, Draft = 1, Submitted = 2, Validated = 3, InReview = 4, Approved = 5, ApprovedWithConditions = 6, Rejected = 7, Shadow = 8, Live = 9, UnderObservation = 10, Suspended = 11, Retired = 12 }

/// <summary>What can be asked of a governed thing. Numbers are part of the log and are never reused.</summary>
public enum Act
{
    Unspecified = 0, Register = 1, ReportTest = 2, Submit = 3, Validate = 4, OpenReview = 5, DeclareRelation = 6, Vote = 7, AttachCondition = 8, ConcludeStage = 9, FulfilCondition = 10,
    RunAsShadow = 11, MakeChampion = 12, MakeChallenger = 13, RollBack = 14, Observe = 15, EndObservation = 16, ProposeSuspension = 17, ConfirmSuspension = 18,
    LiftSuspension = 19, Retire = 20, OpenFinding = 21, NoteFinding = 22, CloseFinding = 23,
}

/// <summary>The roles of A12 to A15. The system itself may only test, observe and open findings; what it says was computed and is not claimed.</summary>
public enum Role { Unspecified = 0, Board = 1, SeniorManager = 2, Developer = 3, Validator = 4, CommitteeMember = 5, CommitteeChair = 6, RiskOperations = 7, Reviewer = 8, Auditor = 9, Regulator = 10, Frontend = 11, Partner = 12, System = 13 }

public enum ThingKind { Unspecified = 0, Model = 1, Strategy = 2, FeatureCatalog = 3 }

public enum Opinion { Unspecified = 0, For = 1, Against = 2, Abstain = 3 }

/// <summary>How a thing that is live or under observation decides; unspecified for a thing that decides nothing.</summary>
public enum ServingMode { Unspecified = 0, Champion = 1, Challenger = 2 }
