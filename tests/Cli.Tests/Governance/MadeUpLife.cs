using System.Text;
using CreditDecision.Cli.Governance.Dossiers;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Values;

namespace CreditDecision.Cli.Tests.Governance;

/// <summary>A log that the rules made: two versions of a model from registration to the end of the first.</summary>
internal sealed class MadeUpLife
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private static readonly GovernancePolicy Policy = new(
        [new ReviewStage("committee", [Role.CommitteeMember], 1, new BasisPoints(5001))], TimeSpan.FromDays(365), new BasisPoints(3000), 1, 3);

    private readonly List<HeldDocument> _documents = [];
    private Portfolio _portfolio = Portfolio.Empty;
    private Digest _head;

    private MadeUpLife()
    {
        Keep(1, "application/octet-stream", Policy.ToBytes());
        foreach (int version in new[] { 1, 2 }) Approve(new ThingKey("risk", version));
        var (first, second) = (new ThingKey("risk", 1), new ThingKey("risk", 2));
        Do(first, Act.MakeChampion, "ops", Role.RiskOperations);
        Do(first, Act.OpenFinding, "val", Role.Validator, new Particulars("it drifts <b>", Passed: true, Person: "dev", Due: Begin.AddDays(40)));
        Do(first, Act.NoteFinding, "dev", Role.Developer, new Particulars("refitted", Reference: _portfolio.LastNumber));
        Do(first, Act.CloseFinding, "val", Role.Validator, new Particulars("mended", Reference: _portfolio.LastNumber - 1));
        Do(second, Act.MakeChampion, "ops", Role.RiskOperations);
        Do(first, Act.RollBack, "ops", Role.RiskOperations, new Particulars("the new one is slow"));
        Do(first, Act.ProposeSuspension, "ops", Role.RiskOperations, new Particulars("x"));
        Do(first, Act.ConfirmSuspension, "senior", Role.SeniorManager, new Particulars("x"));
        Do(first, Act.Retire, "senior", Role.SeniorManager, new Particulars("old"));
        var hashes = new BoundHashes(Digest.Of("s"u8), Digest.Of("f"u8), Digest.Of("c"u8), Digest.Of("o"u8));
        var registration = new Registration(ThingKind.Strategy, "2026.1", "cash", hashes, ["dev"], ["owner"], [new NeededModel(second, _portfolio.Things[second].Registration.Hashes.Artifact)]);
        Do(new ThingKey("cash", 1), Act.Register, "dev", Role.Developer, new Particulars("new", Keep(6, "text/plain", "strategies/cash.yaml"), Registration: registration), hashes);
    }

    public List<EventLink> Chain { get; } = [];

    public List<GovernanceEvent> Events { get; } = [];

    public IReadOnlyList<HeldDocument> Documents => _documents;

    public static MadeUpLife Create() => new();

    public Dossier Dossier(int version = 1)
    {
        var key = new ThingKey("risk", version);
        string report = """{"made_at": "2026-03-02T01:30:00Z", "requested_by": "wang.fang", "signals": [{"metric": "MONITORING_METRIC_SCORE_STABILITY", "value": 0.5, "bound": 0.25, "level": "MONITORING_LEVEL_BREACH", "detail": "psi"}]}""";
        return new Dossier(
            key, Chain, [.. ThingLife.Named(Events, key).Select(named => _documents.First(held => held.Sha256 == named))],
            [new HeldReport(3, Digest.Of(Encoding.UTF8.GetBytes(report)), report)], "");
    }

    private void Approve(ThingKey key)
    {
        var hashes = new BoundHashes(Digest.Of([(byte)key.Version]), Digest.Of("f"u8), Digest.Of("c"u8), default);
        var registration = new Registration(ThingKind.Model, $"2026.{key.Version}", "risk", hashes, ["dev"], ["owner"], []);
        Do(key, Act.Register, "dev", Role.Developer, new Particulars("new", Keep(6, "text/plain", "models/risk.json"), Registration: registration), hashes);
        string test = $$"""{"verdict": "passed", "checks": [{"name": "auc", "value": 0.8{{key.Version}}, "kind": "at_least", "bound": 0.7, "passed": true}]}""";
        Do(key, Act.ReportTest, "dev", Role.System, new Particulars(
            "", Keep(3, "application/json", test), Keep(2, "application/yaml", "kind: development_test_policy\n"), true, Page: Keep(3, "text/html", "<script>alert(1)</script>")));
        Do(key, Act.Submit, "dev", Role.Developer);
        Do(key, Act.Validate, "val", Role.Validator, new Particulars("", Keep(4, "application/pdf", "%PDF-1.7 \u0001"), Passed: true));
        Do(key, Act.OpenReview, "chair", Role.CommitteeChair);
        Do(key, Act.DeclareRelation, "li.na", Role.CommitteeMember, new Particulars("a friend of its author", Person: "li.na"));
        Do(key, Act.Vote, "member", Role.CommitteeMember, new Particulars("sound <script>", Opinion: Opinion.For));
        Do(key, Act.AttachCondition, "member", Role.CommitteeMember, new Particulars("watch it monthly", Due: Begin.AddDays(90)));
        Do(key, Act.ConcludeStage, "chair", Role.CommitteeChair, new Particulars("", Keep(5, "text/markdown", $"# Minutes of {key}\f")));
        Do(key, Act.FulfilCondition, "val", Role.Validator, new Particulars("it is watched", Reference: _portfolio.LastNumber - 1));
    }

    private void Do(ThingKey key, Act act, string who, Role role, Particulars? said = null, BoundHashes? hashes = null)
    {
        var command = new GovernanceCommand(act, key, hashes ?? _portfolio.Things[key].Registration.Hashes, said ?? new Particulars());
        Verdict verdict = Lifecycle.Decide(_portfolio, Policy, command, new Person(who, [role]), Begin.AddHours(_portfolio.LastNumber));
        Assert.Empty(verdict.Refusals);
        byte[] bytes = EventBytes.Write(verdict.Event!);
        _head = EventBytes.Chain(_head, bytes);
        Chain.Add(new EventLink(bytes, _head));
        Events.Add(verdict.Event!);
        _portfolio = _portfolio.With(verdict.Event!);
    }

    private Digest Keep(int kind, string mediaType, string content) => Keep(kind, mediaType, Encoding.UTF8.GetBytes(content));

    private Digest Keep(int kind, string mediaType, byte[] content)
    {
        var sha256 = Digest.Of(content);
        if (_documents.All(held => held.Sha256 != sha256)) _documents.Add(new HeldDocument(sha256, kind, mediaType, content));
        return sha256;
    }
}
