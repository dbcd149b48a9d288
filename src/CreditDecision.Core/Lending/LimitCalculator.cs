using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>
/// The largest amount that the request, the product, the grade, the cap, the borrower's total debt and the borrower's income
/// all allow (A6, A21), in whole steps.
/// </summary>
public static class LimitCalculator
{
    private const int MonthsPerYear = 12;

    public static LimitResult Calculate(in LimitQuestion question, LimitPolicy policy)
    {
        GradeLimit grade = policy.Of(question.Grade);
        if (!grade.Eligible) return Refused(question, LimitBinding.GradeNotEligible);
        if (question.TenorMonths < policy.MinTenorMonths || question.TenorMonths > policy.MaxTenorMonths)
            return Refused(question, LimitBinding.TenorNotOffered);

        Money payment = AffordablePayment(question, policy, grade);
        var figures = new LimitResult
        {
            AffordablePayment = payment,
            Affordable = Affordability.LargestPrincipal(question, payment, policy.MaxAmount, policy.Step),
            DebtMultiple = DebtMultiple(question, grade),
            GradeMaximum = grade.MaxLimit,
            ProductMaximum = policy.MaxAmount,
            CapHeadroom = Money.Max(question.CapHeadroom, Money.Zero),
            Requested = question.Requested,
        };
        (Money lowest, LimitBinding binding) = Lowest(figures, question.StrategyCap);
        Money supported = lowest.RoundDownTo(policy.Step);
        return figures with
        {
            Binding = binding,
            Supported = supported,
            Limit = supported >= policy.MinAmount ? supported : Money.Zero,
        };
    }

    private static LimitResult Refused(in LimitQuestion question, LimitBinding binding) =>
        new() { Binding = binding, Requested = question.Requested, CapHeadroom = Money.Max(question.CapHeadroom, Money.Zero) };

    private static Money AffordablePayment(in LimitQuestion question, LimitPolicy policy, GradeLimit grade)
    {
        Money byShare = question.MonthlyIncome.ShareRoundedDown(grade.MaxDebtServiceToIncome);
        Money byLivingCost = question.MonthlyIncome - policy.LivingCost;
        return Money.Max(Money.Min(byShare, byLivingCost) - question.MonthlyDebtService, Money.Zero);
    }

    private static Money DebtMultiple(in LimitQuestion question, GradeLimit grade)
    {
        Money mostDebt = (question.MonthlyIncome * MonthsPerYear).ShareRoundedDown(grade.MaxDebtToAnnualIncome);
        return Money.Max(mostDebt - question.OutstandingDebt, Money.Zero);
    }

    private static (Money Lowest, LimitBinding Binding) Lowest(in LimitResult figures, Money? strategyCap)
    {
        (Money, LimitBinding) lowest = (figures.Requested, LimitBinding.Requested);
        Lower(ref lowest, figures.ProductMaximum, LimitBinding.ProductMaximum);
        Lower(ref lowest, figures.GradeMaximum, LimitBinding.GradeMaximum);
        Lower(ref lowest, figures.CapHeadroom, LimitBinding.CapHeadroom);
        Lower(ref lowest, figures.DebtMultiple, LimitBinding.DebtMultiple);
        Lower(ref lowest, figures.Affordable, LimitBinding.Affordability);
        if (strategyCap is { } cap) Lower(ref lowest, Money.Max(cap, Money.Zero), LimitBinding.StrategyCap);
        return lowest;
    }

    private static void Lower(ref (Money Amount, LimitBinding Binding) lowest, Money amount, LimitBinding binding)
    {
        if (amount < lowest.Amount) lowest = (amount, binding);
    }
}
