using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;

namespace CreditDecision.Core.Decisions;

/// <summary>Triggers of manual review (A22), looked at last because they weigh the offer itself.</summary>
internal static class ReviewStage
{
    public static void Judge(DecisionRun run, StageFinding finding)
    {
        foreach (ReviewTrigger trigger in run.Strategy.ReviewTriggers)
            if (Fires(trigger, run)) finding.Refer(ReasonOf(trigger.Kind));
    }

    private static bool Fires(ReviewTrigger trigger, DecisionRun run) => trigger.Kind switch
    {
        ReviewTriggerKind.OfferFromYuan => run.Limit.Fen / 100.0 >= trigger.Threshold,
        ReviewTriggerKind.LimitBelowShare => run.Limit.Fen < trigger.Threshold * run.Application.Amount.Fen,
        ReviewTriggerKind.AgeFrom => run.BorrowerAge >= trigger.Threshold,
        ReviewTriggerKind.PdFrom => run.ProbabilityOfDefault is { } pd && pd.Value >= trigger.Threshold,
        // A kind nobody wrote a rule for must not pass in silence.
        _ => true,
    };

    private static ReasonCode ReasonOf(ReviewTriggerKind kind) => kind switch
    {
        ReviewTriggerKind.OfferFromYuan => EngineReasons.LargeAmountReview,
        ReviewTriggerKind.LimitBelowShare => EngineReasons.ReducedLimitReview,
        ReviewTriggerKind.AgeFrom => EngineReasons.AgeReview,
        _ => EngineReasons.LowConfidenceReview,
    };
}
