using System.Security.Cryptography;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Chaining;
using CreditDecision.Service.Ledger.Packing;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Storage.V1;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks.Decisions;

/// <summary>One call on its way: each part leaves here what the next one needs.</summary>
internal sealed class PathCase(byte[] frame)
{
    public byte[] Frame => frame;
    public Admission? Admission { get; set; }
    public byte[] ContentHash { get; set; } = [];
    public CreditDecision.Core.Applications.Application? Application { get; set; }
    public BorrowerToken Borrower { get; set; }
    public VelocityQuestion? Question { get; set; }
    public CreditDecision.Service.Gathering.Facts Facts { get; set; }
    public LedgerEntry? Entry { get; set; }
    public Decision? Decision { get; set; }
    public byte[] Reply { get; set; } = [];
    public LedgerEntry? Sealed { get; set; }
}

/// <summary>A part of the way.</summary>
internal sealed record PathPart(string Name, Action<PathWorld, PathCase> Run);

/// <summary>What the parts use: the shipped content, keys of its own, trained dictionaries.</summary>
internal sealed class PathWorld
{
    private static readonly PersonalDataKeys Keys = new("k1", new Dictionary<string, byte[]> { ["k1"] = RandomNumberGenerator.GetBytes(32) }, new byte[32]);

    private readonly StrategyBook _book;
    private readonly DateTimeOffset _now;
    private readonly Packings _packings = new(new NoDictionaries(), new PackingOptions(), new PackingLog(NullLogger<PackingLog>.Instance));
    private readonly EvidenceSeal _seal;
    private readonly RecordDigest _digest = new();
    private readonly InProcessVelocity _velocity = new(1_000_000);

    public PathWorld(StrategyBook book, DateTimeOffset now)
    {
        (_book, _now) = (book, now);
        _seal = new EvidenceSeal(Keys, _packings);
    }

    public static IReadOnlyList<PathPart> Parts { get; } =
    [
        new("receive the request", (world, one) => one.Admission = new Admission(ReceivedRequest.Of([.. one.Frame]), world._book, world._now)),
        new("content hash", (_, one) => one.ContentHash = one.Admission!.ContentHash()),
        new("read and check", (_, one) => one.Application = one.Admission!.Check(out var errors)),
        new("borrower token", (_, one) => one.Borrower = Keys.TokenOf(one.Application!.Borrower.Id.Text)),
        new("velocity question", (world, one) => one.Question = VelocityQuestion.Of(one.Application!, world._now, Keys)),
        new("velocity in process", (world, one) => one.Facts = new CreditDecision.Service.Gathering.Facts(world._velocity.CountAsync(one.Question!, one.Borrower, default).AsTask().Result.Velocity, [], new ListHits())),
        new("decide, reply, record", (world, one) => world.Decide(one)),
        new("  of that, decide", (world, one) => one.Decision = world.Pure(one)),
        new("  of that, reply", (world, one) => one.Reply = ReplyWriter.Write(one.Decision!, one.Application!, Guid.Empty, world._book.Documents, experiment: null)),
        new("  of that, summary", (_, one) => GC.KeepAlive(ReplyWriter.Summarize(one.Decision!))),
        new("  of that, evidence", (world, one) => GC.KeepAlive(world._seal.Pack(one.Admission!.Request, new Evidence()))),
        new("pack the reply", (world, one) => one.Entry = one.Entry! with { Decision = world._packings.Replies.Pack(one.Reply) }),
        new("seal, borrower's key", (world, one) => one.Sealed = world._seal.Seal(one.Entry!, world._seal.Replacing(null)!)),
        new("chain digest", (world, one) => world._digest.Of(one.Sealed!)),
    ];

    /// <summary>Has the dictionaries made, of the first of them.</summary>
    public void Teach(List<PathCase> cases)
    {
        // A dictionary is made beside what goes on, by a thread that a busy machine lets wait; until it is there records are whole.
        for (var i = 0; i < cases.Count || !IsPacked(cases[i % cases.Count]); i++)
        {
            var one = cases[i % cases.Count];
            foreach (var part in Parts.Take(7)) part.Run(this, one);
            _packings.Replies.Learn(one.Reply);
        }
    }

    private bool IsPacked(PathCase one) => PackedForm.TryRead(one.Entry!.Evidence, out _) && PackedForm.TryRead(_packings.Replies.Pack(one.Reply), out _);

    private void Decide(PathCase one)
    {
        var admitted = one.Admission!.Admit(one.Application!, one.Borrower, Guid.CreateVersion7(_now), one.ContentHash, one.Facts.Velocity, one.Facts.ListHits);
        one.Entry = admitted.Decide(new Exposure(0), _seal, out _);
        one.Reply = one.Entry.Decision;
    }

    private Decision Pure(PathCase one)
    {
        var strategy = _book.Choose(one.Application!.Product, one.Borrower)!.Value.Strategy;
        return DecisionPipeline.Decide(one.Application, new CreditDecision.Core.Decisions.Facts(Money.Zero, one.Facts.Velocity, EvidenceFacts.ListedOf(one.Facts.ListHits)), strategy, _now);
    }

    private sealed class NoDictionaries : IDictionaryStore
    {
        public StoredDictionary? Newest(RecordKind kind) => null;

        public StoredDictionary? Find(DictionaryId id) => null;

        public void Add(RecordKind kind, DictionaryId id, byte[] bytes)
        {
        }
    }
}
