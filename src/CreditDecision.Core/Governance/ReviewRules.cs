using CreditDecision.Core.Values;

namespace CreditDecision.Core.Governance;

/// <summary>Development test, staged review and votes (A38, A39).</summary>
internal static class ReviewRules
{
    public static IEnumerable<Refusal> Against(Case asked)
    {
        var thing = asked.Thing;
        if (asked.Command.Act == Act.Submit && !thing.HasTest) yield return new(RefusalReason.TestMissing, "A development test must have been reported.");
        if (asked.Command.Act == Act.Submit && thing.HasTest && !thing.TestPassed) yield return new(RefusalReason.TestFailed, "The last development test must have passed.");
        if (asked.Command.Act == Act.Validate && !asked.IsInvolved && asked.IsRecused) yield return new(RefusalReason.Recused, "A related person must leave validation to others.");
        if (asked.Command.Act is not (Act.Vote or Act.ConcludeStage or Act.AttachCondition)) yield break;
        if (asked.IsRecused) yield return new(RefusalReason.Recused, $"{asked.Who} is related to {thing.Key} and must leave its review to others.");
        if (asked.Command.Act == Act.Vote && thing.Votes.ContainsKey(new Ballot(thing.Stage, asked.Who))) yield return new(RefusalReason.AlreadyVoted, "One vote a person and stage.");
        if (asked.Command.Act == Act.Vote && thing.Stage < asked.Policy.Stages.Length && !asked.Person.Roles.Overlaps(asked.Policy.Stages[thing.Stage].Voters))
            yield return new(RefusalReason.RoleMissing, $"A vote in the stage {asked.Policy.Stages[thing.Stage].Name} needs one of the roles {string.Join(", ", asked.Policy.Stages[thing.Stage].Voters.Order())}.");
        if (asked.Command.Act != Act.ConcludeStage) yield break;
        if (asked.Said.Document == default) yield return new(RefusalReason.MinutesMissing, "A stage is concluded with the SHA-256 of its minutes.");
        if (thing.Stage < asked.Policy.Stages.Length && Opinions(thing).Length < asked.Policy.Stages[thing.Stage].Quorum)
            yield return new(RefusalReason.QuorumMissing, $"{asked.Policy.Stages[thing.Stage].Quorum} votes of people who are not recused are needed; there are {Opinions(thing).Length}.");
    }

    /// <summary>The votes decide: the policy's share of all that did not abstain. A stage in which all abstained is lost.</summary>
    public static bool Carries(Thing thing, ReviewStage stage)
    {
        var opinions = Opinions(thing);
        long voted = opinions.Count(opinion => opinion != Opinion.Abstain);
        return voted > 0 && opinions.Count(opinion => opinion == Opinion.For) * (long)BasisPoints.PerWhole >= voted * stage.Majority.Value;
    }

    private static Opinion[] Opinions(Thing thing) =>
        [.. thing.Votes.Where(vote => vote.Key.Stage == thing.Stage && !thing.Recuses(vote.Key.Voter)).Select(vote => vote.Value)];
}
