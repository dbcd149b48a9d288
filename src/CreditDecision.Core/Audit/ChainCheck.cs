namespace CreditDecision.Core.Audit;

/// <summary>
/// Walks over all links, chain by chain and each by ascending number, and tells what is not as it was written. Removing the newest links of a
/// chain leaves no trace in the chain itself: that is what the heads are for, which anchors keep.
/// </summary>
/// <param name="isSealed">Whether the service wrote this digest.</param>
/// <param name="heads">The newest known head of each chain: how far it must reach at least.</param>
public sealed class ChainCheck(Func<Digest, ReadOnlyMemory<byte>, bool> isSealed, IReadOnlyDictionary<Guid, ChainHead> heads)
{
    private readonly HashSet<Guid> _seen = [];
    private StoredLink? _last;

    /// <summary>Links seen so far.</summary>
    public long Links { get; private set; }

    /// <param name="found">The next one.</param>
    /// <param name="isFirst">Whether a link that is not its chain's first may come first: where only a period is looked at.</param>
    public IEnumerable<AuditFinding> Add(FoundLink found, bool isFirst = false)
    {
        StoredLink stored = found.Stored;
        Links++;
        ChainLink link = stored.Link;
        StoredLink? before = _last is { } last && last.Link.Chain == link.Chain ? _last : null;
        if (before is null) foreach (AuditFinding finding in EndOfChain()) yield return finding;
        _last = stored;
        _seen.Add(link.Chain);
        long expected = (before?.Link.Number ?? 0) + 1;
        if (link.Number != expected && !(isFirst && before is null))
            yield return Finding(AuditFindingKind.LinkRemoved, link, $"links {expected} to {link.Number - 1} of the chain are missing");
        else if (link.Previous != (before?.Digest ?? default) && !(isFirst && before is null))
            yield return Finding(AuditFindingKind.LinkChanged, link, "does not follow the link before it");
        if (link.Digest() != stored.Digest) yield return Finding(AuditFindingKind.LinkChanged, link, "its content is not what its digest says");
        // A link that is looked for elsewhere is passed over where records are compared, and its decisions could go unmissed.
        if (ChainMember.Unpack(link.Members.Span) is { IsEmpty: false } members && (members[0].Sequence, members[^1].Sequence) != (found.FirstSequence, found.LastSequence))
            yield return Finding(
                AuditFindingKind.LinkChanged, link,
                $"its decisions lie at {members[0].Sequence} to {members[^1].Sequence}, the store looks for them at {found.FirstSequence} to {found.LastSequence}");
        if (!isSealed(stored.Digest, stored.Seal)) yield return Finding(AuditFindingKind.SealWrong, link, "its digest was not written by a service with this key file");
        if (heads.TryGetValue(link.Chain, out ChainHead head) && head.Number == link.Number && head.Digest != stored.Digest)
            yield return Finding(AuditFindingKind.ChainCutOff, link, "is not the link that an anchor names at this place");
    }

    /// <summary>After the last link.</summary>
    /// <param name="isWhole">Whether all chains were walked, so that one that was not seen is gone.</param>
    public IEnumerable<AuditFinding> Close(bool isWhole)
    {
        foreach (AuditFinding finding in EndOfChain()) yield return finding;
        foreach (ChainHead head in isWhole ? heads.Values.Where(head => !_seen.Contains(head.Chain)) : [])
            yield return new AuditFinding(AuditFindingKind.ChainCutOff, head.Chain.ToString(), head.Number, "an anchor names the chain, and none of its links is there");
    }

    private IEnumerable<AuditFinding> EndOfChain()
    {
        if (_last?.Link is { } link && heads.TryGetValue(link.Chain, out ChainHead head) && head.Number > link.Number)
            yield return Finding(AuditFindingKind.ChainCutOff, link, $"an anchor names link {head.Number} of the chain, which ends here");
    }

    private static AuditFinding Finding(AuditFindingKind kind, ChainLink link, string detail) => new(kind, link.Chain.ToString(), link.Number, detail);
}
