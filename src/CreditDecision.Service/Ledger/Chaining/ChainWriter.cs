using CreditDecision.Core.Audit;
using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Ledger.Chaining;

/// <summary>
/// The chain of one writer: makes the link of a batch, and goes on from it once it is committed. Where nobody can say whether it was, a new
/// chain begins: link and decisions are there together or not at all, so either way the old one is whole. Used by one writer; its head may be
/// read by anybody.
/// </summary>
internal sealed class ChainWriter(ChainSeal seal, TimeProvider time) : IDisposable
{
    private readonly RecordDigest _records = new();
    private Guid _chain;
    private long _number;
    private Digest _digest;
    private ChainHead[] _head = [];
    private int _losses;

    /// <summary>How far it has come; empty before the first link.</summary>
    public IReadOnlyList<ChainHead> Head => Volatile.Read(ref _head);

    /// <summary>How many chains it left without knowing how far they had come.</summary>
    public int Losses => Volatile.Read(ref _losses);

    /// <param name="batch">At least one entry, each with its sequence.</param>
    public StoredLink Link(IReadOnlyList<LedgerEntry> batch)
    {
        if (_chain == default) _chain = Guid.CreateVersion7(time.GetUtcNow());
        var members = new ChainMember[batch.Count];
        for (int i = 0; i < members.Length; i++) members[i] = new ChainMember(batch[i].Sequence, batch[i].DecisionId, _records.Of(batch[i]));
        Array.Sort(members, (left, right) => left.Sequence.CompareTo(right.Sequence));
        var link = new ChainLink(_chain, _number + 1, _digest, ChainMember.Pack(members));
        Digest digest = link.Digest();
        return new StoredLink(link, digest, seal.Of(digest));
    }

    /// <summary>The link is on disk.</summary>
    public void Committed(StoredLink stored)
    {
        (_number, _digest) = (stored.Link.Number, stored.Digest);
        Volatile.Write(ref _head, [new ChainHead(_chain, _number, _digest)]);
    }

    /// <summary>Whether the link is on disk, nobody knows.</summary>
    public void Lost()
    {
        if (_chain == default) return;
        (_chain, _number, _digest) = (default, 0, default);
        Volatile.Write(ref _losses, _losses + 1);
    }

    public void Dispose() => _records.Dispose();
}
