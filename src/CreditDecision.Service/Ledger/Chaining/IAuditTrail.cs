using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Reassessment;
using CreditDecision.Core.Reviews;

namespace CreditDecision.Service.Ledger.Chaining;

/// <summary>Between which moments decisions were made; the default is always.</summary>
/// <param name="From">Inclusive; null for the first decision.</param>
/// <param name="Before">Exclusive; null for the last.</param>
public readonly record struct AuditPeriod(DateTimeOffset? From, DateTimeOffset? Before)
{
    public bool IsWhole => From is null && Before is null;
}

/// <summary>What a store keeps to prove that its records are as they were committed.</summary>
internal interface IAuditTrail
{
    /// <summary>
    /// Adds an anchor that names how far chains have come.
    /// </summary>
    /// <param name="isWhole">Names every chain of the store that grew since its last anchor; else those of this process.</param>
    /// <returns>Null where nothing grew, unless the store has no anchor yet.</returns>
    /// <exception cref="LedgerUnavailableException">The store did not commit.</exception>
    StoredAnchor? AddAnchor(DateTimeOffset madeAt, bool isWhole);

    /// <summary>All that is to be compared, at one moment, however long it takes to read.</summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    IAuditView OpenAudit();
}

/// <summary>The store at one moment. Each list is read as it is walked over; one at a time but for <see cref="Links(long, long)"/> and <see cref="Records"/>, which go together.</summary>
internal interface IAuditView : IDisposable
{
    /// <summary>Decisions up to this sequence were recorded before there were chains.</summary>
    long ChainedAfter { get; }

    /// <summary>How many those are.</summary>
    long Unchained();

    IEnumerable<StoredAnchor> Anchors();

    /// <summary>Links with a decision of the period, by chain and number.</summary>
    IEnumerable<FoundLink> Links(AuditPeriod period);

    /// <summary>Between which sequences the period's decisions and links lie; empty (0, -1) when there are none.</summary>
    (long First, long Last) Extent(AuditPeriod period);

    /// <summary>Links with a member in the range, by the sequence of their first members.</summary>
    IEnumerable<ChainLink> Links(long first, long last);

    /// <summary>Chained decisions of the range, by sequence, with the hashes of what is recorded now.</summary>
    IEnumerable<ChainMember> Records(long first, long last);

    /// <summary>Borrowers, as tokens in hex, whose decisions' reservations do not sum to what is held against their cap.</summary>
    IEnumerable<(string Borrower, long DecisionsFen, long HeldFen)> WrongReservations();

    /// <summary>Decisions that are not found by what they are looked up by, where that lies in a table of its own.</summary>
    IEnumerable<(Guid DecisionId, long Sequence)> WrongLookups();

    /// <summary>Proofs of erasures, by number.</summary>
    IEnumerable<StoredErasure> Erasures();

    /// <summary>Decisions of the period whose evidence was sealed by a key that is gone, and no erasure says so.</summary>
    IEnumerable<(Guid DecisionId, long Sequence)> LostKeys(AuditPeriod period);

    /// <summary>Erasures whose key is the borrower's now, and the borrower's token in hex.</summary>
    IEnumerable<(string Borrower, long Number)> RestoredKeys();

    /// <summary>Events of governance, by number.</summary>
    IEnumerable<StoredGovernanceEvent> Governance();

    /// <summary>Documents that events of governance may name: by the hash that they are kept under, and what is kept.</summary>
    IEnumerable<(Digest Sha256, byte[] Content)> GovernanceDocuments();

    /// <summary>Events of reviews, by number.</summary>
    IEnumerable<StoredReview> Reviews();

    /// <summary>Referred decisions of the period that are no case, or whose case is not where its events left it.</summary>
    IEnumerable<(Guid DecisionId, long Sequence)> WrongCases(AuditPeriod period);

    /// <summary>Events of re-assessment, by number.</summary>
    IEnumerable<StoredReassessment> Reassessments();

    /// <summary>Decisions that were queued for re-assessment and do not stand where their events left them.</summary>
    IEnumerable<(Guid DecisionId, long Number)> WrongReassessments();
}
