using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Tests.Lending;

[Trait("Article", "A21")]
public sealed class LimitCalculatorTests
{
    /// <summary>
    /// Half of ¥10,000 less ¥1,000 leaves ¥4,000 a month. At 24 % over 12 months a yuan costs .02 / (1 - 1.02^-12) = .09455960 a
    /// month, so ¥4,000 carry ¥42,301.37: ¥42,300 in whole steps.
    /// </summary>
    [Theory]
    [InlineData(RepaymentMethod.EqualInstallment, 42_300)]
    [InlineData(RepaymentMethod.InterestFirst, 42_300)]
    [InlineData(RepaymentMethod.Bullet, 42_300)]
    // The first instalment of equal principal is 1/12 + .02 = .10333333 of it: ¥4,000 carry ¥38,709.68.
    [InlineData(RepaymentMethod.EqualPrincipal, 38_700)]
    public void Income_and_debts_bind(RepaymentMethod method, long yuan)
    {
        LimitResult result = LimitCalculator.Calculate(LimitCases.Question with { Method = method }, LimitCases.Policy);
        Assert.Equal(Money.FromYuan(4_000), result.AffordablePayment);
        AssertBound(LimitBinding.Affordability, yuan, result);
    }

    [Fact]
    public void A_monthly_fee_burdens_the_income_too()
    {
        // ¥4,000 less ¥100 of fee carry 3900 / .09455960 = ¥41,243.83.
        LimitQuestion question = LimitCases.Question with { Fees = new FeePlan { MonthlyFixed = Money.FromYuan(100) } };
        AssertBound(LimitBinding.Affordability, 41_200, LimitCalculator.Calculate(question, LimitCases.Policy));
    }

    /// <summary>A month's interest on ¥100.00 at 4 bp is a third of a fen, which rounds to none: ¥100.00 a month carry ¥100.00.</summary>
    [Fact]
    public void A_principal_fits_that_does_so_only_because_its_interest_rounds_away()
    {
        LimitPolicy policy = LimitCases.Policy with { MinTenorMonths = 1, MinAmount = Money.FromYuan(100), LivingCost = Money.Zero };
        LimitQuestion question = LimitCases.Question with
        {
            TenorMonths = 1, StressRate = new BasisPoints(4), MonthlyIncome = Money.FromYuan(200), MonthlyDebtService = Money.Zero, OutstandingDebt = Money.Zero,
        };
        AssertBound(LimitBinding.Affordability, 100, LimitCalculator.Calculate(question, policy));
    }

    [Fact]
    public void A_living_cost_stays_free_of_debt_service()
    {
        // ¥10,000 less ¥8,000 to live on less ¥1,000 of debt service: ¥1,000, which carry ¥10,575.34.
        LimitResult result = LimitCalculator.Calculate(LimitCases.Question, LimitCases.Policy with { LivingCost = Money.FromYuan(8_000) });
        Assert.Equal(Money.FromYuan(1_000), result.AffordablePayment);
        AssertBound(LimitBinding.Affordability, 10_500, result);
    }

    [Fact]
    public void Total_debt_binds()
    {
        // Two years of ¥10,000 a month are ¥240,000; ¥215,000 are owed.
        LimitQuestion question = LimitCases.Question with { OutstandingDebt = Money.FromYuan(215_000) };
        AssertBound(LimitBinding.DebtMultiple, 25_000, LimitCalculator.Calculate(question, LimitCases.Policy));
    }

    [Fact]
    public void The_grade_binds()
    {
        LimitQuestion question = LimitCases.Question with { Grade = LimitCases.B, MonthlyIncome = Money.FromYuan(50_000) };
        AssertBound(LimitBinding.GradeMaximum, 80_000, LimitCalculator.Calculate(question, LimitCases.Policy));
    }

    [Fact]
    public void The_product_binds()
    {
        LimitQuestion question = LimitCases.Question with { MonthlyIncome = Money.FromYuan(90_000) };
        AssertBound(LimitBinding.ProductMaximum, 50_000, LimitCalculator.Calculate(question, LimitCases.Policy with { MaxAmount = Money.FromYuan(50_000) }));
    }

    [Fact]
    [Trait("Article", "A6")]
    public void What_is_left_of_the_cap_binds_in_whole_steps()
    {
        LimitQuestion question = LimitCases.Question with { CapHeadroom = Money.FromFen(1_234_567) };
        LimitResult result = LimitCalculator.Calculate(question, LimitCases.Policy);
        AssertBound(LimitBinding.CapHeadroom, 12_300, result);
        Assert.Equal(Money.FromFen(1_234_567), result.CapHeadroom);
    }

    [Theory]
    [Trait("Article", "A6")]
    [InlineData(0)]
    [InlineData(-5)]
    public void An_exhausted_cap_leaves_nothing(long headroom)
    {
        LimitResult result = LimitCalculator.Calculate(LimitCases.Question with { CapHeadroom = Money.FromFen(headroom) }, LimitCases.Policy);
        AssertBound(LimitBinding.CapHeadroom, 0, result);
        Assert.False(result.IsOffer);
    }

    [Fact]
    public void What_was_asked_for_is_given_where_nothing_binds() =>
        AssertBound(LimitBinding.Requested, 30_000, LimitCalculator.Calculate(LimitCases.Question with { Requested = Money.FromYuan(30_050) }, LimitCases.Policy));

    [Theory]
    [InlineData(100_000, 1_000)]
    [InlineData(99_999, 0)]
    public void Below_the_products_minimum_there_is_no_offer_but_the_figure_stays(long headroom, long yuan)
    {
        LimitResult result = LimitCalculator.Calculate(LimitCases.Question with { CapHeadroom = Money.FromFen(headroom) }, LimitCases.Policy);
        AssertBound(LimitBinding.CapHeadroom, yuan, result);
        Assert.Equal(Money.FromFen(headroom).RoundDownTo(Money.FromYuan(100)), result.Supported);
    }

    [Fact]
    public void A_grade_that_is_not_eligible_gets_nothing() =>
        AssertBound(LimitBinding.GradeNotEligible, 0, LimitCalculator.Calculate(LimitCases.Question with { Grade = LimitCases.C }, LimitCases.Policy));

    [Fact]
    public void No_grade_gets_nothing() =>
        AssertBound(LimitBinding.GradeNotEligible, 0, LimitCalculator.Calculate(LimitCases.Question with { Grade = default }, LimitCases.Policy));

    [Theory]
    [InlineData(2)]
    [InlineData(37)]
    public void A_tenor_that_the_product_has_not_gets_nothing(int months) =>
        AssertBound(LimitBinding.TenorNotOffered, 0, LimitCalculator.Calculate(LimitCases.Question with { TenorMonths = months }, LimitCases.Policy));

    [Fact]
    public void No_income_gets_nothing() =>
        AssertBound(LimitBinding.DebtMultiple, 0, LimitCalculator.Calculate(LimitCases.Question with { MonthlyIncome = Money.Zero }, LimitCases.Policy));

    [Fact]
    public void A_result_that_nobody_worked_out_offers_nothing() => Assert.False(default(LimitResult).IsOffer);

    private static void AssertBound(LimitBinding binding, long yuan, LimitResult result)
    {
        Assert.Equal(binding, result.Binding);
        Assert.Equal(Money.FromYuan(yuan), result.Limit);
    }
}
