using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Reviews;

/// <summary>What the decision offered besides the amount, and what of its strategy binds any other amount (A17).</summary>
/// <param name="NominalRate">Of the decision's offer; a reviewer changes the amount, never the price.</param>
public sealed record ReviewTerms(int TenorMonths, RepaymentMethod Method, BasisPoints NominalRate, LimitPolicy Limit, PricingPolicy Pricing)
{
    public bool IsOfProduct(Money amount) => amount >= Limit.MinAmount && amount.Fen % Limit.Step.Fen == 0;

    /// <returns>Null where its fees would bring it above the legal ceiling of the all-in cost, which fixed fees can do to a small amount.</returns>
    public PricedLoan? LoanOf(Money amount) => Pricer.AtRate(amount, TenorMonths, Method, NominalRate, Pricing);
}
