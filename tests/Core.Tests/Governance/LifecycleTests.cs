using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Values;
using static CreditDecision.Core.Tests.Governance.GovernanceWorld;

namespace CreditDecision.Core.Tests.Governance;

public class LifecycleTests
{
    [Fact]
    [Trait("Article", "A37")]
    public void All_refusals_are_told_at_once()
    {
        var world = new GovernanceWorld().Reviewed(Old);
        var command = world.Command(Act.Validate, Old);
        var verdict = world.Put(command with { Hashes = Hashes(New), Particulars = new Particulars() }, Dev);
        Assert.Equal([RefusalReason.RoleMissing, RefusalReason.NotInThisState, RefusalReason.NotIndependent, RefusalReason.OtherHashes, RefusalReason.ParticularsMissing],
            verdict.Refusals.Select(refusal => refusal.Reason));
    }

    [Theory]
    [Trait("Article", "A37")]
    [InlineData(Act.Vote)]
    [InlineData(Act.ConcludeStage)]
    [InlineData(Act.AttachCondition)]
    public void Owners_and_developers_stay_out_of_review(Act act)
    {
        var world = new GovernanceWorld().Reviewed(Old);
        foreach (var person in new[] { Insider, Owner })
            Assert.Contains(RefusalReason.NotIndependent, Reasons(world.Put(act, Old, person)));
    }

    [Fact]
    [Trait("Article", "A38")]
    public void A_failed_test_blocks_submission()
    {
        var world = new GovernanceWorld();
        world.Do(Act.Register, Old, Dev);
        Assert.Equal([RefusalReason.TestMissing], Reasons(world.Put(Act.Submit, Old, Dev)));
        var failed = world.Command(Act.ReportTest, Old);
        Assert.NotNull(world.Put(failed with { Particulars = failed.Particulars with { Passed = false } }, Machine).Event);
        Assert.Equal([RefusalReason.TestFailed], Reasons(world.Put(Act.Submit, Old, Dev)));
    }

    [Fact]
    [Trait("Article", "A39")]
    public void The_votes_decide_and_a_late_relation_takes_one_away()
    {
        var world = new GovernanceWorld().Reviewed(Old);
        world.Do(Act.Vote, Old, Val);
        world.Do(Act.ConcludeStage, Old, Chair);
        world.Do(Act.Vote, Old, Member);
        world.Do(Act.Vote, Old, Member2);
        var relation = world.Command(Act.DeclareRelation, Old);
        Assert.NotNull(world.Put(relation with { Particulars = relation.Particulars with { Person = "member2" } }, Member2).Event);
        Assert.Equal([RefusalReason.QuorumMissing], Reasons(world.Put(Act.ConcludeStage, Old, Chair)));
        Assert.Contains(RefusalReason.Recused, Reasons(world.Put(Act.Vote, Old, Member2)));
        var against = world.Command(Act.Vote, Old);
        Assert.NotNull(world.Put(against with { Particulars = against.Particulars with { Opinion = Opinion.Against } }, Chair).Event);
        // One of two is less than 66.67 %.
        Assert.Equal(LifeState.Rejected, world.Do(Act.ConcludeStage, Old, Chair).Consequences.Became);
    }

    [Fact]
    [Trait("Article", "A39")]
    public void A_swap_is_one_event_and_can_be_rolled_back_until_the_approval_ends()
    {
        var world = new GovernanceWorld().Champion(Old);
        world.Now = Start.AddDays(100);
        world.Champion(New);
        Assert.Equal((LifeState.Approved, LifeState.Live), (world.At(Old).State, world.At(New).State));
        Assert.Equal(LifeState.Live, Portfolio.AsOf(world.Log, Start.AddDays(99)).Things[Old].State);
        world.Do(Act.RollBack, Old, Risk);
        Assert.Equal((LifeState.Live, LifeState.Approved), (world.At(Old).State, world.At(New).State));
        world.Now = Start.AddDays(365);
        Assert.Equal([Old], world.Portfolio.OverdueAt(world.Now).Select(thing => thing.Key));
        world.Do(Act.RollBack, New, Risk);
        Assert.Equal([RefusalReason.ApprovalEnded], Reasons(world.Put(Act.RollBack, Old, Risk)));
    }

    [Fact]
    [Trait("Article", "A39")]
    public void An_overdue_condition_bars_activation_until_it_is_fulfilled()
    {
        var world = new GovernanceWorld().Approved(Old, condition: true);
        Assert.Equal(LifeState.ApprovedWithConditions, world.At(Old).State);
        world.Now = Start.AddDays(30);
        Assert.Equal([RefusalReason.ConditionOverdue], Reasons(world.Put(Act.MakeChampion, Old, Risk)));
        var fulfil = world.Command(Act.FulfilCondition, Old);
        Assert.NotNull(world.Put(fulfil with { Particulars = fulfil.Particulars with { Reference = world.At(Old).Conditions[0].Number } }, Val).Event);
        world.Do(Act.MakeChampion, Old, Risk);
    }

    [Fact]
    [Trait("Article", "A41")]
    public void A_champion_retires_only_to_an_approved_fallback_and_stops_what_rests_on_it()
    {
        var world = new GovernanceWorld().Champion(Old).Champion(Plan);
        RefusalReason missing = RefusalReason.FallbackMissing, unfit = RefusalReason.FallbackUnfit;
        Assert.Equal([missing, missing, unfit], Reasons(Retire(world, Other)));
        world.Reviewed(Other).Approved(OtherPlan);
        // The other strategy rests on the other model, which is not approved yet.
        Assert.Equal([unfit, RefusalReason.ModelNotApproved], Reasons(Retire(world, Other, OtherPlan)));
        world.Do(Act.Vote, Other, Val);
        world.Do(Act.ConcludeStage, Other, Chair);
        foreach (var person in new[] { Member, Chair }) world.Do(Act.Vote, Other, person);
        world.Do(Act.ConcludeStage, Other, Chair);
        Assert.Equal([missing, missing], Reasons(Retire(world)));
        // Each slot that loses its champion needs one.
        Assert.Equal([missing], Reasons(Retire(world, Other)));
        Assert.Equal([unfit], Reasons(Retire(world, Other, OtherPlan, OtherPlan)));
        Assert.Equal([missing, unfit], Reasons(Retire(world, Plan, Other)));
        var retired = Retire(world, OtherPlan, Other).Event;
        Assert.True(retired!.Consequences.Reassess);
        Assert.Equal([Plan], retired.Consequences.Stopped);
        Assert.Equal((LifeState.Retired, LifeState.Live, LifeState.Suspended, LifeState.Live), (world.At(Old).State, world.At(Other).State, world.At(Plan).State, world.At(OtherPlan).State));
        Assert.Equal((ServingMode.Champion, ServingMode.Champion), (world.At(Other).Mode, world.At(OtherPlan).Mode));
        world.Do(Act.LiftSuspension, Plan, Chair);
        Assert.Equal([RefusalReason.ModelNotApproved], Reasons(world.Put(Act.MakeChampion, Plan, Risk)));
    }

    [Fact]
    [Trait("Article", "A39")]
    public void Only_the_chair_recuses_somebody_else()
    {
        var world = new GovernanceWorld().Reviewed(Old);
        var relation = world.Command(Act.DeclareRelation, Old);
        relation = relation with { Particulars = relation.Particulars with { Person = "member2" } };
        Assert.Equal([RefusalReason.RoleMissing], Reasons(world.Put(relation, Member)));
        Assert.NotNull(world.Put(relation, Chair).Event);
    }

    [Fact]
    [Trait("Article", "A41")]
    public void A_fallback_under_observation_stays_under_observation()
    {
        var world = new GovernanceWorld().Champion(Old).Approved(Other);
        world.Do(Act.MakeChallenger, Other, Risk);
        world.Do(Act.Observe, Other, Risk);
        world.Do(Act.Retire, Old, Senior);
        Assert.Equal((LifeState.UnderObservation, ServingMode.Champion), (world.At(Other).State, world.At(Other).Mode));
        Assert.Equal(BasisPoints.Zero, world.At(Other).Share);
    }

    [Fact]
    [Trait("Article", "A39")]
    public void Suspension_takes_two_people()
    {
        var world = new GovernanceWorld().Champion(Old);
        Assert.Equal([RefusalReason.NoProposal], Reasons(world.Put(Act.ConfirmSuspension, Old, Risk)));
        world.Do(Act.ProposeSuspension, Old, Risk);
        Assert.Equal([RefusalReason.SamePerson], Reasons(world.Put(Act.ConfirmSuspension, Old, Risk)));
        Assert.Equal(LifeState.Suspended, world.Do(Act.ConfirmSuspension, Old, Senior).Consequences.Became);
    }

    [Fact]
    [Trait("Article", "A40")]
    public void Breaches_force_observation_then_suspension_and_another_closes_them()
    {
        var world = new GovernanceWorld().Champion(Old);
        var breach = world.Command(Act.OpenFinding, Old);
        breach = breach with { Particulars = breach.Particulars with { Person = "val" } };
        Assert.Equal(LifeState.UnderObservation, world.Put(breach, Machine).Event!.Consequences.Became);
        var close = world.Command(Act.CloseFinding, Old);
        close = close with { Particulars = close.Particulars with { Reference = world.Portfolio.LastNumber } };
        Assert.Equal([RefusalReason.SamePerson], Reasons(world.Put(close, Val)));
        Assert.Equal([RefusalReason.OpenBreach], Reasons(world.Put(Act.EndObservation, Old, Chair)));
        Assert.Equal(LifeState.Suspended, world.Put(breach, Machine).Event!.Consequences.Became);
        Assert.NotNull(world.Put(close, Of("auditor", Role.Auditor)).Event);
        Assert.Equal(1, world.At(Old).OpenBreaches);
    }

    [Theory]
    [Trait("Article", "A39")]
    [InlineData(0, false)]
    [InlineData(3000, true)]
    [InlineData(3001, false)]
    public void Challengers_keep_to_the_bound(int share, bool fits)
    {
        var world = new GovernanceWorld().Approved(Old);
        var command = world.Command(Act.MakeChallenger, Old);
        Assert.Equal(fits, world.Put(command with { Particulars = command.Particulars with { Share = new BasisPoints(share) } }, Risk).Event is not null);
    }

    [Fact]
    [Trait("Article", "A39")]
    public void Challengers_of_a_slot_keep_to_the_bound_together()
    {
        var world = new GovernanceWorld().Approved(Old).Approved(Other);
        var first = world.Command(Act.MakeChallenger, Old);
        Assert.NotNull(world.Put(first with { Particulars = first.Particulars with { Share = new BasisPoints(2000) } }, Risk).Event);
        var second = world.Command(Act.MakeChallenger, Other);
        Assert.Equal([RefusalReason.ShareOutOfBounds], Reasons(world.Put(second with { Particulars = second.Particulars with { Share = new BasisPoints(1001) } }, Risk)));
        Assert.NotNull(world.Put(second, Risk).Event);
    }

    [Fact]
    [Trait("Article", "A42")]
    public void Canonical_bytes_are_exact_and_chained()
    {
        var log = new GovernanceWorld().Champion(Old).Champion(Plan).Log;
        var before = default(Digest);
        foreach (var done in log)
        {
            byte[] bytes = EventBytes.Write(done);
            Assert.Equal(bytes, EventBytes.Write(EventBytes.Read(bytes)));
            Assert.Throws<FormatException>(() => EventBytes.Read(bytes.AsMemory(0, bytes.Length - 1)));
            Assert.Throws<FormatException>(() => EventBytes.Read(new byte[] { 1 }.Concat(bytes).ToArray()));
            Assert.Throws<FormatException>(() => EventBytes.Read(bytes.Append((byte)0).ToArray()));
            var chained = EventBytes.Chain(before, done);
            Assert.NotEqual(chained, EventBytes.Chain(before, done with { Who = done.Who + "x" }));
            Assert.NotEqual(chained, EventBytes.Chain(Hash("another"), done));
            before = chained;
        }
    }

    private static Verdict Retire(GovernanceWorld world, params ThingKey[] fallbacks)
    {
        var command = world.Command(Act.Retire, Old);
        return world.Put(command with { Particulars = command.Particulars with { Fallbacks = [.. fallbacks] } }, Senior);
    }

    private static IEnumerable<RefusalReason> Reasons(Verdict verdict) => verdict.Refusals.Select(refusal => refusal.Reason);

    [Fact]
    [Trait("Article", "A42")]
    public void An_event_names_the_policy_that_it_was_decided_by_and_every_part_of_a_policy_is_in_its_hash()
    {
        var world = new GovernanceWorld();
        Assert.Equal(Policy.Digest(), world.Do(Act.Register, Old, Dev).Policy);
        var stage = Policy.Stages[0];
        GovernancePolicy[] others =
        [
            Policy with { Stages = [stage] }, Policy with { Stages = Policy.Stages.SetItem(0, stage with { Name = "first" }) }, Policy with { Stages = Policy.Stages.SetItem(0, stage with { Quorum = 2 }) },
            Policy with { Stages = Policy.Stages.SetItem(0, stage with { Majority = new(6001) }) }, Policy with { Stages = Policy.Stages.SetItem(0, stage with { Voters = [Role.Validator] }) },
            Policy with { ApprovalLasts = TimeSpan.FromDays(364) }, Policy with { ChallengersShare = new(2999) }, Policy with { BreachesToObserve = 2 }, Policy with { BreachesToSuspend = 3 },
        ];
        Assert.Equal(others.Length + 1, others.Append(Policy).Select(policy => policy.Digest()).Distinct().Count());
        Assert.Equal(Policy.Digest(), (Policy with { Stages = Policy.Stages.SetItem(0, stage with { Voters = [.. stage.Voters.Reverse()] }) }).Digest());
        Assert.All(others, policy => Assert.Equal(policy.ToBytes(), GovernancePolicy.Read(policy.ToBytes()).ToBytes()));
    }

    [Fact]
    public void A_number_that_no_word_stands_for_is_not_read()
    {
        byte[] bytes = EventBytes.Write(new GovernanceWorld().Do(Act.Register, Old, Dev));
        // The act stands behind purpose (27), number (8), time (8), the name (4 + 3) and the one role (4 + 4).
        bytes[27 + 8 + 8 + 7 + 8 + 3] = 99;
        Assert.Contains("99 is no Act", Assert.Throws<FormatException>(() => EventBytes.Read(bytes)).Message);
    }
}
