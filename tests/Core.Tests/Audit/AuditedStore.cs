using CreditDecision.Core.Audit;

namespace CreditDecision.Core.Tests.Audit;

/// <summary>What a store would hold of some writers' batches, to be damaged and walked over.</summary>
internal sealed class AuditedStore
{
    private static readonly byte[] Mark = [7];

    public List<StoredLink> Links { get; private init; } = [];

    public List<ChainMember> Records { get; private init; } = [];

    public List<StoredAnchor> Anchors { get; private init; } = [];

    /// <summary>Batches are dealt to the writers by chance, with an anchor now and then and one at the end.</summary>
    public static AuditedStore Of(int seed, int writers, int batches)
    {
        var random = new Random(seed);
        var store = new AuditedStore();
        var heads = new ChainHead[writers];
        for (int w = 0; w < writers; w++) heads[w] = new ChainHead(Id(random), 0, default);
        long sequence = 0;
        for (int b = 0; b < batches; b++)
        {
            ref ChainHead head = ref heads[random.Next(writers)];
            var members = new ChainMember[random.Next(1, 6)];
            // Places that were taken and not used leave gaps.
            for (int m = 0; m < members.Length; m++) members[m] = new ChainMember(sequence += random.Next(1, 3), Id(random), Hash(random));
            var link = new ChainLink(head.Chain, head.Number + 1, head.Digest, ChainMember.Pack(members));
            head = new ChainHead(head.Chain, link.Number, link.Digest());
            store.Links.Add(new StoredLink(link, head.Digest, Mark));
            store.Records.AddRange(members);
            if (b == batches - 1 || random.Next(4) == 0) store.AddAnchor(heads);
        }
        return store;
    }

    public AuditedStore Copy() => new() { Links = [.. Links], Records = [.. Records], Anchors = [.. Anchors] };

    public List<AuditFinding> Verify()
    {
        var found = new List<AuditFinding>();
        var anchors = new AnchorCheck(IsSealed);
        foreach (StoredAnchor anchor in Anchors) found.AddRange(anchors.Add(anchor, 0));
        var chains = new ChainCheck(IsSealed, anchors.Heads);
        foreach (StoredLink link in Links.OrderBy(link => link.Link.Chain).ThenBy(link => link.Link.Number)) found.AddRange(chains.Add(WhereItLies(link)));
        found.AddRange(chains.Close(isWhole: true));
        IEnumerable<ChainLink> bySequence = Links.Select(link => link.Link).OrderBy(link => ChainMember.Unpack(link.Members.Span)!.Value[0].Sequence);
        found.AddRange(RecordCheck.Compare(RecordCheck.InOrder(bySequence), Records.OrderBy(record => record.Sequence)));
        return found;
    }

    /// <summary>As a store finds it that nobody changed.</summary>
    public static FoundLink WhereItLies(StoredLink link)
    {
        IReadOnlyList<ChainMember> members = ChainMember.Unpack(link.Link.Members.Span) ?? [];
        return new FoundLink(link, members[0].Sequence, members[^1].Sequence);
    }

    private void AddAnchor(ChainHead[] heads)
    {
        StoredAnchor? last = Anchors.LastOrDefault();
        var anchor = new Anchor(
            Anchors.Count + 1, DateTimeOffset.UnixEpoch.AddMinutes(Anchors.Count), 0, last?.Digest ?? default, Anchor.Pack([.. heads.Where(head => head.Number > 0)]));
        Anchors.Add(new StoredAnchor(anchor, anchor.Digest(), Mark));
    }

    public static Guid Id(Random random)
    {
        byte[] bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public static Digest Hash(Random random)
    {
        byte[] bytes = new byte[Digest.Length];
        random.NextBytes(bytes);
        return new Digest(bytes);
    }

    private static bool IsSealed(Digest digest, ReadOnlyMemory<byte> seal) => seal.Span.SequenceEqual(Mark);
}
