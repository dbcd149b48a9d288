using CreditDecision.Core.Values;

namespace CreditDecision.Core.Governance;

/// <summary>What must hold before a thing decides, and when a serving one retires (A39, A41).</summary>
internal static class ServingRules
{
    public static IEnumerable<Refusal> Against(Case asked)
    {
        if (asked.Command.Act is Act.RunAsShadow or Act.MakeChampion or Act.MakeChallenger or Act.RollBack)
            foreach (var refusal in AgainstServing(asked, asked.Thing)) yield return refusal;
        if (asked.Command.Act == Act.EndObservation && asked.Thing.OpenBreaches > 0)
            yield return new(RefusalReason.OpenBreach, $"The open breach findings of {asked.Thing.Key} must be closed first.");
        if (asked.Command.Act == Act.MakeChampion && asked.Thing.Mode == ServingMode.Champion)
            yield return new(RefusalReason.AlreadyChampion, $"{asked.Thing.Key} is the champion of its slot already.");
        if (asked.Command.Act == Act.RollBack && !asked.Thing.WasChampion)
            yield return new(RefusalReason.NeverChampion, $"Only a former champion can be rolled back to; {asked.Thing.Key} never was one.");
        if (asked.Command.Act == Act.RollBack && !asked.Portfolio.Things.Values.Any(other => other.Mode == ServingMode.Champion && other.SharesSlotWith(asked.Thing)))
            yield return new(RefusalReason.NothingToReplace, "There must be a champion to take down; use the ordinary activation.");
        if (asked.Command.Act == Act.MakeChallenger && !ShareFits(asked))
            yield return new(RefusalReason.ShareOutOfBounds, $"All challengers of {asked.Thing.Registration.Slot} together may have above 0 and up to {asked.Policy.ChallengersShare}.");
        if (asked.Command.Act == Act.Retire)
            foreach (var refusal in AgainstFallbacks(asked)) yield return refusal;
    }

    private static IEnumerable<Refusal> AgainstServing(Case asked, Thing thing)
    {
        if (asked.At >= thing.ApprovedUntil) yield return new(RefusalReason.ApprovalEnded, $"{thing.Key} must be approved; re-validation was due at {thing.ApprovedUntil:O}.");
        foreach (var refusal in AgainstOpenMatters(asked, thing)) yield return refusal;
        foreach (var need in thing.Registration.Models)
        {
            if (!asked.Portfolio.Things.TryGetValue(need.Key, out var model) || model.Registration.Kind != ThingKind.Model
                || model.Registration.Hashes.Artifact != need.Artifact || !model.IsApprovedAt(asked.At))
                yield return new(RefusalReason.ModelNotApproved, $"The model {need.Key} must be approved or live at exactly the artifact {need.Artifact}.");
            else
                foreach (var refusal in AgainstOpenMatters(asked, model)) yield return refusal;
        }
    }

    private static IEnumerable<Refusal> AgainstOpenMatters(Case asked, Thing thing)
    {
        if (thing.OpenBreaches > 0) yield return new(RefusalReason.OpenBreach, $"The open breach findings of {thing.Key} must be closed first.");
        foreach (var condition in thing.Conditions)
            if (condition.FulfilledBy.Length == 0 && condition.Due <= asked.At)
                yield return new(RefusalReason.ConditionOverdue, $"Condition {condition.Number} of {thing.Key} was due at {condition.Due:O} and must be fulfilled first.");
    }

    // Each slot whose champion stops gets another one in the same moment: of that slot, approved, and resting on nothing that stops.
    private static IEnumerable<Refusal> AgainstFallbacks(Case asked)
    {
        var left = asked.Said.Fallbacks.Distinct().ToList();
        if (left.Count < asked.Said.Fallbacks.Length) yield return new(RefusalReason.FallbackUnfit, "A fallback must be named once.");
        foreach (var stopping in asked.RestingOnIt.Prepend(asked.Thing).Where(thing => thing.Mode == ServingMode.Champion))
        {
            var found = left.FindIndex(key => asked.Portfolio.Things.TryGetValue(key, out var fallback) && fallback.Key != stopping.Key && fallback.SharesSlotWith(stopping));
            if (found < 0)
            {
                yield return new(RefusalReason.FallbackMissing, $"{stopping.Key} decides in {stopping.Registration.Slot}; the retirement must name another {stopping.Registration.Kind} of that slot as its fallback.");
                continue;
            }
            foreach (var refusal in AgainstFallback(asked, asked.Portfolio.Things[left[found]])) yield return refusal;
            left.RemoveAt(found);
        }
        foreach (var key in left) yield return new(RefusalReason.FallbackUnfit, $"The fallback {key} is of no slot whose champion stops.");
    }

    private static IEnumerable<Refusal> AgainstFallback(Case asked, Thing fallback)
    {
        if (!fallback.IsApprovedAt(asked.At))
        {
            yield return new(RefusalReason.FallbackUnfit, $"The approval of the fallback {fallback.Key} must stand.");
            yield break;
        }
        // It becomes champion in the same moment, so that it is held to all that an activation is.
        foreach (var refusal in AgainstServing(asked, fallback)) yield return refusal;
        if (fallback.Registration.Models.Any(need => need.Key == asked.Thing.Key))
            yield return new(RefusalReason.FallbackUnfit, $"The fallback {fallback.Key} rests on {asked.Thing.Key} itself.");
        if ((asked with { Thing = fallback }).IsInvolved)
            yield return new(RefusalReason.NotIndependent, $"The fallback {fallback.Key} must be put in force by somebody who did not develop, own, register or submit it.");
    }

    private static bool ShareFits(Case asked)
    {
        long others = asked.Portfolio.Things.Values.Where(other => other.Mode == ServingMode.Challenger && other.SharesSlotWith(asked.Thing)).Sum(other => (long)other.Share.Value);
        return asked.Said.Share > BasisPoints.Zero && others + asked.Said.Share.Value <= asked.Policy.ChallengersShare.Value;
    }
}
