using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Facts;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions;

/// <summary>What tells one stage with models from another.</summary>
/// <param name="Review">Said when a model refers.</param>
/// <param name="Reject">Said when a model declines.</param>
/// <param name="Probability">Gets what the leading model said.</param>
internal sealed record ModelQuestion(Stage Stage, ReasonCode Review, ReasonCode Reject, StrategyFact Probability);

/// <summary>The order within every stage with models: their features, the models, then the strategy's tables and rules.</summary>
internal static class ModelStages
{
    public static void Judge(DecisionRun run, StageFinding finding, ModelQuestion question, Action<DecisionRun, Probability>? know = null)
    {
        ModelStage stage = run.Strategy.Stages.Of(question.Stage);
        if (!ModelJudgement.MayAsk(run, finding, stage)) return;
        if (ModelJudgement.Ask(run, finding, stage, question.Review, question.Reject) is { } probability)
        {
            run.Know(question.Probability, probability.Value);
            know?.Invoke(run, probability);
        }
        // Also after a model declined: the borrower hears every reason.
        RuleJudgement.Judge(run, finding, question.Stage);
    }
}

/// <summary>A19.</summary>
internal static class AntiFraudStage
{
    private static readonly ModelQuestion Models = new(
        Stage.AntiFraud, EngineReasons.FraudScoreReview, EngineReasons.FraudScoreReject, StrategyFacts.FraudProbability);

    public static void Judge(DecisionRun run, StageFinding finding) => ModelStages.Judge(run, finding, Models);
}

/// <summary>A4, A18.</summary>
internal static class AntiMoneyLaunderingStage
{
    private static readonly ModelQuestion Models = new(
        Stage.AntiMoneyLaundering, EngineReasons.AmlScoreReview, EngineReasons.AmlScoreReject, StrategyFacts.AmlProbability);

    public static void Judge(DecisionRun run, StageFinding finding) => ModelStages.Judge(run, finding, Models);
}

/// <summary>Probability of default and credit grade (A21).</summary>
internal static class RiskStage
{
    private static readonly ModelQuestion Models = new(
        Stage.Risk, EngineReasons.RiskScoreReview, EngineReasons.RiskScoreReject, StrategyFacts.DefaultProbability);

    public static void Judge(DecisionRun run, StageFinding finding) => ModelStages.Judge(run, finding, Models, Grade);

    private static void Grade(DecisionRun run, Probability pd)
    {
        run.ProbabilityOfDefault = pd;
        run.Grade = run.Strategy.Stages.Grades.Of(pd);
        run.Know(StrategyFacts.Grade, run.Grade.Rank - 1);
        run.Know(StrategyFacts.GradeRank, run.Grade.Rank);
    }
}
