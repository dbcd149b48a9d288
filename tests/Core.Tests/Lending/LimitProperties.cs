using CreditDecision.Core.Lending;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Lending;

[Trait("Article", "A21")]
[Trait("Article", "A6")]
public sealed class LimitProperties
{
    [Fact]
    public void A_limit_is_within_every_constraint_and_in_whole_steps() => Loans.Holds(Prop.ForAll(LimitCases.Any, one =>
    {
        LimitResult result = one.Answer();
        Money limit = result.Limit;
        if (limit.IsZero) return true;
        LimitPolicy policy = one.Policy;
        return limit.Fen % policy.Step.Fen == 0 && limit >= policy.MinAmount && limit <= policy.MaxAmount
            && limit <= policy.Of(one.Question.Grade).MaxLimit && limit <= one.Question.CapHeadroom && limit <= one.Question.Requested
            && KeepsTheIncomeRule(one, limit) && KeepsTheDebtRule(one, limit);
    }));

    [Fact]
    public void A_limit_is_the_largest_that_the_named_constraint_allows() => Loans.Holds(Prop.ForAll(LimitCases.Any, one =>
    {
        LimitResult result = one.Answer();
        Money next = result.Supported + one.Policy.Step;
        return result.Binding switch
        {
            LimitBinding.Requested => next > one.Question.Requested,
            LimitBinding.ProductMaximum => next > one.Policy.MaxAmount,
            LimitBinding.GradeMaximum => next > one.Policy.Of(one.Question.Grade).MaxLimit,
            LimitBinding.CapHeadroom => next > Money.Max(one.Question.CapHeadroom, Money.Zero),
            LimitBinding.DebtMultiple => !KeepsTheDebtRule(one, next),
            LimitBinding.Affordability => next > one.Policy.MaxAmount || !KeepsTheIncomeRule(one, next),
            LimitBinding.GradeNotEligible => !one.Policy.Of(one.Question.Grade).Eligible,
            LimitBinding.TenorNotOffered => one.Question.TenorMonths is < 3 or > 36,
            _ => false,
        };
    }));

    /// <summary>Against trying every step from the product's maximum down, long and dear loans included.</summary>
    [Fact]
    public void What_is_affordable_is_what_trying_every_amount_finds() =>
        Prop.ForAll(LimitCases.Any, Gen.Elements(12, 60, 360).ToArbitrary(), Gen.Choose(0, 600_000).ToArbitrary(), (one, months, most) =>
        {
            LimitPolicy policy = one.Policy with { MaxTenorMonths = 360, MinTenorMonths = 1, MaxAmount = Money.FromFen(1_000_000 + most) };
            LimitQuestion question = one.Question with { TenorMonths = months, Grade = LimitCases.A };
            LimitResult result = LimitCalculator.Calculate(question, policy);
            Money tried = policy.MaxAmount.RoundDownTo(policy.Step);
            while (tried.IsPositive && LimitCases.LargestPayment(question, tried) > result.AffordablePayment) tried -= policy.Step;
            return result.Affordable == tried;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void More_income_never_lowers_a_limit() => Loans.Holds(Prop.ForAll(LimitCases.Any, Gen.Choose(0, 1_000_000).ToArbitrary(), (one, more) =>
        Raised(one, one.Question with { MonthlyIncome = one.Question.MonthlyIncome + Money.FromFen(more) })));

    [Fact]
    public void More_headroom_never_lowers_a_limit() => Loans.Holds(Prop.ForAll(LimitCases.Any, Gen.Choose(0, 5_000_000).ToArbitrary(), (one, more) =>
        Raised(one, one.Question with { CapHeadroom = one.Question.CapHeadroom + Money.FromFen(more) })));

    [Fact]
    public void More_debt_never_raises_a_limit() => Loans.Holds(Prop.ForAll(LimitCases.Any, Gen.Choose(0, 1_000_000).ToArbitrary(), (one, more) =>
        Raised(one with { Question = one.Question with { MonthlyDebtService = one.Question.MonthlyDebtService + Money.FromFen(more) } }, one.Question)
        && Raised(one with { Question = one.Question with { OutstandingDebt = one.Question.OutstandingDebt + Money.FromFen(more) } }, one.Question)));

    private static bool Raised(LimitCase lower, LimitQuestion higher) => lower.Answer().Limit <= (lower with { Question = higher }).Answer().Limit;

    private static bool KeepsTheIncomeRule(LimitCase one, Money principal)
    {
        Money payment = LimitCases.LargestPayment(one.Question, principal);
        decimal debtService = (payment + one.Question.MonthlyDebtService).Fen;
        decimal share = one.Policy.Of(one.Question.Grade).MaxDebtServiceToIncome.Value;
        return debtService * 10_000 <= one.Question.MonthlyIncome.Fen * share
            && debtService + one.Policy.LivingCost.Fen <= one.Question.MonthlyIncome.Fen;
    }

    private static bool KeepsTheDebtRule(LimitCase one, Money principal)
    {
        decimal multiple = one.Policy.Of(one.Question.Grade).MaxDebtToAnnualIncome.Value;
        return (principal + one.Question.OutstandingDebt).Fen * 10_000m <= one.Question.MonthlyIncome.Fen * 12 * multiple;
    }
}
