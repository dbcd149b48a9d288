using System.Collections.Immutable;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Governance;

/// <summary>What an allowed command leads to.</summary>
internal static class Outcome
{
    public static Consequences Of(Portfolio portfolio, GovernancePolicy policy, GovernanceCommand command, Person who, DateTimeOffset at)
    {
        if (command.Act == Act.Register) return new(LifeState.Draft, ServingMode.Unspecified, default, 0, default, [], [], [], false);
        var asked = new Case(portfolio, policy, command, portfolio.Things[command.Thing], who, at);
        var thing = asked.Thing;
        var same = new Consequences(thing.State, thing.Mode, thing.Share, thing.Stage, thing.ApprovedUntil, [], [], [], false);
        return command.Act switch
        {
            Act.Submit => same with { Became = LifeState.Submitted },
            Act.Validate => same with { Became = command.Particulars.Passed ? LifeState.Validated : LifeState.Rejected },
            Act.OpenReview => same with { Became = LifeState.InReview, Stage = 0 },
            Act.ConcludeStage => Concluded(asked, same),
            Act.RunAsShadow => same with { Became = LifeState.Shadow },
            Act.MakeChampion or Act.RollBack => same with { Became = LifeState.Live, Mode = ServingMode.Champion, Share = default, StoodDown = OtherChampions(asked) },
            Act.MakeChallenger => same with { Became = LifeState.Live, Mode = ServingMode.Challenger, Share = command.Particulars.Share },
            Act.Observe => same with { Became = LifeState.UnderObservation },
            Act.EndObservation => same with { Became = LifeState.Live },
            Act.ConfirmSuspension => Stopped(asked, same, LifeState.Suspended),
            // Back to rest, not to live: it is activated again by the ordinary gate.
            Act.LiftSuspension => same with { Became = thing.AtRest },
            Act.Retire => Retired(asked, same),
            Act.OpenFinding => Found(asked, same),
            _ => same,
        };
    }

    private static Consequences Concluded(Case asked, Consequences same)
    {
        var stages = asked.Policy.Stages;
        // A policy that has become shorter since cannot approve by leaving stages out: what lies beyond its end is rejected.
        if (asked.Thing.Stage >= stages.Length || !ReviewRules.Carries(asked.Thing, stages[asked.Thing.Stage])) return same with { Became = LifeState.Rejected };
        return asked.Thing.Stage < stages.Length - 1
            ? same with { Stage = asked.Thing.Stage + 1 }
            : same with { Became = asked.Thing.AtRest, ApprovedUntil = asked.At + asked.Policy.ApprovalLasts };
    }

    private static Consequences Retired(Case asked, Consequences same) => Stopped(asked, same, LifeState.Retired) with { Reassess = true, Successors = asked.Said.Fallbacks };

    private static Consequences Found(Case asked, Consequences same)
    {
        int breaches = asked.Thing.OpenBreaches + (asked.Said.Passed ? 0 : 1);
        var policy = asked.Policy;
        // A model may decide through a strategy without being put in force itself.
        bool runs = asked.Thing.Serves || asked.Thing.State == LifeState.Shadow || asked.RestingOnIt.Any();
        if (runs && policy.BreachesToSuspend > 0 && breaches >= policy.BreachesToSuspend) return Stopped(asked, same, LifeState.Suspended);
        return Watched(asked, same, breaches);
    }

    private static Consequences Watched(Case asked, Consequences same, int breaches) =>
        asked.Policy.BreachesToObserve > 0 && breaches >= asked.Policy.BreachesToObserve && asked.Thing.State == LifeState.Live
            ? same with { Became = LifeState.UnderObservation }
            : same;

    private static Consequences Stopped(Case asked, Consequences same, LifeState into) => same with
    {
        Became = into, Mode = ServingMode.Unspecified, Share = BasisPoints.Zero,
        Stopped = [.. asked.RestingOnIt.Select(other => other.Key)],
    };

    private static ImmutableArray<ThingKey> OtherChampions(Case asked) =>
        [.. asked.Portfolio.Things.Values.Where(other => other.Key != asked.Thing.Key && other.Mode == ServingMode.Champion && other.SharesSlotWith(asked.Thing)).Select(other => other.Key)];
}
