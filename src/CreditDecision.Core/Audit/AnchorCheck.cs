namespace CreditDecision.Core.Audit;

/// <summary>Walks over all anchors by ascending number, tells what is not as it was written, and gathers how far each chain must reach.</summary>
/// <param name="isSealed">Whether the service wrote this digest.</param>
public sealed class AnchorCheck(Func<Digest, ReadOnlyMemory<byte>, bool> isSealed)
{
    private readonly Dictionary<Guid, ChainHead> _heads = [];
    private StoredAnchor? _last;

    /// <summary>The newest head of each chain that an anchor names.</summary>
    public IReadOnlyDictionary<Guid, ChainHead> Heads => _heads;

    /// <summary>The newest anchor; null when there is none.</summary>
    public StoredAnchor? Last => _last;

    /// <param name="chainedAfter">What the store says now.</param>
    public IEnumerable<AuditFinding> Add(StoredAnchor stored, long chainedAfter)
    {
        Anchor anchor = stored.Anchor;
        long expected = (_last?.Anchor.Number ?? 0) + 1;
        if (anchor.Number != expected)
            yield return Finding(AuditFindingKind.AnchorRemoved, anchor, $"anchors {expected} to {anchor.Number - 1} are missing");
        else if (anchor.Previous != (_last?.Digest ?? default))
            yield return Finding(AuditFindingKind.AnchorChanged, anchor, "does not follow the anchor before it");
        if (anchor.Digest() != stored.Digest) yield return Finding(AuditFindingKind.AnchorChanged, anchor, "its content is not what its digest says");
        if (anchor.ChainedAfter != chainedAfter)
            yield return Finding(AuditFindingKind.AnchorChanged, anchor, $"says that decisions are chained after sequence {anchor.ChainedAfter}, the store says {chainedAfter}");
        if (!isSealed(stored.Digest, stored.Seal)) yield return Finding(AuditFindingKind.SealWrong, anchor, "its digest was not written by a service with this key file");
        _last = stored;
        foreach (ChainHead head in Anchor.Unpack(anchor.Heads.Span)) Keep(head);
    }

    /// <summary>Adds a head that was kept elsewhere.</summary>
    public void Keep(ChainHead head)
    {
        if (!_heads.TryGetValue(head.Chain, out ChainHead known) || known.Number < head.Number) _heads[head.Chain] = head;
    }

    private static AuditFinding Finding(AuditFindingKind kind, Anchor anchor, string detail) => new(kind, "anchor", anchor.Number, detail);
}
