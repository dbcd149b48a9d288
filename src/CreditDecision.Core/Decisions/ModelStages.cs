using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Decisions;

/// <summary>A19.</summary>
internal static class AntiFraudStage
{
    public static void Judge(DecisionRun run, StageFinding finding) =>
        ModelJudgement.Judge(run, finding, run.Strategy.Stages.AntiFraud, EngineReasons.FraudScoreReview, EngineReasons.FraudScoreReject);
}

/// <summary>A4, A18.</summary>
internal static class AntiMoneyLaunderingStage
{
    public static void Judge(DecisionRun run, StageFinding finding) =>
        ModelJudgement.Judge(run, finding, run.Strategy.Stages.AntiMoneyLaundering, EngineReasons.AmlScoreReview, EngineReasons.AmlScoreReject);
}

/// <summary>Probability of default and credit grade (A21).</summary>
internal static class RiskStage
{
    public static void Judge(DecisionRun run, StageFinding finding)
    {
        run.ProbabilityOfDefault = ModelJudgement.Judge(
            run, finding, run.Strategy.Stages.Risk, EngineReasons.RiskScoreReview, EngineReasons.RiskScoreReject);
        if (run.ProbabilityOfDefault is { } pd) run.Grade = run.Strategy.Stages.Grades.Of(pd);
    }
}
