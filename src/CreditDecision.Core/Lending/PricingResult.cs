using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>Whether there is a price. Only <see cref="Priced"/> is one.</summary>
public enum PricingOutcome
{
    Unspecified = 0,
    Priced = 1,

    /// <summary>The risk asks for more than the product's ceiling, and the policy declines such loans.</summary>
    AboveNominalCeiling = 2,

    /// <summary>With its fees the loan would cost more than the legal ceiling even at the product's floor.</summary>
    AllInCostAboveCeiling = 3,
}

/// <summary>What settled the rate.</summary>
public enum RateBinding
{
    Unspecified = 0,
    Components = 1,
    Floor = 2,
    Ceiling = 3,
    AllInCostCeiling = 4,
}

/// <summary>The parts of a rate, a year's basis points each.</summary>
/// <param name="Adjustment">What the strategy's formulas add for this application; may be below zero.</param>
public readonly record struct RateComponents(BasisPoints Base, BasisPoints Risk, BasisPoints OperatingCost, BasisPoints Margin, BasisPoints Adjustment)
{
    public BasisPoints Sum => Base + Risk + OperatingCost + Margin + Adjustment;
}

/// <summary>A loan that may be offered at this price. Interest, fees and payments in total are on its schedule.</summary>
/// <param name="Apr">Over interest and principal; always solved.</param>
/// <param name="AllInCost">Over every payment; always solved and within the legal ceiling.</param>
public sealed record PricedLoan(RateBinding Binding, AnnualRate Apr, AnnualRate AllInCost, RepaymentSchedule Schedule)
{
    public BasisPoints NominalRate => Schedule.NominalRate;
}

/// <param name="Components">What the risk asks for, before floor and ceilings; given with every outcome.</param>
/// <param name="Loan">Null unless the outcome is <see cref="PricingOutcome.Priced"/>.</param>
public sealed record PricingResult(PricingOutcome Outcome, RateComponents Components, PricedLoan? Loan);
