using System.Collections.Immutable;

namespace CreditDecision.Core.Governance;

/// <summary>All governed things together: the fold of the log. It knows no policy and refuses nothing; <see cref="Lifecycle"/> does.</summary>
public sealed record Portfolio(ImmutableDictionary<ThingKey, Thing> Things, long LastNumber, DateTimeOffset LastAt)
{
    public static Portfolio Empty { get; } = new(ImmutableDictionary<ThingKey, Thing>.Empty, 0, default);

    public static Portfolio Fold(IEnumerable<GovernanceEvent> log) => log.Aggregate(Empty, (portfolio, next) => portfolio.With(next));

    /// <summary>What was in force at that moment, events of that very moment included.</summary>
    public static Portfolio AsOf(IEnumerable<GovernanceEvent> log, DateTimeOffset at) => Fold(log.TakeWhile(next => next.At <= at));

    /// <summary>Serving things whose approval has ended.</summary>
    public IEnumerable<Thing> OverdueAt(DateTimeOffset at) => Things.Values.Where(thing => thing.IsOverdueAt(at)).OrderBy(thing => thing.Key.ToString(), StringComparer.Ordinal);

    /// <exception cref="ArgumentException">The event does not follow the last one: the log has a gap or is out of order.</exception>
    public Portfolio With(GovernanceEvent next)
    {
        if (next.Number != LastNumber + 1) throw new ArgumentException($"Event {next.Number} does not follow event {LastNumber}.", nameof(next));
        var (command, effect) = (next.Command, next.Consequences);
        var thing = command.Act == Act.Register
            ? new Thing(command.Thing, command.Particulars.Registration!, next.Who)
            : Things[command.Thing];
        var things = Things;
        foreach (var key in effect.StoodDown) things = things.SetItem(key, AtRest(things[key], things[key].AtRest));
        foreach (var key in effect.Stopped) things = things.SetItem(key, AtRest(things[key], LifeState.Suspended));
        foreach (var successor in effect.Successors)
            things = things.SetItem(successor, AtRest(things[successor], things[successor].Serves ? things[successor].State : LifeState.Live) with { Mode = ServingMode.Champion, WasChampion = true });
        return new Portfolio(things.SetItem(thing.Key, After(Noted(thing, next), effect)), next.Number, next.At);
    }

    private static Thing AtRest(Thing thing, LifeState state) => thing with { State = state, Mode = ServingMode.Unspecified, Share = default, SuspensionProposedBy = "" };

    private static Thing After(Thing thing, Consequences effect) => thing with
    {
        SuspensionProposedBy = effect.Became == thing.State ? thing.SuspensionProposedBy : "",
        State = effect.Became, Mode = effect.Mode, Share = effect.Share, Stage = effect.Stage, ApprovedUntil = effect.ApprovedUntil,
        WasChampion = thing.WasChampion || effect.Mode == ServingMode.Champion,
    };

    private static Thing Noted(Thing thing, GovernanceEvent next)
    {
        var said = next.Command.Particulars;
        return next.Command.Act switch
        {
            Act.ReportTest => thing with { HasTest = true, TestPassed = said.Passed },
            Act.Submit => thing with { SubmittedBy = next.Who },
            // A vote that was given before the relation was known does not count either.
            Act.DeclareRelation => thing with { Related = thing.Related.Add(said.Person), Votes = thing.Votes.RemoveRange(thing.Votes.Keys.Where(ballot => ballot.Stage >= thing.Stage && Thing.IsSame(ballot.Voter, said.Person))) },
            Act.Vote => thing with { Votes = thing.Votes.SetItem(new Ballot(thing.Stage, next.Who), said.Opinion) },
            Act.AttachCondition => thing with { Conditions = thing.Conditions.Add(new Condition(next.Number, said.Text, said.Due, "")) },
            Act.FulfilCondition => thing with { Conditions = [.. thing.Conditions.Select(c => c.Number == said.Reference ? c with { FulfilledBy = next.Who } : c)] },
            Act.ProposeSuspension => thing with { SuspensionProposedBy = next.Who },
            Act.OpenFinding => thing with { Findings = thing.Findings.Add(new Finding(next.Number, !said.Passed, said.Person, said.Due, "", "")) },
            Act.CloseFinding => thing with { Findings = [.. thing.Findings.Select(f => f.Number == said.Reference ? f with { Outcome = said.Text, ClosedBy = next.Who } : f)] },
            _ => thing,
        };
    }
}
