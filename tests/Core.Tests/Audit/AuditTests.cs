using CreditDecision.Core.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Audit;

[Trait("Article", "A31")]
[Trait("Article", "A42")]
public sealed class AuditTests
{
    // One change of a store that its writers did not make, and what must be found of it.
    private static readonly (string Name, Func<AuditedStore, Random, AuditFindingKind?> Make)[] Damages =
    [
        ("a record is changed", (store, random) =>
        {
            int at = random.Next(store.Records.Count);
            store.Records[at] = store.Records[at] with { Record = AuditedStore.Hash(random) };
            return AuditFindingKind.RecordChanged;
        }),
        ("a record is removed", (store, random) =>
        {
            store.Records.RemoveAt(random.Next(store.Records.Count));
            return AuditFindingKind.RecordRemoved;
        }),
        ("a record is inserted at a free place", (store, random) =>
        {
            store.Records.Add(new ChainMember(store.Records.Max(record => record.Sequence) + 1, AuditedStore.Id(random), AuditedStore.Hash(random)));
            return AuditFindingKind.RecordInserted;
        }),
        ("two records change places", (store, random) =>
        {
            if (store.Records.Count < 2) return null;
            int left = random.Next(store.Records.Count - 1), right = random.Next(left + 1, store.Records.Count);
            (long one, long other) = (store.Records[left].Sequence, store.Records[right].Sequence);
            (store.Records[left], store.Records[right]) = (store.Records[left] with { Sequence = other }, store.Records[right] with { Sequence = one });
            return AuditFindingKind.RecordMoved;
        }),
        ("a record is changed in its link too", (store, random) =>
        {
            int at = random.Next(store.Links.Count);
            ChainMember[] members = [.. ChainMember.Unpack(store.Links[at].Link.Members.Span)!.Value];
            members[0] = members[0] with { Record = AuditedStore.Hash(random) };
            store.Records[store.Records.FindIndex(record => record.Sequence == members[0].Sequence)] = members[0];
            store.Links[at] = store.Links[at] with { Link = store.Links[at].Link with { Members = ChainMember.Pack(members) } };
            return AuditFindingKind.LinkChanged;
        }),
        ("and the link's digest is made anew", (store, random) =>
        {
            int at = random.Next(store.Links.Count);
            ChainLink link = store.Links[at].Link with { Members = ChainMember.Pack([new ChainMember(1_000_000, AuditedStore.Id(random), AuditedStore.Hash(random))]) };
            store.Links[at] = new StoredLink(link, link.Digest(), new byte[1]);
            return AuditFindingKind.SealWrong;
        }),
        ("the newest link of a chain is removed with its records", (store, random) =>
        {
            StoredLink newest = store.Links[^1];
            store.Links.Remove(newest);
            foreach (ChainMember member in ChainMember.Unpack(newest.Link.Members.Span)!.Value) store.Records.Remove(member);
            return AuditFindingKind.ChainCutOff;
        }),
        ("a whole chain is removed with its records", (store, random) =>
        {
            Guid chain = store.Links[random.Next(store.Links.Count)].Link.Chain;
            foreach (StoredLink link in store.Links.Where(link => link.Link.Chain == chain).ToList())
            {
                store.Links.Remove(link);
                foreach (ChainMember member in ChainMember.Unpack(link.Link.Members.Span)!.Value) store.Records.Remove(member);
            }
            return AuditFindingKind.ChainCutOff;
        }),
        ("a link is removed from within", (store, random) =>
        {
            StoredLink? within = store.Links.Find(link => store.Links.Exists(later => later.Link.Chain == link.Link.Chain && later.Link.Number > link.Link.Number));
            if (within is null) return null;
            store.Links.Remove(within);
            return AuditFindingKind.LinkRemoved;
        }),
        ("an anchor is removed from within", (store, random) =>
        {
            if (store.Anchors.Count < 2) return null;
            store.Anchors.RemoveAt(random.Next(store.Anchors.Count - 1));
            return AuditFindingKind.AnchorRemoved;
        }),
        ("an anchor forgets its heads", (store, random) =>
        {
            int at = random.Next(store.Anchors.Count);
            store.Anchors[at] = store.Anchors[at] with { Anchor = store.Anchors[at].Anchor with { Heads = Array.Empty<byte>() } };
            return AuditFindingKind.AnchorChanged;
        }),
    ];

    [Fact]
    public void What_writers_wrote_is_found_whole() => Each((store, _) => Assert.Empty(store.Verify()));

    [Fact]
    public void Whatever_is_changed_afterwards_is_found()
    {
        var made = new HashSet<string>();
        Each((store, random) =>
        {
            foreach ((string name, Func<AuditedStore, Random, AuditFindingKind?> make) in Damages)
            {
                AuditedStore damaged = store.Copy();
                if (make(damaged, random) is not { } kind) continue;
                made.Add(name);
                Assert.Contains(damaged.Verify(), finding => finding.Kind == kind);
            }
        });
        Assert.Equal(Damages.Length, made.Count);
    }

    [Fact]
    public void A_changed_record_is_named_alone()
    {
        AuditedStore store = AuditedStore.Of(1, 3, 20);
        ChainMember changed = store.Records[17];
        store.Records[17] = changed with { Record = default };
        AuditFinding finding = Assert.Single(store.Verify());
        Assert.Equal((AuditFindingKind.RecordChanged, changed.DecisionId.ToString(), changed.Sequence), (finding.Kind, finding.Subject, finding.Place));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(1_000_000, -1_000_000)]
    public void A_link_that_is_looked_for_elsewhere_than_its_decisions_lie_is_found(long first, long last)
    {
        StoredLink link = AuditedStore.Of(1, 1, 1).Links[0];
        FoundLink right = AuditedStore.WhereItLies(link), wrong = new(link, right.FirstSequence + first, right.LastSequence + last);
        var check = new ChainCheck((_, _) => true, new Dictionary<Guid, ChainHead>());
        Assert.Equal((AuditFindingKind.LinkChanged, 1L), (Assert.Single(check.Add(wrong)).Kind, check.Links));
    }

    [Fact]
    public void Members_that_are_no_whole_number_are_no_members() => Assert.Null(ChainMember.Unpack(new byte[57]));

    private static void Each(Action<AuditedStore, Random> check) => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).Three().ToArbitrary(),
        seeds => check(AuditedStore.Of(seeds.Item1, 1 + (seeds.Item2 % 4), 1 + (seeds.Item3 % 30)), new Random(seeds.Item2))).QuickCheckThrowOnFailure();
}
