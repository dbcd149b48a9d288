using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Lending;

[Trait("Article", "A17")]
public sealed class AnnualPercentageRateTests
{
    private static readonly FeePlan NoFees = FeePlan.None;

    [Fact]
    public void Cash_flows_discounted_at_the_rate_give_back_what_was_received() => Loans.Holds(Prop.ForAll(Loans.Any, loan =>
    {
        RepaymentSchedule schedule = loan.Schedule();
        AnnualRate apr = AnnualPercentageRate.Apr(schedule);
        AnnualRate allIn = AnnualPercentageRate.AllInCost(schedule);
        return IsReproduced(schedule.Principal.Fen, schedule, i => i.PrincipalAndInterest, apr)
            && IsReproduced((schedule.Principal - schedule.UpfrontFee).Fen, schedule, i => i.Payment, allIn);
    }));

    [Fact]
    public void Without_fees_the_rate_of_monthly_instalments_is_the_nominal_one_within_a_basis_point() =>
        Loans.Holds(Prop.ForAll(Loans.Ordinary(Loans.MonthlyMethods, Gen.Constant(NoFees)).ToArbitrary(), loan =>
        {
            // Half a fen of rounding on ¥10,000 is a hundredth of a basis point a month; on less it would be seen.
            RepaymentSchedule schedule = (loan with { Fen = loan.Fen + 1_000_000 }).Schedule();
            return Math.Abs(AnnualPercentageRate.Apr(schedule).Value - (loan.Bps / 10_000.0)) <= 0.0001;
        }));

    [Fact]
    public void Without_fees_the_all_in_cost_is_the_rate_and_fees_only_add_to_it() => Loans.Holds(Prop.ForAll(Loans.Any, loan =>
    {
        RepaymentSchedule dear = loan.Schedule();
        RepaymentSchedule free = (loan with { Fees = NoFees }).Schedule();
        AnnualRate apr = AnnualPercentageRate.Apr(dear);
        AnnualRate allIn = AnnualPercentageRate.AllInCost(dear);
        return AnnualPercentageRate.AllInCost(free) == apr
            && (!allIn.IsSolved || !apr.IsSolved || allIn.Value >= apr.Value - AnnualPercentageRate.Tolerance);
    }));

    /// <summary>The "0.5 % a month" instalment offer: ¥12,000 back in 12 × ¥1,060. Known actual cost: 10.90 %, not 6 %.</summary>
    [Fact]
    public void A_monthly_fee_of_half_a_per_cent_costs_almost_eleven_per_cent()
    {
        var fees = new FeePlan { MonthlyShare = new BasisPoints(50) };
        RepaymentSchedule schedule = new Loan(1_200_000, 12, 0, RepaymentMethod.EqualPrincipal, fees).Schedule();
        Assert.Equal(0, AnnualPercentageRate.Apr(schedule).Value);
        // Bisected with 50 decimal digits: 0.108963825185015682833...
        Assert.Equal(0.10896382518501568, AnnualPercentageRate.AllInCost(schedule).Value, 1e-12);
        Assert.Equal(new BasisPoints(1_090), AnnualPercentageRate.AllInCost(schedule).ToBasisPoints());
    }

    /// <summary>¥10,000 at 6 %, half a year, at once: 12 × (1.03^(1/6) - 1) = 5.9263 %, since it compounds monthly.</summary>
    [Fact]
    public void A_bullet_loan_compounds_monthly()
    {
        AnnualRate apr = AnnualPercentageRate.Apr(new Loan(1_000_000, 6, 600, RepaymentMethod.Bullet, NoFees).Schedule());
        Assert.Equal(0.05926346437436394, apr.Value, 1e-12);
        Assert.Equal(new BasisPoints(593), apr.ToBasisPoints());
    }

    /// <summary>One month: ¥9,900 received, ¥10,100 paid: 200 / 9900 × 12 = 24.2424 %.</summary>
    [Fact]
    public void An_upfront_fee_comes_off_what_is_received()
    {
        var fees = new FeePlan { UpfrontShare = new BasisPoints(100) };
        RepaymentSchedule schedule = new Loan(1_000_000, 1, 1_200, RepaymentMethod.EqualInstallment, fees).Schedule();
        Assert.Equal(0.12, AnnualPercentageRate.Apr(schedule).Value, 1e-12);
        Assert.Equal(12 * 200 / 9_900.0, AnnualPercentageRate.AllInCost(schedule).Value, 1e-12);
    }

    /// <summary>¥100,000, 12 %, 12 months and 2 % upfront: bisected with 50 decimal digits to 15.854496853914993 %.</summary>
    [Fact]
    public void An_upfront_fee_on_equal_instalments()
    {
        var fees = new FeePlan { UpfrontShare = new BasisPoints(200) };
        RepaymentSchedule schedule = new Loan(10_000_000, 12, 1_200, RepaymentMethod.EqualInstallment, fees).Schedule();
        Assert.Equal(0.15854496853914993, AnnualPercentageRate.AllInCost(schedule).Value, 1e-12);
    }

    [Fact]
    public void Nothing_received_has_no_rate()
    {
        var fees = new FeePlan { UpfrontShare = new BasisPoints(10_000) };
        AnnualRate rate = AnnualPercentageRate.AllInCost(new Loan(10_000, 12, 600, RepaymentMethod.Bullet, fees).Schedule());
        AssertNoRate(RateOutcome.NothingDisbursed, rate);
    }

    /// <summary>¥1 received and ¥100 paid a month later: 9,900 % a month, far above the bound of 10,000 % a year.</summary>
    [Fact]
    public void A_rate_above_the_bound_is_said_to_be_so()
    {
        var fees = new FeePlan { UpfrontFixed = Money.FromYuan(99) };
        AnnualRate rate = AnnualPercentageRate.AllInCost(new Loan(10_000, 1, 0, RepaymentMethod.Bullet, fees).Schedule());
        AssertNoRate(RateOutcome.AboveBound, rate);
    }

    [Fact]
    public void A_rate_that_nobody_solved_is_within_no_ceiling() => AssertNoRate(RateOutcome.Unspecified, default);

    [Theory]
    [InlineData(0.123449, 1_234)]
    [InlineData(0.12345, 1_235)] // 1,234.5 bp
    [InlineData(0.123451, 1_235)]
    [InlineData(0, 0)]
    public void Basis_points_are_rounded_half_up(double rate, int bps) =>
        Assert.Equal(new BasisPoints(bps), new AnnualRate(RateOutcome.Solved, rate).ToBasisPoints());

    [Fact]
    public void A_ceiling_is_held_before_rounding()
    {
        Assert.True(new AnnualRate(RateOutcome.Solved, 0.24).IsAtMost(new BasisPoints(2_400)));
        Assert.False(new AnnualRate(RateOutcome.Solved, 0.240000001).IsAtMost(new BasisPoints(2_400)));
    }

    private static bool IsReproduced(long received, RepaymentSchedule schedule, Func<Installment, Money> payment, AnnualRate rate)
    {
        if (rate.Outcome == RateOutcome.NothingDisbursed) return received <= 0;
        double yearly = rate.IsSolved ? rate.Value : AnnualPercentageRate.HighestRate;
        double value = schedule.Installments.Sum(i => payment(i).Fen * Math.Pow(1 + (yearly / 12), -i.DueMonth));
        if (rate.Outcome == RateOutcome.AboveBound) return value > received;
        return Math.Abs(value - received) <= 1e-11 * received * schedule.TenorMonths;
    }

    private static void AssertNoRate(RateOutcome outcome, AnnualRate rate)
    {
        Assert.Equal(outcome, rate.Outcome);
        Assert.False(rate.IsSolved);
        Assert.False(rate.IsAtMost(new BasisPoints(int.MaxValue)));
        Assert.Throws<InvalidOperationException>(() => rate.ToBasisPoints());
    }
}
