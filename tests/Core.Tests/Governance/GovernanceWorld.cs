using System.Collections.Immutable;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Tests.Governance;

/// <summary>A small bank: people, a policy of two stages, and a log to which commands are put one after the other.</summary>
internal sealed class GovernanceWorld
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 1, 0, 0, TimeSpan.Zero);
    public static readonly Person Dev = Of("dev", Role.Developer), Val = Of("val", Role.Validator), Chair = Of("chair", Role.CommitteeChair), Member = Of("member", Role.CommitteeMember);
    public static readonly Person Member2 = Of("member2", Role.CommitteeMember), Risk = Of("risk", Role.RiskOperations), Senior = Of("senior", Role.SeniorManager), Machine = Of("machine", Role.System);
    // Holds every role, and develops or owns all that is registered here: only segregation stands in its way.
    public static readonly Person Insider = new("insider", [.. Enum.GetValues<Role>()]);
    public static readonly Person Owner = new("owner", [.. Enum.GetValues<Role>()]);
    public static readonly ImmutableArray<Person> People = [Dev, Val, Chair, Member, Member2, Risk, Senior, Machine, Insider, Owner];

    public static readonly GovernancePolicy Policy = new(
        [new("initial", [Role.Validator, Role.CommitteeMember], 1, new(6000)), new("committee", [Role.CommitteeMember, Role.CommitteeChair], 2, new(6667))],
        TimeSpan.FromDays(365), new(3000), 1, 2);

    public static readonly ThingKey Old = new("pd", 1), New = new("pd", 2), Other = new("rival", 1), Plan = new("plan", 1), OtherPlan = new("rival-plan", 1);

    public List<GovernanceEvent> Log { get; } = [];
    public Portfolio Portfolio { get; private set; } = Portfolio.Empty;
    public DateTimeOffset Now { get; set; } = Start;

    public static Person Of(string id, params Role[] roles) => new(id, [.. roles]);

    public static Digest Hash(string text) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(text));

    public static BoundHashes Hashes(ThingKey key) => new(Hash($"a {key}"), Hash("features"), Hash($"c {key}"), Hash($"o {key}"));

    public static Registration Registered(ThingKey key) => key.Id.EndsWith("plan", StringComparison.Ordinal)
        ? new(ThingKind.Strategy, "2026.1", "consumer", Hashes(key), ["dev", "insider"], ["owner"], [key == Plan ? new(Old, Hashes(Old).Artifact) : new(Other, Hashes(Other).Artifact)])
        : new(ThingKind.Model, "2026.1", "risk/consumer", Hashes(key), ["dev", "insider"], ["owner"], []);

    /// <summary>Everything that the act may need is said and sound; a test spoils what it is about.</summary>
    public GovernanceCommand Command(Act act, ThingKey key) => new(act, key, Hashes(key), new Particulars(
        "grounds", Hash("document"), Hash("policy"), act is Act.ReportTest or Act.Validate, Opinion.For, new BasisPoints(1000), Now.AddDays(30), "somebody", 0,
        act == Act.Retire ? [Other] : [], act == Act.Register ? Registered(key) : null));

    public Verdict Put(GovernanceCommand command, Person who)
    {
        var verdict = Lifecycle.Decide(Portfolio, Policy, command, who, Now);
        if (verdict.Event is not { } done) return verdict;
        Log.Add(done);
        Portfolio = Portfolio.With(done);
        return verdict;
    }

    public Verdict Put(Act act, ThingKey key, Person who) => Put(Command(act, key), who);

    public GovernanceEvent Do(Act act, ThingKey key, Person who)
    {
        var verdict = Put(act, key, who);
        Assert.True(verdict.Event is not null, string.Join("; ", verdict.Refusals.Select(refusal => refusal.Text)));
        return verdict.Event;
    }

    public Thing At(ThingKey key) => Portfolio.Things[key];

    public GovernanceWorld Reviewed(ThingKey key)
    {
        Do(Act.Register, key, Dev);
        Do(Act.ReportTest, key, Machine);
        Do(Act.Submit, key, Dev);
        Do(Act.Validate, key, Val);
        Do(Act.OpenReview, key, Chair);
        return this;
    }

    public GovernanceWorld Approved(ThingKey key, bool condition = false)
    {
        Reviewed(key);
        if (condition) Do(Act.AttachCondition, key, Member);
        Do(Act.Vote, key, Val);
        Do(Act.ConcludeStage, key, Chair);
        Do(Act.Vote, key, Member);
        Do(Act.Vote, key, Chair);
        Do(Act.ConcludeStage, key, Chair);
        return this;
    }

    public GovernanceWorld Champion(ThingKey key)
    {
        Approved(key);
        Do(Act.MakeChampion, key, Risk);
        return this;
    }
}
