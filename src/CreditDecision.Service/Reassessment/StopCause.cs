using System.Collections.Immutable;
using CreditDecision.Core.Governance;
using CreditDecision.Service.Governance;

namespace CreditDecision.Service.Reassessment;

/// <summary>An event of governance that stopped something on which decisions rest.</summary>
/// <param name="Strategies">Ids and versions as the ledger has them.</param>
internal sealed record StopCause(GovernanceEvent Event, ImmutableArray<(string Id, string Version)> Strategies)
{
    public long Number => Event.Number;

    /// <summary>All of a log, ascending; without those on which no strategy rests.</summary>
    public static IEnumerable<StopCause> In(GovernanceState state)
    {
        var suspended = new HashSet<ThingKey>();
        foreach (GovernanceEvent next in state.Events)
        {
            (ThingKey thing, Consequences effect) = (next.Command.Thing, next.Consequences);
            bool isSuspended = effect.Became == LifeState.Suspended;
            bool stops = effect.Reassess || !effect.Stopped.IsEmpty || (isSuspended && !suspended.Contains(thing));
            if (isSuspended) suspended.Add(thing);
            else suspended.Remove(thing);
            suspended.UnionWith(effect.Stopped);
            if (stops && Of(state.Portfolio, next) is { Strategies.IsEmpty: false } cause) yield return cause;
        }
    }

    // Whatever state a strategy is in now: what it decided rests on the thing.
    private static StopCause Of(Portfolio portfolio, GovernanceEvent next)
    {
        ThingKey key = next.Command.Thing;
        IEnumerable<Thing> resting = portfolio.Things.Values.Where(thing => thing.Registration.Kind == ThingKind.Strategy
            && (thing.Key == key || thing.Registration.Models.Any(need => need.Key == key) || next.Consequences.Stopped.Contains(thing.Key)));
        return new StopCause(next, [.. resting.Select(thing => (thing.Key.Id, thing.Registration.Label)).Distinct().Order()]);
    }
}
