namespace CreditDecision.Core.Audit;

/// <summary>Compares what the chains say was committed with what is recorded, place by place. Memory is bounded by how far batches overlap.</summary>
public static class RecordCheck
{
    /// <summary>The members of all links, by ascending sequence.</summary>
    /// <param name="links">By the sequence of their first members. Those whose members cannot be read are left out: the walk over the chains tells of them.</param>
    public static IEnumerable<ChainMember> InOrder(IEnumerable<ChainLink> links)
    {
        var open = new PriorityQueue<ChainMember, long>();
        foreach (ChainLink link in links)
        {
            if (ChainMember.Unpack(link.Members.Span) is not { IsEmpty: false } members) continue;
            // No later link has a member before this one's first.
            while (open.TryPeek(out ChainMember next, out long sequence) && sequence < members[0].Sequence)
            {
                open.Dequeue();
                yield return next;
            }
            foreach (ChainMember member in members) open.Enqueue(member, member.Sequence);
        }
        while (open.TryDequeue(out ChainMember next, out _)) yield return next;
    }

    /// <param name="committed">By ascending sequence.</param>
    /// <param name="recorded">By ascending sequence, with the hashes of what is recorded now.</param>
    public static IEnumerable<AuditFinding> Compare(IEnumerable<ChainMember> committed, IEnumerable<ChainMember> recorded)
    {
        using IEnumerator<ChainMember> said = committed.GetEnumerator(), found = recorded.GetEnumerator();
        bool isSaid = said.MoveNext(), isFound = found.MoveNext();
        while (isSaid || isFound)
        {
            bool saidFirst = isSaid && (!isFound || said.Current.Sequence <= found.Current.Sequence);
            bool foundFirst = isFound && (!isSaid || found.Current.Sequence <= said.Current.Sequence);
            if (Judge(saidFirst ? said.Current : null, foundFirst ? found.Current : null) is { } finding) yield return finding;
            if (saidFirst) isSaid = said.MoveNext();
            if (foundFirst) isFound = found.MoveNext();
        }
    }

    // Of one place; at least one of them stands there.
    private static AuditFinding? Judge(ChainMember? said, ChainMember? found) => (said, found) switch
    {
        ({ } committed, null) => Finding(AuditFindingKind.RecordRemoved, committed, "was committed and is not there"),
        (null, { } recorded) => Finding(AuditFindingKind.RecordInserted, recorded, "is in no chain: no writer committed it"),
        ({ } committed, { } recorded) when committed.DecisionId != recorded.DecisionId =>
            Finding(AuditFindingKind.RecordMoved, recorded, $"stands where decision {committed.DecisionId} was committed"),
        ({ } committed, { } recorded) when committed.Record != recorded.Record =>
            Finding(AuditFindingKind.RecordChanged, committed, "what is recorded of it is not what was committed"),
        _ => null,
    };

    private static AuditFinding Finding(AuditFindingKind kind, ChainMember member, string detail) =>
        new(kind, member.DecisionId.ToString(), member.Sequence, detail);
}
