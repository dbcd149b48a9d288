using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Strategies;
using Outcome = CreditDecision.Core.Decisions.Outcome;

namespace CreditDecision.Core.Tests.Decisions;

/// <summary>Stages that ask trees beside their scorecard, or instead of it. The trees read the risk signal alone.</summary>
public class SeveralModelsTests
{
    // ln(bad : good) of 5 is 99.3 %, of 0 50 %, of -1 26.9 %, of -5 0.7 %.
    private static readonly (double, double) QuietThenCertain = (-5, 5);
    private static readonly (double, double) QuietThenDoubtful = (-5, -1);

    // Two finite leaves whose sum is not.
    private static readonly (double, double)[] QuietThenInfinite = [(-5, 1.7e308), (0, 1.7e308)];

    private const string FraudStage = "\"model\": \"fraud\", \"refer_from\": 0.1, \"decline_from\": 0.4";
    private const string Beside = ", \"beside\": [ { \"model\": \"trees\", \"refer_from\": 0.1, \"decline_from\": 0.4 } ]";

    private static readonly (string, string) BesideFraud = (FraudStage, FraudStage + Beside);
    private static readonly (string, string) LeadingRisk = ("\"model\": \"risk\"", "\"model\": \"trees\"");

    [Fact]
    [Trait("Article", "A10")]
    public void A_further_model_declines_with_its_own_reason()
    {
        Decision decision = Decide(BesideFraud, "anti_fraud", 3, [QuietThenCertain]);
        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Equal(["fraud_score_reject", "trees_object"], decision.Reasons.Select(reason => reason.Name));
        StageTrace stage = decision.Trace[^1];
        Assert.Equal((Stage.AntiFraud, Outcome.Approve), (stage.Stage, stage.Leading!.Outcome));
        ModelScore trees = Assert.Single(stage.Beside);
        Assert.Equal(("trees", Outcome.Decline, 5.0), (trees.Model.Id, trees.Outcome, trees.Score));
        Assert.Equal(1 / (1 + Math.Exp(-5)), trees.Probability!.Value.Value, 12);
        // Above the average of the two leaves.
        NamedContribution contribution = Assert.Single(trees.Contributions);
        Assert.Equal(("risk_signal", "3", CostUnit.LogOdds), (contribution.Feature.Name, contribution.Value, contribution.Unit));
        Assert.Equal(5, contribution.Cost, 12);
    }

    [Fact]
    public void A_further_model_refers_and_the_stages_go_on()
    {
        Decision decision = Decide(BesideFraud, "anti_fraud", 2.5, [QuietThenDoubtful]);
        Assert.Equal(Outcome.Refer, decision.Outcome);
        Assert.Equal(["fraud_score_review", "trees_object"], decision.Reasons.Select(reason => reason.Name));
        Assert.Equal(Stage.Review, decision.Trace[^1].Stage);
        Assert.NotNull(decision.Offer);
    }

    [Fact]
    public void A_quiet_further_model_is_heard_but_not_explained()
    {
        Decision decision = Decide(BesideFraud, "anti_fraud", 0, [QuietThenCertain]);
        Assert.Equal(Outcome.Approve, decision.Outcome);
        ModelScore trees = Assert.Single(decision.Trace[2].Beside);
        Assert.Equal((Outcome.Approve, -5.0), (trees.Outcome, trees.Score));
        Assert.Empty(trees.Contributions);
    }

    [Theory]
    [InlineData("0.5, ", "0.6 ", Outcome.Refer)]
    [InlineData("0.1, ", "0.5 ", Outcome.Decline)]
    public void A_cut_off_itself_is_within(string refer, string decline, Outcome expected)
    {
        string beside = Beside.Replace("0.1, ", refer).Replace("0.4 ", decline);
        // Log-odds of 0 are exactly one half.
        Decision decision = Decide((FraudStage, FraudStage + beside), "anti_fraud", 0, [(0, 0)]);
        Assert.Equal(expected, Assert.Single(decision.Trace[2].Beside).Outcome);
        Assert.Equal(expected, decision.Outcome);
    }

    [Fact]
    public void The_severest_word_stands_and_a_decline_does_not_give_the_reasons_of_a_referral()
    {
        Decision decision = Decide(BesideFraud, "anti_fraud", 2.5, [QuietThenDoubtful], DecisionContent.Draft().WithSignal("fraud_signal", 4));
        Assert.Equal(Outcome.Decline, decision.Outcome);
        Assert.Equal(["fraud_score_reject", "signal_weak"], decision.Reasons.Select(reason => reason.Name));
        StageTrace stage = decision.Trace[^1];
        Assert.Equal((Outcome.Decline, Outcome.Refer), (stage.Leading!.Outcome, stage.Beside[0].Outcome));
        Assert.Contains(stage.Reasons, reason => reason is { Outcome: Outcome.Refer, Reason.Name: "trees_object" });
    }

    [Fact]
    [Trait("Article", "A21")]
    public void Only_the_leading_model_grades_and_prices()
    {
        // 50 % by the trees, whose own cut-offs are higher still.
        const string stage = "\"model\": \"risk\", \"refer_from\": 0.15, \"decline_from\": 0.4";
        string lenient = Beside.Replace("0.1,", "0.9,").Replace("0.4 ", "0.95 ");
        Decision with = Decide((stage, stage + lenient), "risk", 1, [(0, 0)]);
        Decision without = DecisionContent.Decide(DecisionContent.Draft().WithSignal("risk_signal", 1));
        Assert.Equal(0.5, with.Trace[4].Beside[0].Probability!.Value.Value, 12);
        Assert.Equal((Outcome.Approve, without.Grade, without.ProbabilityOfDefault), (with.Outcome, with.Grade, with.ProbabilityOfDefault));
        Assert.Equal(without.Offer!.Loan.NominalRate, with.Offer!.Loan.NominalRate);
    }

    [Theory]
    [Trait("Article", "A36")]
    [InlineData("refer", Outcome.Refer, "risk_data_missing")]
    [InlineData("decline", Outcome.Decline, "risk_data_missing_decline")]
    public void What_a_further_model_misses_is_missing_to_the_stage(string rule, Outcome expected, string reason)
    {
        StrategyContext context = DecisionContent.MakeContext(missing: rule).WithTrees("trees", "anti_fraud", QuietThenCertain);
        ApplicationDraft draft = DecisionContent.Draft();
        draft = draft with { Features = [.. draft.Features.Where(feature => feature.Name != "risk_signal")] };
        StageTrace stage = DecisionContent.Decide(draft, 0, Strategy(BesideFraud, context)).Trace[2];
        Assert.Equal((Stage.AntiFraud, expected), (stage.Stage, stage.Outcome));
        Assert.Contains(stage.Reasons, weighed => weighed.Outcome == expected && weighed.Reason.Name == reason);
    }

    [Fact]
    [Trait("Article", "A36")]
    public void A_further_model_without_an_answer_refers_and_says_so()
    {
        Decision decision = Decide(BesideFraud, "anti_fraud", 3, QuietThenInfinite);
        Assert.Equal(Outcome.Refer, decision.Outcome);
        Assert.Contains(decision.Reasons, reason => reason.Code == EngineReasons.ScoreUnusable);
        Assert.Equal([new DegradedMark("trees", DegradedCause.ScoreUnusable)], decision.Degraded);
        ModelScore trees = decision.Trace[2].Beside[0];
        Assert.Equal((Outcome.Refer, double.PositiveInfinity, null), (trees.Outcome, trees.Score, trees.Probability));
    }

    [Fact]
    [Trait("Article", "A36")]
    public void Without_an_answer_of_the_leading_risk_model_nothing_is_lent_and_a_person_decides()
    {
        Decision decision = Decide(LeadingRisk, "risk", 3, QuietThenInfinite);
        Assert.Equal(Outcome.Refer, decision.Outcome);
        Assert.Equal([EngineReasons.ScoreUnusable], decision.Reasons.Select(reason => reason.Code));
        Assert.Equal((null, null, 0), (decision.Offer, decision.ProbabilityOfDefault, decision.Reserved.Fen));
        Assert.Equal(Stage.Risk, decision.Trace[^1].Stage);
    }

    [Fact]
    [Trait("Article", "A21")]
    public void Trees_may_lead_grade_and_price()
    {
        Decision decision = Decide(LeadingRisk, "risk", 0, [QuietThenCertain]);
        Assert.Equal(Outcome.Approve, decision.Outcome);
        Assert.Equal(1 / (1 + Math.Exp(5)), decision.ProbabilityOfDefault!.Value.Value, 12);
        Assert.Equal("A", decision.Grade.Name);
        Assert.Equal(["identity", "fraud", "aml", "trees"], decision.Strategy.Models.Select(model => model.Id));
    }

    [Theory]
    [InlineData("\"trees\"", "\"tree\"", "stages.anti_fraud.beside[0].model", "no model \"tree\" is loaded")]
    [InlineData("\"trees\"", "\"risk\"", "stages.anti_fraud.beside[0].model", "is of kind risk")]
    [InlineData("\"trees\"", "\"fraud\"", "stages.anti_fraud.beside[0].model", "is asked by this stage already")]
    [InlineData("0.1,", "0.5,", "stages.anti_fraud.beside[0].refer_from", "nothing would be referred")]
    [InlineData("\"refer_from\"", "\"grades\": [], \"refer_from\"", "stages.anti_fraud.beside[0].grades", "is not known here")]
    public void A_mistake_in_a_further_model_is_named_with_its_path(string sound, string broken, string path, string message)
    {
        StrategyContext context = DecisionContent.MakeContext().WithTrees("trees", "anti_fraud", QuietThenCertain);
        string text = DecisionContent.StrategyText.Replace(FraudStage, FraudStage + Beside.Replace(sound, broken));
        Assert.Null(DecisionContent.ReadStrategy(text, context, out IReadOnlyList<DocumentError> errors));
        Assert.Contains(errors, error => error.Path == path && error.Message.Contains(message, StringComparison.Ordinal));
    }

    private static Decision Decide((string Was, string Is) edit, string purpose, double signal, (double, double)[] trees, ApplicationDraft? draft = null)
    {
        StrategyContext context = DecisionContent.MakeContext().WithTrees("trees", purpose, trees);
        return DecisionContent.Decide((draft ?? DecisionContent.Draft()).WithSignal("risk_signal", signal), 0, Strategy(edit, context));
    }

    private static StrategySnapshot Strategy((string Was, string Is) edit, StrategyContext context)
    {
        Assert.Contains(edit.Was, DecisionContent.StrategyText, StringComparison.Ordinal);
        StrategySnapshot? strategy = DecisionContent.ReadStrategy(DecisionContent.StrategyText.Replace(edit.Was, edit.Is), context, out IReadOnlyList<DocumentError> errors);
        Assert.True(strategy is not null, string.Join("; ", errors));
        return strategy;
    }
}
