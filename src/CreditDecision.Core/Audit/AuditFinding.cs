namespace CreditDecision.Core.Audit;

public enum AuditFindingKind
{
    Unspecified = 0,
    /// <summary>What is recorded of a decision is not what was committed.</summary>
    RecordChanged,
    /// <summary>A decision was committed and is not there.</summary>
    RecordRemoved,
    /// <summary>A decision is there that no writer committed.</summary>
    RecordInserted,
    /// <summary>At a decision's place in the ledger stands another one.</summary>
    RecordMoved,
    /// <summary>A link of a chain does not have the content that its digest says.</summary>
    LinkChanged,
    /// <summary>Links of a chain are missing.</summary>
    LinkRemoved,
    /// <summary>A link's or anchor's digest was not written by this service.</summary>
    SealWrong,
    /// <summary>A chain ends before the place that an anchor names, or has another link there.</summary>
    ChainCutOff,
    /// <summary>An anchor does not have the content that its digest says, or does not follow the one before.</summary>
    AnchorChanged,
    /// <summary>Anchors are missing.</summary>
    AnchorRemoved,
    /// <summary>The store has not the head that was kept elsewhere.</summary>
    HeadNotFound,
    /// <summary>What a borrower's decisions reserve is not what the store holds against the cap (A6).</summary>
    ReservationsDiffer,
    /// <summary>A decision is not found by its application and its id, or another one is.</summary>
    LookupChanged,
    /// <summary>The key that sealed a decision's evidence is gone, and no erasure says so (A35).</summary>
    KeyLost,
    /// <summary>The key of an erased borrower is in the store again.</summary>
    KeyRestored,
    /// <summary>A proof of an erasure does not have the content that its digest says, or does not follow the one before.</summary>
    ErasureChanged,
    /// <summary>Proofs of erasures are missing.</summary>
    ErasureRemoved,
    /// <summary>An event of a review does not have the content that its digest says, or does not follow the one before (A22).</summary>
    ReviewChanged,
    /// <summary>Events of reviews are missing.</summary>
    ReviewRemoved,
    /// <summary>A decision was referred and is no case, or its case is not where its events left it.</summary>
    ReviewCaseWrong,
    /// <summary>An event of governance does not have the content that its digest says, or does not follow the one before (A42).</summary>
    GovernanceChanged,
    /// <summary>Events of governance are missing.</summary>
    GovernanceRemoved,
    /// <summary>An event of governance is not what the rules make of its command.</summary>
    GovernanceUnruled,
    /// <summary>A document that an event of governance names is gone or is not the one that it named.</summary>
    GovernanceDocumentChanged,
    /// <summary>An event of re-assessment does not have the content that its digest says, or does not follow the one before (A41).</summary>
    ReassessmentChanged,
    /// <summary>Events of re-assessment are missing.</summary>
    ReassessmentRemoved,
    /// <summary>What rests on something stopped is not where its events left it.</summary>
    ReassessmentStateWrong,
}

/// <summary>Something that is not as it was committed.</summary>
/// <param name="Subject">What it is about: a decision's id, a chain's id, or a borrower's token in hex.</param>
/// <param name="Place">The decision's sequence, or the number of the link or anchor; 0 where there is none.</param>
/// <param name="Detail">For people.</param>
public readonly record struct AuditFinding(AuditFindingKind Kind, string Subject, long Place, string Detail);
