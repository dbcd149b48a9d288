using CreditDecision.Core.Governance;
using static CreditDecision.Core.Tests.Governance.GovernanceWorld;

namespace CreditDecision.Core.Tests.Governance;

[Trait("Article", "A39")]
public class TransitionTableTests
{
    // Written by hand, beside the product's own table. Columns: Draft, Submitted, Validated, InReview, Approved, ApprovedWithConditions,
    // Rejected, Shadow, Live, UnderObservation, Suspended, Retired.
    [Theory]
    [InlineData(Act.Register, "............")]
    [InlineData(Act.ReportTest, "x...........")]
    [InlineData(Act.Submit, "x...........")]
    [InlineData(Act.Validate, ".x..........")]
    [InlineData(Act.OpenReview, "..x.........")]
    [InlineData(Act.DeclareRelation, "xxxx........")]
    [InlineData(Act.Vote, "...x........")]
    [InlineData(Act.AttachCondition, "...x........")]
    [InlineData(Act.ConcludeStage, "...x........")]
    [InlineData(Act.FulfilCondition, ".....x.xxxx.")]
    [InlineData(Act.RunAsShadow, "....xx......")]
    [InlineData(Act.MakeChampion, "....xx.xx...")]
    [InlineData(Act.MakeChallenger, "....xx.x....")]
    [InlineData(Act.RollBack, "....xx.x....")]
    [InlineData(Act.Observe, "........x...")]
    [InlineData(Act.EndObservation, ".........x..")]
    [InlineData(Act.ProposeSuspension, "....xx.xxx..")]
    [InlineData(Act.ConfirmSuspension, "....xx.xxx..")]
    [InlineData(Act.LiftSuspension, "..........x.")]
    [InlineData(Act.Retire, "xxxxxxxxxxx.")]
    [InlineData(Act.OpenFinding, "....xx.xxxx.")]
    [InlineData(Act.NoteFinding, "....xx.xxxx.")]
    [InlineData(Act.CloseFinding, "....xx.xxxx.")]
    public void Every_act_is_allowed_in_these_states_only(Act act, string allowed)
    {
        var everybody = new Person("outsider", [.. Enum.GetValues<Role>()]);
        for (int i = 0; i < allowed.Length; i++)
        {
            var state = (LifeState)(i + 1);
            var thing = Ready(state);
            var others = new GovernanceWorld().Champion(Other);
            var portfolio = others.Portfolio with { Things = others.Portfolio.Things.Add(Old, thing) };
            var command = others.Command(act, Old);
            command = command with { Particulars = command.Particulars with { Reference = act == Act.FulfilCondition ? 101 : 102, Fallbacks = [] } };
            var verdict = Lifecycle.Decide(portfolio, Policy, command, everybody, others.Now);
            Assert.True((verdict.Event is not null) == (allowed[i] == 'x'), $"{act} in {state}: {string.Join("; ", verdict.Refusals.Select(r => r.Text))}");
            if (act != Act.Register && allowed[i] != 'x') Assert.Equal(RefusalReason.NotInThisState, Assert.Single(verdict.Refusals).Reason);
        }
    }

    [Fact]
    public void The_table_knows_every_act() => Assert.Equal(Enum.GetValues<Act>().Where(act => act != Act.Unspecified).Order(), Transitions.Table.Keys.Order());

    // All other rules are met for every act, so that only the state can refuse.
    private static Thing Ready(LifeState state) => new(Old, Registered(Old), "dev")
    {
        State = state, SubmittedBy = "dev", HasTest = true, TestPassed = true, ApprovedUntil = Start.AddDays(365), WasChampion = true, Stage = 1,
        Votes = new Dictionary<Ballot, Opinion> { [new(1, "member")] = Opinion.For, [new(1, "member2")] = Opinion.For }.ToImmutable(),
        Conditions = [new(101, "condition", Start.AddDays(9), "")], Findings = [new(102, false, "dev", Start.AddDays(9), "", "")],
        SuspensionProposedBy = "senior", Mode = state is LifeState.Live or LifeState.UnderObservation ? ServingMode.Challenger : ServingMode.Unspecified,
    };
}

file static class Dictionaries
{
    public static System.Collections.Immutable.ImmutableDictionary<Ballot, Opinion> ToImmutable(this Dictionary<Ballot, Opinion> votes) =>
        System.Collections.Immutable.ImmutableDictionary.CreateRange(votes);
}
