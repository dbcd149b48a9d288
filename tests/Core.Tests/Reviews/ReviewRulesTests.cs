using CreditDecision.Core.Applications;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Reviews;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using static CreditDecision.Core.Reviews.ReviewRefusalReason;

namespace CreditDecision.Core.Tests.Reviews;

[Trait("Article", "A22")]
public sealed class ReviewRulesTests
{
    private readonly ReviewWorld _world = new();

    [Fact]
    public void One_person_claims_and_approves_a_small_amount()
    {
        ReviewEvent claimed = _world.Done("li.na", ReviewCommand.Claim);
        Assert.Equal((ReviewState.Claimed, _world.Now.AddMinutes(30)), (claimed.Became, claimed.ClaimedUntil));
        ReviewEvent approved = _world.Done("li.na", ReviewWorld.Approve(99_999));
        Assert.Equal((ReviewState.Approved, Money.FromYuan(99_999), Money.FromYuan(99_999)), (approved.Became, approved.Amount, approved.Reserved));
        Assert.Equal(("li.na", ""), (_world.Case.ResolvedBy, _world.Case.ConfirmedBy));
        // Nothing is done to a closed case, but who had no answer gets it.
        Assert.Equal([AlreadyClosed], _world.Refused("li.na", ReviewWorld.Approve(99_998)));
        Assert.Equal([AlreadyClosed], _world.Refused("wang.fang", ReviewCommand.Claim));
        Assert.Equal([AlreadyClosed], _world.Refused("wang.fang", ReviewWorld.Second(true)));
        Assert.Empty(_world.Refused("li.na", ReviewWorld.Approve(99_999)));
    }

    [Fact]
    public void A_large_amount_needs_a_second_person_and_reserves_only_then()
    {
        _world.Done("li.na", ReviewCommand.Claim);
        ReviewEvent proposed = _world.Done("li.na", ReviewWorld.Approve(100_000));
        Assert.Equal((ReviewState.AwaitingConfirmation, Money.Zero), (proposed.Became, proposed.Reserved));
        Assert.Equal([SamePerson], _world.Refused("li.na", ReviewWorld.Second(true)));
        Assert.Equal([SamePerson], _world.Refused("Li.Na", ReviewWorld.Second(false)));
        Assert.Equal([AwaitingConfirmation], _world.Refused("wang.fang", ReviewCommand.Claim));
        Assert.Equal([AwaitingConfirmation], _world.Refused("li.na", ReviewWorld.Decline()));
        ReviewEvent back = _world.Done("wang.fang", ReviewWorld.Second(false, "the payslip is missing"));
        Assert.Equal((ReviewState.Open, ""), (back.Became, _world.Case.ClaimedBy));
        Assert.Equal([NothingToConfirm], _world.Refused("zhao.min", ReviewWorld.Second(true)));
        _world.Done("li.na", ReviewCommand.Claim);
        _world.Done("li.na", ReviewWorld.Approve(120_000));
        ReviewEvent confirmed = _world.Done("wang.fang", ReviewWorld.Second(true));
        Assert.Equal((ReviewState.Approved, Money.FromYuan(120_000), Money.FromYuan(120_000)), (confirmed.Became, confirmed.Amount, confirmed.Reserved));
        Assert.Equal(("li.na", "wang.fang"), (_world.Case.ResolvedBy, _world.Case.ConfirmedBy));
    }

    [Fact]
    public void A_claim_is_one_persons_until_it_lapses()
    {
        _world.Done("li.na", ReviewCommand.Claim);
        Assert.Equal([ClaimedByOther], _world.Refused("wang.fang", ReviewCommand.Claim));
        Assert.Equal([ClaimedByOther], _world.Refused("wang.fang", ReviewWorld.Decline()));
        Assert.Equal([ClaimedByOther], _world.Refused("wang.fang", ReviewCommand.Release));
        _world.Now = _world.Now.AddMinutes(20);
        // Whoever holds it holds it for longer.
        _world.Done("li.na", ReviewCommand.Claim);
        _world.Now = _world.Now.AddMinutes(29);
        Assert.Equal([ClaimedByOther], _world.Refused("wang.fang", ReviewCommand.Claim));
        _world.Now = _world.Now.AddMinutes(1);
        Assert.Equal(ReviewState.Open, _world.Case.StateAt(_world.Now));
        Assert.Equal([ClaimLapsed], _world.Refused("li.na", ReviewWorld.Decline()));
        Assert.Equal([NotClaimed], _world.Refused("wang.fang", ReviewWorld.Decline()));
        _world.Done("wang.fang", ReviewCommand.Claim);
        _world.Done("wang.fang", ReviewCommand.Release);
        Assert.Equal([NotClaimed], _world.Refused("wang.fang", ReviewWorld.Decline()));
        _world.Done("li.na", ReviewCommand.Claim);
        Assert.Equal(ReviewState.Declined, _world.Done("li.na", ReviewWorld.Decline()).Became);
    }

    [Fact]
    [Trait("Article", "A6")]
    public void Nobody_approves_more_than_the_decision_worked_out_or_the_cap_leaves_and_every_cause_is_named()
    {
        Assert.Equal([NotClaimed, AmountAboveLimit, CapReached], _world.Refused("li.na", ReviewWorld.Approve(190_000)));
        _world.Done("li.na", ReviewCommand.Claim);
        Assert.Equal([AmountAboveLimit], _world.Refused("li.na", ReviewWorld.Approve(150_001)));
        _world.Of = _world.Of with { Headroom = Money.FromYuan(50_000) };
        Assert.Equal([CapReached], _world.Refused("li.na", ReviewWorld.Approve(50_001)));
        _world.Of = _world.Of with { Headroom = Money.FromYuan(-3) };
        Assert.Equal([CapReached], _world.Refused("li.na", ReviewWorld.Approve(1)));
        _world.Of = _world.Of with { Headroom = null };
        Assert.Equal([HeadroomUnknown], _world.Refused("li.na", ReviewWorld.Approve(1)));
        _world.Of = _world.Of with { Limit = Money.Zero, Headroom = Money.FromYuan(1) };
        Assert.Equal([NoLimit], _world.Refused("li.na", ReviewWorld.Approve(1)));
        _world.Of = ReviewWorld.Subject with { HardRuleStands = true };
        Assert.Equal([HardRuleStands, AmountAboveLimit], _world.Refused("li.na", ReviewWorld.Approve(170_000)));
        Assert.Equal([HardRuleStands], _world.Refused("li.na", ReviewCommand.Claim));
        // Business credit is not capped so.
        _world.Of = ReviewWorld.Subject with { TakesOfCap = false, Headroom = Money.Zero };
        Assert.Equal(Money.Zero, _world.Done("li.na", ReviewWorld.Approve(90_000)).Reserved);
    }

    [Fact]
    [Trait("Article", "A17")]
    public void Another_amount_than_the_decisions_is_one_of_the_product_and_within_the_ceiling_of_its_cost()
    {
        ReviewTerms terms = ReviewWorld.Terms;
        _world.Done("li.na", ReviewCommand.Claim);
        _world.Of = _world.Of with { Terms = terms with { Limit = terms.Limit with { MinAmount = Money.FromYuan(2_000), Step = Money.FromYuan(100) } } };
        Assert.Equal([AmountOutsideProduct], _world.Refused("li.na", ReviewWorld.Approve(1_900)));
        Assert.Equal([AmountOutsideProduct], _world.Refused("li.na", ReviewWorld.Approve(2_050)));
        // ¥300 in advance are little of much and much of little.
        _world.Of = _world.Of with { Terms = _world.Of.Terms! with { Pricing = terms.Pricing with { Fees = new FeePlan { UpfrontFixed = Money.FromYuan(300) } } } };
        Assert.Equal([PriceAboveCeiling], _world.Refused("li.na", ReviewWorld.Approve(2_000)));
        Assert.Equal(new BasisPoints(900), _world.Of.Terms!.LoanOf(Money.FromYuan(20_000))!.NominalRate);
        _world.Of = _world.Of with { Terms = null };
        Assert.Equal([TermsUnknown], _world.Refused("li.na", ReviewWorld.Approve(20_000)));
        Assert.Equal(ReviewState.AwaitingConfirmation, _world.Done("li.na", ReviewWorld.Approve(150_000)).Became);
    }

    [Fact]
    public void The_cap_is_asked_again_when_a_second_person_confirms()
    {
        _world.Done("li.na", ReviewCommand.Claim);
        _world.Done("li.na", ReviewWorld.Approve(150_000));
        _world.Of = _world.Of with { Headroom = Money.FromYuan(149_999) };
        Assert.Equal([CapReached], _world.Refused("wang.fang", ReviewWorld.Second(true)));
        _world.Done("wang.fang", ReviewWorld.Second(false));
    }

    [Fact]
    public void A_case_is_overdue_from_its_due_time_until_it_is_closed()
    {
        Assert.False(_world.Case.IsOverdue(ReviewWorld.Policy, ReviewWorld.Referred.AddHours(24).AddTicks(-1)));
        Assert.True(_world.Case.IsOverdue(ReviewWorld.Policy, ReviewWorld.Referred.AddHours(24)));
        _world.Done("li.na", ReviewCommand.Claim);
        _world.Done("li.na", ReviewWorld.Decline());
        Assert.False(_world.Case.IsOverdue(ReviewWorld.Policy, ReviewWorld.Referred.AddHours(25)));
    }

    [Fact]
    public void A_command_without_sense_is_told_with_every_field()
    {
        string[] Fields(Action<FieldErrors> make)
        {
            var errors = new FieldErrors();
            make(errors);
            return [.. errors.All.Select(error => error.Field)];
        }
        string tooLong = new('a', ReviewCommand.LongestText + 1);
        Assert.Equal(["amount_fen", "text", "reason_codes[0]"], Fields(errors => ReviewCommand.TryApprove(0, " ", [1], ReasonCatalog.Engine, errors)));
        Assert.Equal(["amount_fen", "text", "reason_codes"], Fields(errors => ReviewCommand.TryDecline(5, tooLong, [], ReasonCatalog.Engine, errors)));
        Assert.Equal(["text", "reason_codes[1]"], Fields(errors => ReviewCommand.TryDecline(0, "a\0b", [5101, 5101], ReasonCatalog.Engine, errors)));
        Assert.Equal(["reason_codes"], Fields(errors => ReviewCommand.TryDecline(0, "why", [.. EngineReasons.All.Take(21).Select(reason => reason.Code.Number)], ReasonCatalog.Engine, errors)));
        Assert.Equal(["text"], Fields(errors => ReviewCommand.TryConfirm(true, "", errors)));
    }

    [Fact]
    public void Overrides_are_counted_by_person_and_by_what_referred()
    {
        var tally = new OverrideTally();
        ReviewedArtifact plan = new("strategy", "cash", "3"), model = new("risk", "pd", "7"), other = new("risk", "pd", "8");
        tally.Add(ReviewAct.Claim, ReviewState.Claimed, "li.na", "", Money.Zero, []);
        tally.Add(ReviewAct.Approve, ReviewState.Approved, "li.na", "", Money.FromYuan(5), [plan, model]);
        tally.Add(ReviewAct.Approve, ReviewState.AwaitingConfirmation, "li.na", "", Money.FromYuan(7), []);
        tally.Add(ReviewAct.SendBack, ReviewState.Open, "wang.fang", "li.na", Money.Zero, []);
        tally.Add(ReviewAct.Confirm, ReviewState.Approved, "wang.fang", "li.na", Money.FromYuan(9), [plan, model, model]);
        tally.Add(ReviewAct.Decline, ReviewState.Declined, "zhao.min", "", Money.Zero, [plan, other]);
        Assert.Equal(
            [
                ("li.na", new OverrideCounts(2, 2, 0, Money.FromYuan(14), 0, 0)), ("wang.fang", new OverrideCounts(0, 0, 0, Money.Zero, 1, 1)),
                ("zhao.min", new OverrideCounts(1, 0, 1, Money.Zero, 0, 0)),
            ],
            tally.Reviewers.Select(each => (each.Key, each.Value)));
        Assert.Equal(
            [(model, 2L, 2L, 0L), (other, 1L, 0L, 1L), (plan, 3L, 2L, 1L)], tally.Artifacts.Select(each => (each.Key, each.Value.Cases, each.Value.Approvals, each.Value.Declines)));
    }
}
