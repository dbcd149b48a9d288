using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Reasons;
using Outcome = CreditDecision.Core.Decisions.Outcome;

namespace CreditDecision.Core.Tests.Decisions;

/// <summary>Caps of the limit and adjustments of the price.</summary>
[Trait("Article", "A21")]
public class FormulaTests
{
    [Theory]
    [InlineData("30000.0", 3_000_000, 3_000_000)]
    [InlineData("29999.99", 2_990_000, 2_999_999)]
    [InlineData("1234.56", 120_000, 123_456)] // 1234.56 * 100 is a hair below 123,456
    [InlineData("50000.01", 5_000_000, 5_000_001)]
    [InlineData("1e300", 5_000_000, 10_000_000_000)]
    public void The_limit_is_cut_to_the_cap_in_whole_steps(string yuan, long limitFen, long capFen)
    {
        Decision decision = Decide(new RuleContent { Caps = Cap("cap", yuan) });
        Assert.Equal((Outcome.Approve, limitFen), (decision.Outcome, decision.Reserved.Fen));
        StageTrace stage = decision.Trace[5];
        Assert.Equal(capFen, Assert.Single(stage.Figures, figure => figure.Name == "strategy_cap_fen").Value);
        Assert.Equal(limitFen < 5_000_000 ? [new FiredRule("cap", Outcome.Approve, new ReasonCode(20001), false, "")] : [], stage.Rules);
    }

    [Theory]
    [InlineData("999.99")]
    [InlineData("0.0")]
    [InlineData("-1e300")]
    public void A_cap_below_what_the_product_lends_declines_with_its_reason(string yuan)
    {
        Decision decision = Decide(new RuleContent { Caps = Cap("wide", "40000.0") + "," + Cap("tight", yuan) });
        Assert.Equal((Outcome.Decline, "signal_weak"), (decision.Outcome, Assert.Single(decision.Reasons).Name));
        Assert.Equal(("tight", Outcome.Decline), (decision.Trace[5].Rules[0].Id, decision.Trace[5].Rules[0].Outcome));
    }

    [Fact]
    [Trait("Article", "A6")]
    public void No_cap_raises_a_limit()
    {
        Decision decision = Decide(new RuleContent { Caps = Cap("generous", "1e9") }, 17_000_000);
        Assert.Equal(3_000_000, decision.Offer!.Limit.Fen);
    }

    [Theory]
    [Trait("Article", "A36")]
    [InlineData("employment == 'gig' ? 1.0 : 2.0", 9001, "employment")]
    [InlineData("0.0 / (age - age)", 9004, "range")]
    [InlineData("1.0 / (age - age)", 9004, "range")]
    public void A_cap_without_an_answer_goes_to_a_person(string formula, int reason, string missing)
    {
        Decision decision = Decide(new RuleContent { Caps = Cap("unsure", formula) });
        Assert.Equal((Outcome.Refer, reason), (decision.Outcome, Assert.Single(decision.Reasons).Code.Number));
        Assert.Equal(new FiredRule("unsure", Outcome.Refer, new ReasonCode(reason), true, missing), Assert.Single(decision.Trace[5].Rules));
    }

    // 606 bp without any; floor 400, ceiling 2000.
    [Theory]
    [InlineData("0.0", 606, 0, 0)]
    [InlineData("25.5", 632, 26, 1)]
    [InlineData("-30.5", 576, -30, 1)]
    [InlineData("0.4", 606, 0, 0)]
    [InlineData("0.285 * 100.0", 635, 29, 1)] // as a double a hair below 28.5
    [InlineData("-500.0", 400, -500, 1)]
    public void An_adjustment_is_added_before_floor_and_ceiling_rounded_half_up(string formula, int rate, long adjustment, int fired)
    {
        Decision decision = Decide(new RuleContent { Adjustments = Adjustment("more", formula) });
        Assert.Equal((Outcome.Approve, rate), (decision.Outcome, decision.Offer!.Loan.NominalRate.Value));
        Assert.Equal(adjustment, Assert.Single(decision.Trace[6].Figures, figure => figure.Name == "adjustment_bps").Value);
        Assert.Equal(fired, decision.Trace[6].Rules.Count);
    }

    [Fact]
    public void Adjustments_add_up_and_a_price_above_the_ceiling_is_declined_as_ever()
    {
        Decision summed = Decide(new RuleContent { Adjustments = Adjustment("a", "10.0") + "," + Adjustment("b", "-4.0") });
        Assert.Equal(612, summed.Offer!.Loan.NominalRate.Value);
        Decision dear = Decide(new RuleContent { Adjustments = Adjustment("a", "1999.0") });
        Assert.Equal((Outcome.Decline, EngineReasons.PriceAboveCeiling), (dear.Outcome, Assert.Single(dear.Reasons).Code));
    }

    [Theory]
    [Trait("Article", "A36")]
    [InlineData("2000.5", 9004)]
    [InlineData("-2001.0", 9004)]
    [InlineData("vip ? 1.0 : 0.0", 9001)]
    public void An_adjustment_without_an_answer_or_beyond_its_bounds_goes_to_a_person_unadjusted(string formula, int reason)
    {
        Decision decision = Decide(new RuleContent { Adjustments = Adjustment("unsure", formula) });
        Assert.Equal((Outcome.Refer, reason), (decision.Outcome, Assert.Single(decision.Reasons).Code.Number));
        Assert.Equal(606, decision.Offer!.Loan.NominalRate.Value);
    }

    [Fact]
    public void A_strategy_without_formulas_notes_none()
    {
        Decision decision = DecisionContent.Decide(DecisionContent.Draft());
        Assert.DoesNotContain(decision.Trace.SelectMany(stage => stage.Figures), figure => figure.Name is "strategy_cap_fen" or "adjustment_bps");
    }

    private static Decision Decide(RuleContent content, long reservedFen = 0)
    {
        ApplicationDraft draft = DecisionContent.Draft();
        return DecisionContent.Decide(draft with { Finances = draft.Finances! with { MonthlyIncome = 20_000_000 } }, reservedFen, content.Read());
    }

    private static string Cap(string id, string formula) => $$"""{ "id": "{{id}}", "most_yuan": "{{formula}}", "reason": "signal_weak" }""";

    private static string Adjustment(string id, string formula) => $$"""{ "id": "{{id}}", "add_bps": "{{formula}}" }""";
}
