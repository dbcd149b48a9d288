using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Reassessment;
using CreditDecision.Core.Reviews;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Audit;

/// <summary>
/// One verification, from end to end on one thread: anchors, then chains, then records, then reservations, then erasures, reviews, governance and re-assessments. Its counts may be read meanwhile.
/// </summary>
/// <param name="find">Told each finding, on the run's thread.</param>
internal sealed class AuditRun(IAuditView view, ChainSeal seal, AuditOrder order, Action<AuditFinding> find, CancellationToken cancellation)
{
    private long _anchors, _links, _records;

    public long Anchors => Volatile.Read(ref _anchors);

    public long Links => Volatile.Read(ref _links);

    public long Records => Volatile.Read(ref _records);

    /// <summary>The newest anchor; known after <see cref="Run"/>.</summary>
    public StoredAnchor? Head { get; private set; }

    /// <summary>Decisions from before there were chains; known after <see cref="Run"/> over all decisions.</summary>
    public long Unchained { get; private set; }

    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run()
    {
        WalkChains(WalkAnchors());
        WalkRecords();
        foreach ((string borrower, long decisions, long held) in view.WrongReservations().Where(IsWrong))
            find(new AuditFinding(AuditFindingKind.ReservationsDiffer, borrower, 0, $"the borrower's decisions and reviews reserve {decisions} fen, {held} are held against the cap"));
        foreach ((Guid decision, long sequence) in view.WrongLookups())
            find(new AuditFinding(AuditFindingKind.LookupChanged, decision.ToString(), sequence, "is not found by its application and its id, or another one is"));
        WalkErasures();
        WalkReviews();
        WalkGovernance();
        WalkReassessments();
        if (order.Period.IsWhole) Unchained = view.Unchained();
    }

    // A period is verified where others are kept elsewhere: what their decisions reserve is still held.
    private bool IsWrong((string Borrower, long DecisionsFen, long HeldFen) sums) => order.Period.IsWhole || sums.DecisionsFen > sums.HeldFen;

    private IReadOnlyDictionary<Guid, ChainHead> WalkAnchors()
    {
        var check = new AnchorCheck(seal.Holds);
        bool isFound = order.Head is null;
        foreach (StoredAnchor anchor in view.Anchors())
        {
            Step(ref _anchors);
            Find(check.Add(anchor, view.ChainedAfter));
            isFound |= order.Head == (anchor.Anchor.Number, anchor.Digest);
        }
        Head = check.Last;
        if (!isFound) find(new AuditFinding(AuditFindingKind.HeadNotFound, "anchor", order.Head!.Value.Anchor, "the store has not this anchor with the digest that was kept"));
        return check.Heads;
    }

    private void WalkChains(IReadOnlyDictionary<Guid, ChainHead> heads)
    {
        bool isWhole = order.Period.IsWhole;
        // Of a period, the chains' ends lie behind it, and their beginnings before.
        var check = new ChainCheck(seal.Holds, isWhole ? heads : new Dictionary<Guid, ChainHead>());
        foreach (FoundLink link in view.Links(order.Period))
        {
            Step(ref _links);
            Find(check.Add(link, isFirst: !isWhole));
        }
        Find(check.Close(isWhole));
    }

    private void WalkRecords()
    {
        (long first, long last) = view.Extent(order.Period);
        // Members of links that reach beyond the range have their records there.
        IEnumerable<ChainMember> committed = RecordCheck.InOrder(view.Links(first, last)).Where(member => member.Sequence >= first && member.Sequence <= last);
        Find(RecordCheck.Compare(committed, Counted(view.Records(first, last))));
    }

    private void WalkErasures()
    {
        var check = new ErasureCheck(seal.Holds);
        foreach (StoredErasure erasure in view.Erasures()) Find(check.Add(erasure));
        foreach ((Guid decision, long sequence) in view.LostKeys(order.Period))
            find(new AuditFinding(AuditFindingKind.KeyLost, decision.ToString(), sequence, "the key of its evidence is gone, and no erasure says so"));
        foreach ((string borrower, long number) in view.RestoredKeys())
            find(new AuditFinding(AuditFindingKind.KeyRestored, borrower, number, $"the key that erasure {number} destroyed is there again"));
    }

    // Also what the rules would not have made is told, and documents that are not what an event named: reports, votes' minutes, policies.
    private void WalkGovernance()
    {
        var policies = new Dictionary<Digest, byte[]>();
        var sound = new HashSet<Digest>();
        foreach ((Digest sha256, byte[] content) in view.GovernanceDocuments())
        {
            cancellation.ThrowIfCancellationRequested();
            if (Digest.Of(content) == sha256) sound.Add(sha256);
            if (content.Length <= GovernancePolicy.MostBytes) policies[sha256] = content;
        }
        var check = new GovernanceCheck(seal.Holds, policies.GetValueOrDefault);
        foreach (StoredGovernanceEvent stored in view.Governance())
        {
            Find(check.Add(stored));
            foreach (Digest named in check.Last is { } last && last.Number == stored.Number ? last.Command.Particulars.Documents.Where(named => !sound.Contains(named)) : [])
                find(new AuditFinding(AuditFindingKind.GovernanceDocumentChanged, "governance event", stored.Number, $"the document {named} that it names is not kept as it was"));
        }
    }

    private void WalkReviews()
    {
        var check = new ReviewCheck(seal.Holds);
        foreach (StoredReview review in view.Reviews()) Find(check.Add(review));
        foreach ((Guid decision, long sequence) in view.WrongCases(order.Period))
            find(new AuditFinding(AuditFindingKind.ReviewCaseWrong, decision.ToString(), sequence, "was referred and is no case, or its case is not where its events left it"));
    }

    private void WalkReassessments()
    {
        var check = new ReassessmentCheck(seal.Holds);
        foreach (StoredReassessment done in view.Reassessments()) Find(check.Add(done));
        foreach ((Guid decision, long number) in view.WrongReassessments())
            find(new AuditFinding(AuditFindingKind.ReassessmentStateWrong, decision.ToString(), number, "was queued for re-assessment and does not stand where its events left it"));
    }

    private IEnumerable<ChainMember> Counted(IEnumerable<ChainMember> records)
    {
        foreach (ChainMember record in records)
        {
            Step(ref _records);
            yield return record;
        }
    }

    private void Step(ref long count)
    {
        cancellation.ThrowIfCancellationRequested();
        Volatile.Write(ref count, count + 1);
    }

    private void Find(IEnumerable<AuditFinding> findings)
    {
        foreach (AuditFinding finding in findings) find(finding);
    }
}
