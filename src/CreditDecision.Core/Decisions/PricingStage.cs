using CreditDecision.Core.Lending;
using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Decisions;

/// <summary>At what price (A21), with the rate and cost that must be disclosed (A17).</summary>
internal static class PricingStage
{
    public static void Judge(DecisionRun run, StageFinding finding)
    {
        PricingResult result = Pricer.Price(
            run.Limit,
            run.Application.TenorMonths,
            run.Application.RepaymentMethod,
            run.ProbabilityOfDefault!.Value,
            run.Grade,
            run.Strategy.Pricing);
        finding.Note("base_bps", result.Components.Base.Value);
        finding.Note("risk_bps", result.Components.Risk.Value);
        finding.Note("operating_cost_bps", result.Components.OperatingCost.Value);
        finding.Note("margin_bps", result.Components.Margin.Value);
        if (result.Loan is { } loan)
        {
            finding.Note("nominal_rate_bps", loan.NominalRate.Value);
            run.Offer = new Offer(run.Limit, loan);
        }
        else
        {
            finding.Decline(EngineReasons.PriceAboveCeiling);
        }
    }
}
