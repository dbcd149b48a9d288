using CreditDecision.Core.Audit;

namespace CreditDecision.Service.Ledger.Chaining;

/// <summary>The chains that this process writes, and how far anchors have followed them. Any thread may ask.</summary>
internal sealed class OwnChains(IReadOnlyList<ChainWriter> writers)
{
    private readonly Lock _gate = new();
    private readonly HashSet<ChainHead> _anchored = [];

    /// <summary>Heads that no anchor of this process names.</summary>
    public IReadOnlyList<ChainHead> Grown()
    {
        lock (_gate) return [.. writers.SelectMany(writer => writer.Head).Where(head => !_anchored.Contains(head))];
    }

    public void Anchored(StoredAnchor anchor)
    {
        lock (_gate)
        {
            _anchored.UnionWith(Anchor.Unpack(anchor.Anchor.Heads.Span));
            // Heads that were passed are not asked for again.
            _anchored.IntersectWith([.. writers.SelectMany(writer => writer.Head)]);
        }
    }
}
