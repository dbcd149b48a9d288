using System.Collections.Immutable;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>
/// The actual annual rate (实际年利率): 12 times the monthly internal rate of return of a schedule's cash flows (A17; People's Bank
/// of China, announcement 2021 no. 3, which names the internal rate of return). Months are equal, so a bullet loan compounds monthly.
/// </summary>
/// <remarks>
/// Solved for the monthly discount factor v: the sum of payment(m) × v^m equals what the borrower received. All payments are
/// positive or zero and sum to at least what was received, so the sum is an increasing convex function of v with exactly one
/// root in (0, 1]; Newton's method then falls onto it from above, and bisection stands by.
/// </remarks>
public static class AnnualPercentageRate
{
    /// <summary>10,000 % a year.</summary>
    public const double HighestRate = 100;

    /// <summary>Error of a solved rate, as a fraction a year.</summary>
    public const double Tolerance = 1e-12;

    private const int MonthsPerYear = 12;

    // Newton needs about five steps; a bracket of (0, 1] is halved into the spacing of doubles in fewer than 64.
    private const int NewtonSteps = 64;
    private const int AllSteps = 2 * NewtonSteps;
    private const double DiscountTolerance = 1e-15;

    /// <summary>Over interest and principal alone (APR).</summary>
    public static AnnualRate Apr(RepaymentSchedule schedule) => Solve(schedule, withFees: false);

    /// <summary>Over every payment, the upfront fee included (annualised all-in cost, 年化综合资金成本).</summary>
    public static AnnualRate AllInCost(RepaymentSchedule schedule) => Solve(schedule, withFees: true);

    private static AnnualRate Solve(RepaymentSchedule schedule, bool withFees)
    {
        Money received = withFees ? schedule.Principal - schedule.UpfrontFee : schedule.Principal;
        if (!received.IsPositive)
            return new AnnualRate(RateOutcome.NothingDisbursed, double.NaN);

        if (schedule.TotalInterest.IsZero && (!withFees || schedule.TotalFees.IsZero))
            return new AnnualRate(RateOutcome.Solved, 0);

        double lowest = DiscountOf(HighestRate);
        if (PresentValue(schedule, withFees, lowest).Value > received.Fen)
            return new AnnualRate(RateOutcome.AboveBound, double.NaN);

        double discount = SolveDiscount(schedule, withFees, received, lowest);
        return new AnnualRate(RateOutcome.Solved, MonthsPerYear * (1 - discount) / discount);
    }

    private static double SolveDiscount(RepaymentSchedule schedule, bool withFees, Money received, double lowest)
    {
        (double low, double high) = (lowest, 1.0);
        double discount = DiscountOf(schedule.NominalRate.Fraction);
        for (int step = 0; step < AllSteps && high - low > DiscountTolerance; step++)
        {
            (double value, double slope) = PresentValue(schedule, withFees, discount);
            double excess = value - received.Fen;
            if (Math.Abs(excess / slope) <= DiscountTolerance * discount)
                break;

            (low, high) = excess > 0 ? (low, discount) : (discount, high);
            double newton = discount - (excess / slope);
            discount = step < NewtonSteps && newton > low && newton < high ? newton : low + ((high - low) / 2);
        }

        return discount;
    }

    /// <summary>Fen, and its derivative by the discount factor, by Horner's rule from the last payment to the first.</summary>
    private static (double Value, double Slope) PresentValue(RepaymentSchedule schedule, bool withFees, double discount)
    {
        (double value, double slope) = (0.0, 0.0);
        ImmutableArray<Installment> installments = schedule.Installments;
        for (int index = installments.Length - 1; index >= 0; index--)
        {
            Installment installment = installments[index];
            value += (withFees ? installment.Payment : installment.PrincipalAndInterest).Fen;
            int dueBefore = index == 0 ? 0 : installments[index - 1].DueMonth;
            for (int month = installment.DueMonth; month > dueBefore; month--)
                (value, slope) = (value * discount, (slope * discount) + value);
        }

        return (value, slope);
    }

    private static double DiscountOf(double yearlyRate) => 1 / (1 + (yearlyRate / MonthsPerYear));
}
