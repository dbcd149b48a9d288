using CreditDecision.Core.Audit;

namespace CreditDecision.Service.Ledger.Chaining;

/// <summary>The chains that this process writes, and how far anchors have followed them. Any thread may ask.</summary>
internal sealed class OwnChains(IReadOnlyList<ChainWriter> writers)
{
    private readonly Lock _gate = new();
    private readonly HashSet<ChainHead> _anchored = [];
    private int _followed;

    /// <summary>How many chains its writers left without knowing how far they had come: only the store can tell.</summary>
    public int Losses => writers.Sum(writer => writer.Losses);

    /// <summary>Whether one of so many was left since the last anchor.</summary>
    public bool IsBehind(int losses)
    {
        lock (_gate) return losses != _followed;
    }

    /// <summary>Heads that no anchor of this process names.</summary>
    public IReadOnlyList<ChainHead> Grown()
    {
        lock (_gate) return [.. writers.SelectMany(writer => writer.Head).Where(head => !_anchored.Contains(head))];
    }

    /// <param name="losses">As they were before the anchor's heads were read.</param>
    public void Anchored(StoredAnchor anchor, int losses)
    {
        lock (_gate)
        {
            _followed = losses;
            _anchored.UnionWith(Anchor.Unpack(anchor.Anchor.Heads.Span));
            // Heads that were passed are not asked for again.
            _anchored.IntersectWith([.. writers.SelectMany(writer => writer.Head)]);
        }
    }
}
