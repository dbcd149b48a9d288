using CreditDecision.Core.Applications;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>
/// How much a borrower may owe so that no instalment, as the schedule rounds it and with its fee, exceeds a given payment.
/// </summary>
/// <remarks>
/// Interest-first and bullet loans are measured by the equal instalment over the same months: their own monthly payments say
/// nothing of how the principal will be found at maturity.
/// </remarks>
internal static class Affordability
{
    // Up to three figures of an instalment are rounded (principal or payment, interest, fee), each by at most half a fen.
    private const int RoundingFen = 2;

    /// <summary>The largest whole number of steps that fits, at most <paramref name="most"/>.</summary>
    /// <remarks>
    /// A closed form bounds it from above; from there it goes down step by step until the rounded schedule fits. The last
    /// instalment of a long and dear loan holds the compounded rounding of all others, so a smaller principal need not fit
    /// because a larger one does; what is found is the largest that does, which makes the result monotone in the payment.
    /// </remarks>
    public static Money LargestPrincipal(in LimitQuestion question, Money payment, Money most, Money step)
    {
        FeePlan fees = question.Fees ?? FeePlan.None;
        RepaymentMethod method = question.Method == RepaymentMethod.EqualPrincipal ? RepaymentMethod.EqualPrincipal : RepaymentMethod.EqualInstallment;
        Money principal = Money.Min(UpperBound(question, payment, method, fees), most).RoundDownTo(step);
        while (principal.IsPositive && !Fits(new InstallmentWalk(principal, question.TenorMonths, question.StressRate, method, fees), payment))
            principal -= step;
        return principal;
    }

    private static Money UpperBound(in LimitQuestion question, Money payment, RepaymentMethod method, FeePlan fees)
    {
        long forPrincipal = payment.Fen + RoundingFen - fees.MonthlyFixed.Fen;
        if (forPrincipal <= 0) return Money.Zero;
        if (method == RepaymentMethod.EqualInstallment)
        {
            Estimate factor = MonthlyInterest.EqualPaymentEstimate(question.TenorMonths, question.StressRate);
            // Both parts of the sum are positive, so neither error grows; the operations here are within what the factor's bound leaves over.
            var most = new Estimate(forPrincipal / (factor.Value + fees.MonthlyShare.Fraction), factor.RelativeError);
            if (most.TryFloor(0, out long fen)) return Money.FromFen(fen);
        }
        decimal firstInstallment = method == RepaymentMethod.EqualPrincipal
            ? (1m / question.TenorMonths) + MonthlyInterest.Fraction(question.StressRate)
            : MonthlyInterest.EqualPaymentFactor(question.TenorMonths, question.StressRate);
        decimal monthlyFee = fees.MonthlyShare.Value / (decimal)BasisPoints.PerWhole;
        return Money.FromFen((long)decimal.Floor(forPrincipal / (firstInstallment + monthlyFee)));
    }

    private static bool Fits(InstallmentWalk walk, Money payment)
    {
        while (walk.TryNext(out Installment installment))
            if (installment.Payment > payment) return false;
        return true;
    }
}
