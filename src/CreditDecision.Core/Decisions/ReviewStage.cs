using CreditDecision.Core.Strategies;

namespace CreditDecision.Core.Decisions;

/// <summary>Triggers of manual review (A22), looked at last because they weigh the offer itself.</summary>
internal static class ReviewStage
{
    public static void Judge(DecisionRun run, StageFinding finding) => RuleJudgement.Judge(run, finding, Stage.Review);
}
