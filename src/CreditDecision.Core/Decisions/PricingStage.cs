using CreditDecision.Core.Lending;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Facts;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions;

/// <summary>At what price (A21), with the rate and cost that must be disclosed (A17).</summary>
internal static class PricingStage
{
    public static void Judge(DecisionRun run, StageFinding finding)
    {
        BasisPoints adjustment = FormulaJudgement.Adjustment(run, finding);
        PricingResult result = Pricer.Price(
            run.Limit,
            run.Application.TenorMonths,
            run.Application.RepaymentMethod,
            run.ProbabilityOfDefault!.Value,
            run.Grade,
            run.Strategy.Pricing,
            adjustment);
        finding.Note("base_bps", result.Components.Base.Value);
        finding.Note("risk_bps", result.Components.Risk.Value);
        finding.Note("operating_cost_bps", result.Components.OperatingCost.Value);
        finding.Note("margin_bps", result.Components.Margin.Value);
        if (!run.Strategy.Rules.Adjustments.IsEmpty) finding.Note("adjustment_bps", adjustment.Value);
        if (result.Loan is { } loan)
        {
            finding.Note("nominal_rate_bps", loan.NominalRate.Value);
            run.Offer = new Offer(run.Limit, loan);
            Know(run, loan);
            RuleJudgement.Judge(run, finding, Stage.Pricing);
        }
        else
        {
            finding.Decline(EngineReasons.PriceAboveCeiling);
        }
    }

    private static void Know(DecisionRun run, PricedLoan loan)
    {
        run.Know(StrategyFacts.NominalRate, loan.NominalRate.Value);
        run.Know(StrategyFacts.Apr, loan.Apr.ToBasisPoints().Value);
        run.Know(StrategyFacts.AllInCost, loan.AllInCost.ToBasisPoints().Value);
        run.Know(StrategyFacts.LargestPayment, loan.Schedule.LargestPayment.Fen / 100.0);
    }
}
