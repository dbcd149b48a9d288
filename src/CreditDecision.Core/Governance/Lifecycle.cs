using System.Collections.Immutable;

namespace CreditDecision.Core.Governance;

/// <summary>Exactly one of the two: the event that a command became, or all that stands against it.</summary>
public sealed record Verdict(GovernanceEvent? Event, ImmutableArray<Refusal> Refusals);

/// <summary>(portfolio, command, who, when) to an event or to every refusal at once (A37 to A42). Pure: it appends nothing.</summary>
public static class Lifecycle
{
    public static Verdict Decide(Portfolio portfolio, GovernancePolicy policy, GovernanceCommand command, Person who, DateTimeOffset at)
    {
        var refusals = new List<Refusal>();
        foreach (var error in policy.Errors()) refusals.Add(new(RefusalReason.PolicyUnsound, $"The policy must be mended first: {error}."));
        if (at < portfolio.LastAt) refusals.Add(new(RefusalReason.TimeRunsBack, $"The log has come to {portfolio.LastAt:O}; a command cannot come before it."));
        if (who.Id.Length == 0) refusals.Add(new(RefusalReason.PersonUnknown, "Whoever commands must be known by an id."));
        if (!Transitions.Table.TryGetValue(command.Act, out var transition))
            refusals.Add(new(RefusalReason.NotInThisState, $"{command.Act} is no act of the life of a governed thing."));
        else if (!who.Roles.Overlaps(transition.Roles))
            refusals.Add(new(RefusalReason.RoleMissing, $"{command.Act} needs one of the roles {string.Join(", ", transition.Roles)}."));

        if (command.Act == Act.Register) refusals.AddRange(RegistrationRules.Against(portfolio, command));
        else if (!portfolio.Things.TryGetValue(command.Thing, out var thing))
            refusals.Add(new(RefusalReason.UnknownThing, $"{command.Thing} must be registered first."));
        else if (transition is not null)
            refusals.AddRange(Against(new Case(portfolio, policy, command, thing, who, at), transition));

        return refusals.Count > 0
            ? new Verdict(null, [.. refusals])
            : new Verdict(new GovernanceEvent(portfolio.LastNumber + 1, at, who.Id, who.InOrder, command, policy.Digest(), Outcome.Of(portfolio, policy, command, who, at)), []);
    }

    private static IEnumerable<Refusal> Against(Case asked, Transition transition)
    {
        var (act, thing) = (asked.Command.Act, asked.Thing);
        if (!transition.From.Contains(thing.State))
            yield return new(RefusalReason.NotInThisState, $"{act} needs {thing.Key} to be {string.Join(" or ", transition.From)}; it is {thing.State}.");
        if (transition.Independent && asked.IsInvolved)
            yield return new(RefusalReason.NotIndependent, $"{act} needs somebody who did not develop, own, register or submit {thing.Key}.");
        if (asked.Command.Hashes != thing.Registration.Hashes)
            yield return new(RefusalReason.OtherHashes, $"{act} must name the hashes that {thing.Key} was registered with; another artifact is another version.");
        foreach (var refusal in ParticularRules.Against(asked)) yield return refusal;
        foreach (var refusal in ReviewRules.Against(asked)) yield return refusal;
        foreach (var refusal in ServingRules.Against(asked)) yield return refusal;
    }
}

/// <summary>All that a rule may look at.</summary>
internal sealed record Case(Portfolio Portfolio, GovernancePolicy Policy, GovernanceCommand Command, Thing Thing, Person Person, DateTimeOffset At)
{
    public string Who => Person.Id;

    public Particulars Said => Command.Particulars;

    /// <summary>Also where the same artifact was registered once more, by whomever.</summary>
    public bool IsInvolved => SameArtifact.Any(thing => thing.Involves(Who));

    public bool IsRecused => SameArtifact.Any(thing => thing.Recuses(Who));

    private IEnumerable<Thing> SameArtifact => Portfolio.Things.Values
        .Where(thing => thing.Registration.Kind == Thing.Registration.Kind && thing.Registration.Hashes.Artifact == Thing.Registration.Hashes.Artifact);

    /// <summary>Strategies that decide or shadow by the thing.</summary>
    public IEnumerable<Thing> RestingOnIt => Portfolio.Things.Values
        .Where(other => (other.Serves || other.State == LifeState.Shadow) && other.Registration.Models.Any(need => need.Key == Thing.Key))
        .OrderBy(other => other.Key.ToString(), StringComparer.Ordinal);
}
