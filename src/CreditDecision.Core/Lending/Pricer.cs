using CreditDecision.Core.Applications;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>
/// Prices a loan by its risk (A21) within the product's floor and ceiling and the legal ceiling of its all-in cost (A17).
/// </summary>
/// <remarks>
/// Nominal rate = base + PD × LGD + operating cost + margin of the grade + adjustment, PD × LGD rounded up to the basis point.
/// PD is that of the next 12 months, so PD × LGD is the loss expected in a year on each yuan outstanding; for longer tenors this
/// takes the later years to be as risky as the first, for shorter ones the months to share the year's risk evenly.
/// </remarks>
public static class Pricer
{
    // PD × LGD of 120 bp may come out of the multiplication as 120.00000000000001 and must not become 121.
    private const double MultiplicationErrorBps = 1e-9;

    /// <param name="principal">As for <see cref="RepaymentSchedule.Create"/>.</param>
    /// <param name="adjustment">Added before floor and ceilings.</param>
    public static PricingResult Price(
        Money principal, int tenorMonths, RepaymentMethod method, Probability probabilityOfDefault, Grade grade, PricingPolicy policy,
        BasisPoints adjustment = default)
    {
        RateComponents components = Components(probabilityOfDefault, grade, policy, adjustment);
        BasisPoints floored = BasisPoints.Max(components.Sum, policy.Floor);
        if (floored > policy.Ceiling && policy.AboveCeiling != AboveCeiling.Cap)
            return new PricingResult(PricingOutcome.AboveNominalCeiling, components, null);

        BasisPoints rate = BasisPoints.Min(floored, policy.Ceiling);
        RateBinding binding = rate < floored ? RateBinding.Ceiling : floored > components.Sum ? RateBinding.Floor : RateBinding.Components;
        var terms = new Terms(principal, tenorMonths, method, policy);
        PricedLoan? loan = terms.TryLend(rate, binding) ?? DearestWithin(policy.Floor, rate, terms);
        return loan is null
            ? new PricingResult(PricingOutcome.AllInCostAboveCeiling, components, null)
            : new PricingResult(PricingOutcome.Priced, components, loan);
    }

    /// <summary>The loan at a rate that was settled before, for another amount.</summary>
    /// <returns>Null where its fees would bring it above the legal ceiling of the all-in cost.</returns>
    public static PricedLoan? AtRate(Money principal, int tenorMonths, RepaymentMethod method, BasisPoints nominal, PricingPolicy policy) =>
        new Terms(principal, tenorMonths, method, policy).TryLend(nominal, RateBinding.Components);

    private static RateComponents Components(Probability probabilityOfDefault, Grade grade, PricingPolicy policy, BasisPoints adjustment)
    {
        double expectedLossBps = probabilityOfDefault.Value * policy.LossGivenDefault.Value;
        var risk = new BasisPoints((int)Math.Ceiling(expectedLossBps - MultiplicationErrorBps));
        return new RateComponents(policy.Base, risk, policy.OperatingCost, policy.MarginOf(grade), adjustment);
    }

    /// <summary>
    /// The loan at the highest whole basis point from the floor up and below a rate known not to fit; null when not even the floor fits.
    /// </summary>
    /// <remarks>
    /// Halving relies on the all-in cost growing with the rate. Rounding to the fen can break that by a basis point or so on loans
    /// of a few yuan; the loan found still fits, it may only be that much cheaper than need be.
    /// </remarks>
    private static PricedLoan? DearestWithin(BasisPoints floor, BasisPoints tooDear, in Terms terms)
    {
        if (floor >= tooDear || terms.TryLend(floor, RateBinding.AllInCostCeiling) is not { } best) return null;
        (int fits, int fails) = (floor.Value, tooDear.Value);
        while (fails - fits > 1)
        {
            int middle = fits + ((fails - fits) / 2);
            PricedLoan? loan = terms.TryLend(new BasisPoints(middle), RateBinding.AllInCostCeiling);
            (best, fits, fails) = loan is null ? (best, fits, middle) : (loan, middle, fails);
        }

        return best;
    }

    // What is lent at whatever rate.
    private readonly record struct Terms(Money Principal, int TenorMonths, RepaymentMethod Method, PricingPolicy Policy)
    {
        public PricedLoan? TryLend(BasisPoints nominal, RateBinding settledBy)
        {
            RepaymentSchedule schedule = RepaymentSchedule.Create(Principal, TenorMonths, nominal, Method, Policy.Fees);
            AnnualRate apr = AnnualPercentageRate.Apr(schedule);
            // Without fees both are solved from the same payments.
            AnnualRate allInCost = schedule.TotalFees.IsZero ? apr : AnnualPercentageRate.AllInCost(schedule);
            return apr.IsSolved && allInCost.IsAtMost(Policy.AllInCostCeiling) ? new PricedLoan(settledBy, apr, allInCost, schedule) : null;
        }
    }
}
