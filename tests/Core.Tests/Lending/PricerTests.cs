using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Lending;

[Trait("Article", "A17")]
[Trait("Article", "A21")]
public sealed class PricerTests
{
    private static readonly Money TenThousand = Money.FromYuan(10_000);

    private static readonly PricingPolicy Policy = new()
    {
        Base = new BasisPoints(250),
        LossGivenDefault = new BasisPoints(6_000),
        OperatingCost = new BasisPoints(180),
        MarginByGrade = [new BasisPoints(300), new BasisPoints(400), new BasisPoints(500)],
        Floor = new BasisPoints(600),
        Ceiling = new BasisPoints(1_800),
        AllInCostCeiling = new BasisPoints(2_400),
        AboveCeiling = AboveCeiling.Decline,
    };

    /// <summary>250 + .02 × 6000 + 180 + 300 = 850.</summary>
    [Fact]
    public void A_rate_is_the_sum_of_its_parts()
    {
        PricingResult result = Price(0.02, Policy);
        Assert.Equal(PricingOutcome.Priced, result.Outcome);
        Assert.Equal((250, 120, 180, 300), Parts(result.Components));
        Assert.Equal((RateBinding.Components, new BasisPoints(850)), (result.Loan!.Binding, result.Loan.NominalRate));
        Assert.Equal(0.085, result.Loan.Apr.Value, 1e-5);
        Assert.Equal(result.Loan.Apr, result.Loan.AllInCost);
    }

    /// <summary>PD × LGD in basis points; what is not whole goes up, what only the floating point made unwhole does not.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0001, 1)] // .6
    [InlineData(0.001, 6)]
    [InlineData(0.00100001, 7)] // 6.00006
    [InlineData(0.07, 420)] // .07 × 6000 is 420.00000000000006
    [InlineData(0.1, 600)]
    public void Expected_loss_is_rounded_up(double pd, int risk) => Assert.Equal(risk, Price(pd, Policy).Components.Risk.Value);

    [Fact]
    public void The_floor_holds()
    {
        PricingResult result = Price(0, Policy with { Floor = new BasisPoints(900) });
        Assert.Equal((RateBinding.Floor, new BasisPoints(900)), (result.Loan!.Binding, result.Loan.NominalRate));
    }

    /// <summary>250 + .3 × 6000 + 180 + 300 = 2530, above 1800.</summary>
    [Theory]
    [InlineData(AboveCeiling.Decline)]
    [InlineData(AboveCeiling.Unspecified)]
    public void Risk_above_the_ceiling_is_not_taken(AboveCeiling rule)
    {
        PricingResult result = Price(0.3, Policy with { AboveCeiling = rule });
        Assert.Equal((PricingOutcome.AboveNominalCeiling, null, 2_530), (result.Outcome, result.Loan, result.Components.Sum.Value));
    }

    [Fact]
    public void Risk_above_the_ceiling_is_capped_where_the_bank_says_so()
    {
        PricingResult result = Price(0.3, Policy with { AboveCeiling = AboveCeiling.Cap });
        Assert.Equal((RateBinding.Ceiling, new BasisPoints(1_800)), (result.Loan!.Binding, result.Loan.NominalRate));
    }

    [Fact]
    public void Exactly_at_the_ceiling_is_within_it()
    {
        PricingResult result = Price(0.02, Policy with { Ceiling = new BasisPoints(850) });
        Assert.Equal((PricingOutcome.Priced, RateBinding.Components), (result.Outcome, result.Loan!.Binding));
    }

    /// <summary>
    /// One month and 1 % upfront: (10000 (1 + r/12) - 9900) / 9900 × 12 ≤ 20 % allows r ≤ (.2 × .99 - .01 × 12) = 7.8 %.
    /// </summary>
    [Fact]
    public void Fees_push_the_rate_down_under_the_legal_ceiling_by_no_more_than_needed()
    {
        PricingPolicy policy = Policy with { AllInCostCeiling = new BasisPoints(2_000), Fees = new FeePlan { UpfrontShare = new BasisPoints(100) } };
        PricingResult result = Pricer.Price(TenThousand * 12, 1, RepaymentMethod.EqualInstallment, Probability.Of(0.02), LimitCases.A, policy);
        Assert.Equal((RateBinding.AllInCostCeiling, new BasisPoints(780)), (result.Loan!.Binding, result.Loan.NominalRate));
        Assert.Equal(0.2, result.Loan.AllInCost.Value, 1e-12);
    }

    [Fact]
    public void Fees_that_leave_no_room_at_the_floor_leave_no_loan()
    {
        PricingPolicy policy = Policy with { Fees = new FeePlan { MonthlyShare = new BasisPoints(200) } };
        PricingResult result = Price(0.02, policy);
        Assert.Equal((PricingOutcome.AllInCostAboveCeiling, null), (result.Outcome, result.Loan));
    }

    [Fact]
    public void Fees_that_eat_the_principal_leave_no_loan()
    {
        PricingResult result = Price(0.02, Policy with { Fees = new FeePlan { UpfrontFixed = TenThousand } });
        Assert.Equal(PricingOutcome.AllInCostAboveCeiling, result.Outcome);
    }

    [Fact]
    public void No_grade_has_no_price() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Pricer.Price(TenThousand, 12, RepaymentMethod.Bullet, Probability.Of(0.02), default, Policy));

    [Fact]
    public void A_price_is_between_floor_and_ceiling_and_within_the_legal_ceiling() => Loans.Holds(Prop.ForAll(AnyPricing, one =>
    {
        PricingResult result = one.Result();
        if (result.Loan is not { } loan) return result.Outcome != PricingOutcome.Priced;
        return result.Outcome == PricingOutcome.Priced && loan.NominalRate >= one.Policy.Floor && loan.NominalRate <= one.Policy.Ceiling
            && loan.AllInCost.Value <= one.Policy.AllInCostCeiling.Fraction + 1e-12
            && loan.AllInCost.ToBasisPoints() <= one.Policy.AllInCostCeiling
            && loan.Schedule.Principal.Fen == one.Loan.Fen && loan.Schedule.TenorMonths == one.Loan.Months && loan.Schedule.Method == one.Loan.Method;
    }));

    [Fact]
    public void A_loan_is_lowered_or_lost_only_when_the_next_basis_point_would_break_the_law() => Loans.Holds(Prop.ForAll(AnyPricing, one =>
    {
        PricingResult result = one.Result();
        int next = result switch
        {
            { Outcome: PricingOutcome.AllInCostAboveCeiling } => one.Policy.Floor.Value,
            { Loan.Binding: RateBinding.AllInCostCeiling } => result.Loan.NominalRate.Value + 1,
            _ => -1,
        };
        return next < 0 || !AnnualPercentageRate.AllInCost((one.Loan with { Bps = next }).Schedule()).IsAtMost(one.Policy.AllInCostCeiling);
    }));

    private static PricingResult Price(double pd, PricingPolicy policy) =>
        Pricer.Price(TenThousand, 12, RepaymentMethod.EqualInstallment, Probability.Of(pd), LimitCases.A, policy);

    private static (int, int, int, int) Parts(RateComponents parts) =>
        (parts.Base.Value, parts.Risk.Value, parts.OperatingCost.Value, parts.Margin.Value);

    public sealed record Pricing(Loan Loan, double Pd, PricingPolicy Policy)
    {
        public PricingResult Result() =>
            Pricer.Price(Money.FromFen(Loan.Fen), Loan.Months, Loan.Method, Probability.Of(Pd), LimitCases.B, Policy);
    }

    private static readonly Arbitrary<Pricing> AnyPricing = (
        from loan in Loans.Ordinary(Loans.Methods, Loans.SomeFees)
        from pd in Gen.Choose(0, 1_000)
        from floor in Gen.Choose(0, 1_000)
        from ceiling in Gen.Choose(1_000, 3_600)
        from legal in Gen.Choose(1_000, 3_600)
        from rule in Gen.Elements(AboveCeiling.Cap, AboveCeiling.Decline)
        let policy = Policy with
        {
            Floor = new BasisPoints(floor),
            Ceiling = new BasisPoints(ceiling),
            AllInCostCeiling = new BasisPoints(legal),
            AboveCeiling = rule,
            Fees = loan.Fees,
        }
        select new Pricing(loan, pd / 4_000.0, policy)).ToArbitrary();
}
