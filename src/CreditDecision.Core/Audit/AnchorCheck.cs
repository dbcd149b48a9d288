namespace CreditDecision.Core.Audit;

/// <summary>Walks over all anchors by ascending number, tells what is not as it was written, and gathers how far each chain must reach.</summary>
/// <param name="isSealed">Whether the service wrote this digest.</param>
public sealed class AnchorCheck(Func<Digest, ReadOnlyMemory<byte>, bool> isSealed)
{
    private readonly NumberedLog _log = new("anchor", AuditFindingKind.AnchorRemoved, AuditFindingKind.AnchorChanged, isSealed);
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
        foreach (AuditFinding finding in _log.Add(anchor.Number, anchor.Previous, anchor.Digest(), stored.Digest, stored.Seal)) yield return finding;
        if (anchor.ChainedAfter != chainedAfter)
            yield return _log.Finding(
                AuditFindingKind.AnchorChanged, anchor.Number, $"says that decisions are chained after sequence {anchor.ChainedAfter}, the store says {chainedAfter}");
        _last = stored;
        foreach (ChainHead head in Anchor.Unpack(anchor.Heads.Span)) Keep(head);
    }

    /// <summary>Adds a head that was kept elsewhere.</summary>
    public void Keep(ChainHead head)
    {
        if (!_heads.TryGetValue(head.Chain, out ChainHead known) || known.Number < head.Number) _heads[head.Chain] = head;
    }
}
