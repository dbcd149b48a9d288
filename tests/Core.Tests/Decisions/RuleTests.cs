using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using Outcome = CreditDecision.Core.Decisions.Outcome;

namespace CreditDecision.Core.Tests.Decisions;

/// <summary>What a strategy's own rules say, in both forms of evaluation.</summary>
public class RuleTests
{
    public static TheoryData<EvaluationForm> Forms => [EvaluationForm.Compiled, EvaluationForm.Plain];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_rule_that_holds_speaks_in_written_order_and_one_that_does_not_leaves_no_trace(EvaluationForm form)
    {
        var content = new RuleContent
        {
            Fraud = string.Join(",",
                RuleContent.Rule("first", "fraud_signal == 0.5", "decline"),
                RuleContent.Rule("quiet", "fraud_signal > 1"),
                RuleContent.Rule("second", "anti_fraud.probability < 0.01", "refer", "trees_object")),
        };
        Decision decision = DecisionContent.Decide(DecisionContent.Draft().WithSignal("fraud_signal", 0.5), 0, content.Read(form));
        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Equal(["signal_weak"], decision.Reasons.Select(reason => reason.Name));
        StageTrace stage = decision.Trace[^1];
        Assert.Equal(Stage.AntiFraud, stage.Stage);
        Assert.Equal(
            [("first", Outcome.Decline, 20001, false), ("second", Outcome.Refer, 20002, false)],
            stage.Rules.Select(rule => (rule.Id, rule.Outcome, rule.Reason.Number, rule.Unanswered)));
    }

    [Theory]
    [Trait("Article", "A36")]
    [InlineData("refer", Outcome.Refer, 9001)]
    [InlineData("decline", Outcome.Decline, 9002)]
    [InlineData("skip", Outcome.Approve, 0)]
    public void A_missing_fact_is_what_the_rule_says_and_always_in_the_trace(string whenMissing, Outcome expected, int reason)
    {
        var content = new RuleContent { Risk = RuleContent.Rule("unsure", "employment == 'gig'", "decline", whenMissing: whenMissing) };
        Decision decision = DecisionContent.Decide(DecisionContent.Draft(), 0, content.Read());
        Assert.Equal(expected, decision.Outcome);
        FiredRule rule = Assert.Single(decision.Trace[4].Rules);
        Assert.Equal(new FiredRule("unsure", expected, new ReasonCode(reason), true, "employment"), rule);
        Assert.Equal(expected == Outcome.Approve ? [] : [new DegradedMark("employment", DegradedCause.Missing)], decision.Degraded);
        Assert.Equal(reason == 0 ? [] : [reason], decision.Reasons.Select(given => given.Code.Number));
    }

    [Theory]
    [InlineData("has(employment) && employment == 'gig'")]
    [InlineData("risk_signal > 5 && employment == 'gig'")]
    [InlineData("!(risk_signal < 5 || employment == 'gig')")]
    public void A_missing_fact_that_cannot_change_the_answer_is_no_matter(string when)
    {
        var content = new RuleContent { Risk = RuleContent.Rule("sure", when, "decline", whenMissing: "decline") };
        Decision decision = DecisionContent.Decide(DecisionContent.Draft(), 0, content.Read());
        Assert.Equal(Outcome.Approve, decision.Outcome);
        Assert.Empty(decision.Trace[4].Rules);
        Assert.Empty(decision.Degraded);
    }

    [Theory]
    [Trait("Article", "A36")]
    [InlineData("10 / int(risk_signal) > 1", "division_by_zero")]
    [InlineData("{'private': true, 'works': 1}['works']", "bad_conversion")] // only the value shows that it is no flag
    public void A_calculation_that_fails_is_told_as_such(string when, string failure)
    {
        var content = new RuleContent { Risk = RuleContent.Rule("fails", when) };
        Decision decision = DecisionContent.Decide(DecisionContent.Draft(), 0, content.Read());
        Assert.Equal(EngineReasons.RuleNotAnswered, Assert.Single(decision.Reasons).Code);
        Assert.Equal(new FiredRule("fails", Outcome.Refer, EngineReasons.RuleNotAnswered, true, failure), Assert.Single(decision.Trace[4].Rules));
    }

    [Theory]
    [Trait("Article", "A36")]
    [InlineData("risk_signal > 5", "skip")]
    [InlineData("has(risk_signal) && risk_signal > 5", "refer")]
    public void A_value_that_cannot_be_true_goes_to_a_person_even_where_a_rule_does_without_it(string when, string whenMissing)
    {
        var content = new RuleContent { Identity = RuleContent.Rule("reads", when, whenMissing: whenMissing) };
        Decision decision = DecisionContent.Decide(DecisionContent.Draft().WithSignal("risk_signal", 11), 0, content.Read());
        StageTrace identity = decision.Trace[1];
        Assert.Equal((Stage.Identity, Outcome.Refer), (identity.Stage, identity.Outcome));
        Assert.Contains(identity.Reasons, reason => reason.Reason.Code == EngineReasons.FactsMissing);
        Assert.Contains(new DegradedMark("risk_signal", DegradedCause.OutOfRange), decision.Degraded);
    }

    [Fact]
    [Trait("Article", "A20")]
    public void A_compliance_rule_runs_only_after_the_hard_rules_left_the_matter_open()
    {
        StrategySnapshot strategy = new RuleContent { Compliance = RuleContent.Rule("always", "age > 0", "decline") }.Read();
        Decision heard = DecisionContent.Decide(DecisionContent.Draft(), 0, strategy);
        Assert.Equal("always", Assert.Single(Assert.Single(heard.Trace).Rules).Id);
        Decision withoutConsent = DecisionContent.Decide(DecisionContent.Draft() with { Consents = [] }, 0, strategy);
        Assert.Empty(Assert.Single(withoutConsent.Trace).Rules);
        Assert.DoesNotContain(withoutConsent.Reasons, reason => reason.Name == "signal_weak");
    }

    [Fact]
    [Trait("Article", "A18")]
    public void A_borrower_who_failed_the_identity_check_is_asked_nothing_further()
    {
        var content = new RuleContent { Identity = RuleContent.Rule("always", "true", "decline") };
        ApplicationDraft draft = DecisionContent.Draft();
        draft = draft with { IdentityEvidence = draft.IdentityEvidence! with { Biometric = DecisionContent.Passed(CheckSource.Bank) with { Result = CheckResult.Failed } } };
        Decision decision = DecisionContent.Decide(draft, 0, content.Read());
        Assert.Equal(["biometric_failed"], decision.Reasons.Select(reason => reason.Name));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Facts_are_what_the_stages_worked_out(EvaluationForm form)
    {
        string[] exact =
        [
            "decided_at == timestamp('2026-03-02T04:00:00Z')", "exposure.consumer_credit_yuan == 1000.0", "identity.probability < 0.01",
            "aml.probability < 0.01", "risk.pd < 0.01", "risk.grade == 'A'", "risk.grade_rank == 1.0", "limit.yuan == 50000.0", "limit.requested_share == 1.0",
            "price.nominal_rate_bps == 606.0", "price.apr_bps == 606.0", "price.all_in_cost_bps == 606.0",
            "price.largest_payment_yuan > 4304.0 && price.largest_payment_yuan < 4306.0", "age == 36.0",
        ];
        string triggers = string.Join(",", exact.Select((when, i) => $$"""{ "id": "t{{i}}", "when": "{{when}}", "reason": "age_review" }"""));
        Decision decision = DecisionContent.Decide(DecisionContent.Draft(), 100_000, new RuleContent { Triggers = triggers }.Read(form));
        Assert.Equal(exact.Select((_, i) => $"t{i}"), decision.Trace[^1].Rules.Select(rule => rule.Id));
        Assert.Equal(Outcome.Refer, decision.Outcome);
        Assert.Equal(Money.Zero, decision.Reserved);
    }

    [Fact]
    [Trait("Article", "A10")]
    public void A_strategy_says_reasons_in_its_own_words_under_the_same_number()
    {
        var content = new RuleContent
        {
            Reasons = """{ "name": "signal_weak", "zh": "换言之", "en": "In other words" }, { "name": "age_outside_product", "zh": "年龄", "en": "Age" }""",
            Risk = RuleContent.Rule("always", "true", "decline"),
        };
        ReasonDefinition reason = Assert.Single(DecisionContent.Decide(DecisionContent.Draft(), 0, content.Read()).Reasons);
        Assert.Equal((20001, "signal_weak", "换言之", "In other words"), (reason.Code.Number, reason.Name, reason.Zh, reason.En));
        Assert.Equal("The signal is weak.", DecisionContent.Strategy.Reasons[reason.Code].En);
    }

    [Fact]
    public void Rules_of_limit_and_price_see_the_offer_and_can_refuse_it()
    {
        StrategySnapshot strategy = new RuleContent
        {
            Limit = RuleContent.Rule("small", "limit.requested_share < 1.0"),
            Pricing = RuleContent.Rule("dear", "price.apr_bps > 600", "decline", "price_above_ceiling"),
        }.Read();
        Decision decision = DecisionContent.Decide(DecisionContent.Draft(), 0, strategy);
        Assert.Equal((Outcome.Decline, Stage.Pricing), (decision.Outcome, decision.Trace[^1].Stage));
        Assert.Null(decision.Offer);
        Assert.Equal(["price_above_ceiling"], decision.Reasons.Select(reason => reason.Name));
    }

    [Fact]
    public void Rules_that_do_not_fire_allocate_nothing()
    {
        string silent = string.Join(",", Enumerable.Range(0, 30).Select(i => RuleContent.Rule($"r{i}", $"risk_signal > {i + 1}.0 && (risk.pd > 0.5 || age < 20)")));
        StrategySnapshot without = new RuleContent().Read(), with = new RuleContent { Risk = silent }.Read();
        Application application = DecisionContent.Admit(DecisionContent.Draft());
        Assert.Equal(Allocated(without), Allocated(with));

        long Allocated(StrategySnapshot strategy) => Allocation.Least(() => DecisionPipeline.Decide(application, default, strategy, DecisionContent.Now));
    }
}
