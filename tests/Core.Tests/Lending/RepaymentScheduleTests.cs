using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Lending;

[Trait("Article", "A17")]
public sealed class RepaymentScheduleTests
{
    [Fact]
    public void Principal_sums_exactly_and_the_balance_falls_to_zero() => Loans.Holds(Prop.ForAll(Loans.Any, loan =>
    {
        long balance = loan.Fen;
        foreach (Installment installment in loan.Schedule().Installments)
        {
            balance -= installment.Principal.Fen;
            if (installment.Balance.Fen != balance || balance < 0) return false;
            if (installment.Principal.IsNegative || installment.Interest.IsNegative || installment.Fee.IsNegative) return false;
        }

        return balance == 0;
    }));

    [Fact]
    public void Interest_of_each_period_is_that_of_the_balance_half_up() => Loans.Holds(Prop.ForAll(Loans.Any, loan =>
    {
        long balance = loan.Fen;
        int before = 0;
        foreach (Installment installment in loan.Schedule().Installments)
        {
            decimal exact = balance * (decimal)loan.Bps * (installment.DueMonth - before) / 120_000m;
            if (installment.Interest.Fen != decimal.Round(exact, MidpointRounding.AwayFromZero)) return false;
            (balance, before) = (installment.Balance.Fen, installment.DueMonth);
        }

        return true;
    }));

    [Fact]
    public void Due_months_and_numbers_run_through_the_tenor() => Loans.Holds(Prop.ForAll(Loans.Any, loan =>
    {
        IEnumerable<(int, int)> given = loan.Schedule().Installments.Select(installment => (installment.Number, installment.DueMonth));
        IEnumerable<(int, int)> due = loan.Method == RepaymentMethod.Bullet
            ? [(1, loan.Months)]
            : Enumerable.Range(1, loan.Months).Select(month => (month, month));
        return given.SequenceEqual(due);
    }));

    [Fact]
    public void Totals_are_those_of_the_instalments() => Loans.Holds(Prop.ForAll(Loans.Any, loan =>
    {
        RepaymentSchedule schedule = loan.Schedule();
        return schedule.TotalInterest.Fen == schedule.Installments.Sum(installment => installment.Interest.Fen)
            && schedule.TotalFees.Fen == loan.Fees.UpfrontOn(schedule.Principal).Fen + schedule.Installments.Sum(installment => installment.Fee.Fen)
            && schedule.Installments.Sum(installment => installment.Fee.Fen) == loan.Fees.MonthlyOn(schedule.Principal).Fen * loan.Months
            && schedule.LargestPayment.Fen == schedule.Installments.Max(installment => installment.Payment.Fen);
    }));

    /// <summary>
    /// Rounding of the payment and of each interest is at most half a fen each; left unpaid for k months it grows to (1+i)^k,
    /// so the last instalment differs from the others by at most ((1+i)^n - 1) / i fen, and a fen for its own rounding.
    /// </summary>
    [Fact]
    public void Equal_instalments_are_equal_and_the_last_differs_by_the_compounded_rounding_only() =>
        Loans.Holds(Prop.ForAll(Loans.Ordinary([RepaymentMethod.EqualInstallment], Loans.SomeFees).ToArbitrary(), loan =>
        {
            RepaymentSchedule schedule = loan.Schedule();
            long[] payments = [.. schedule.Installments.Select(installment => installment.PrincipalAndInterest.Fen)];
            double monthly = loan.Bps / 120_000.0;
            double drift = monthly == 0 ? loan.Months : (Math.Pow(1 + monthly, loan.Months) - 1) / monthly;
            bool paidEarly = schedule.Installments.SkipLast(1).Any(installment => installment.Balance.IsZero);
            return paidEarly || (payments.SkipLast(1).Distinct().Count() <= 1 && Math.Abs(payments[^1] - payments[0]) <= drift + 1);
        }));

    [Fact]
    public void On_a_consumer_loan_of_three_years_the_last_instalment_is_within_half_a_yuan() =>
        Loans.Holds(Prop.ForAll(Loans.Ordinary([RepaymentMethod.EqualInstallment], Gen.Constant(FeePlan.None)).ToArbitrary(), loan =>
        {
            RepaymentSchedule schedule = (loan with { Months = Math.Min(loan.Months, 36), Bps = Math.Min(loan.Bps, 2_400) }).Schedule();
            return Math.Abs(schedule.Installments[^1].Payment.Fen - schedule.Installments[0].Payment.Fen) <= 50;
        }));

    /// <summary>¥100,000, 12 %, 12 months: 100000 × .01 / (1 - 1.01^-12) = 8,884.879 of every annuity table.</summary>
    [Fact]
    public void Equal_instalments_of_the_annuity_table()
    {
        RepaymentSchedule schedule = new Loan(10_000_000, 12, 1_200, RepaymentMethod.EqualInstallment, FeePlan.None).Schedule();
        Assert.All(schedule.Installments.SkipLast(1), installment => Assert.Equal(888_488, installment.Payment.Fen));
        Assert.Equal(Row(1, 1, 788_488, 100_000, 9_211_512), schedule.Installments[0]);
        // Payments were rounded up by .12 fen each: the last is 3 fen lower. All figures worked in exact fractions outside this code.
        Assert.Equal(Row(12, 12, 879_688, 8_797, 0), schedule.Installments[^1]);
        Assert.Equal(661_853, schedule.TotalInterest.Fen);
    }

    /// <summary>The figure that every Chinese mortgage calculator gives for ¥1,000,000 at 4.9 % over 30 years: ¥5,307.27.</summary>
    [Fact]
    public void Equal_instalments_of_a_long_loan()
    {
        RepaymentSchedule schedule = new Loan(100_000_000, 360, 490, RepaymentMethod.EqualInstallment, FeePlan.None).Schedule();
        Assert.Equal(530_727, schedule.Installments[0].Payment.Fen);
        Assert.Equal(Row(360, 360, 528_362, 2_157, 0), schedule.Installments[^1]);
    }

    /// <summary>¥12,000, 12 %, 12 months: ¥1,000 of principal each, interest 120, 110 ... 10, together 780.</summary>
    [Fact]
    public void Equal_principal_by_hand()
    {
        RepaymentSchedule schedule = new Loan(1_200_000, 12, 1_200, RepaymentMethod.EqualPrincipal, FeePlan.None).Schedule();
        Assert.Equal(Enumerable.Range(1, 12).Select(k => Row(k, k, 100_000, (13 - k) * 1_000, (12 - k) * 100_000)), schedule.Installments);
        Assert.Equal(78_000, schedule.TotalInterest.Fen);
    }

    /// <summary>¥100.00 in 3 parts: 33.33, 33.33, 33.34.</summary>
    [Fact]
    public void The_last_part_of_equal_principal_takes_the_odd_fen() =>
        Assert.Equal([3_333, 3_333, 3_334], new Loan(10_000, 3, 0, RepaymentMethod.EqualPrincipal, FeePlan.None).Schedule().Installments.Select(i => i.Principal.Fen));

    /// <summary>¥10,000 at 14.85 %: 10000 × .1485 / 12 = 123.75 a month.</summary>
    [Fact]
    public void Interest_first_by_hand()
    {
        RepaymentSchedule schedule = new Loan(1_000_000, 3, 1_485, RepaymentMethod.InterestFirst, FeePlan.None).Schedule();
        Assert.Equal([Row(1, 1, 0, 12_375, 1_000_000), Row(2, 2, 0, 12_375, 1_000_000), Row(3, 3, 1_000_000, 12_375, 0)], schedule.Installments);
    }

    /// <summary>¥10,000 at 6 % for half a year: 10000 × .06 × 6 / 12 = 300.</summary>
    [Fact]
    public void Bullet_by_hand()
    {
        RepaymentSchedule schedule = new Loan(1_000_000, 6, 600, RepaymentMethod.Bullet, FeePlan.None).Schedule();
        Assert.Equal([Row(1, 6, 1_000_000, 30_000, 0)], schedule.Installments);
    }

    /// <summary>¥600.00 at 1 bp: half a fen a month, which is charged as one.</summary>
    [Fact]
    public void Half_a_fen_of_interest_is_a_fen() =>
        Assert.Equal(1, new Loan(60_000, 1, 1, RepaymentMethod.InterestFirst, FeePlan.None).Schedule().TotalInterest.Fen);

    [Fact]
    public void Fees_are_shares_of_the_principal_first_lent_and_fixed_amounts()
    {
        var fees = new FeePlan
        {
            UpfrontShare = new BasisPoints(100), UpfrontFixed = Money.FromYuan(50), MonthlyShare = new BasisPoints(10), MonthlyFixed = Money.FromYuan(3),
        };
        RepaymentSchedule monthly = new Loan(1_000_000, 12, 600, RepaymentMethod.EqualPrincipal, fees).Schedule();
        Assert.Equal(15_000, monthly.UpfrontFee.Fen);
        Assert.All(monthly.Installments, installment => Assert.Equal(1_300, installment.Fee.Fen));
        Assert.Equal(15_000 + (12 * 1_300), monthly.TotalFees.Fen);

        RepaymentSchedule bullet = new Loan(1_000_000, 12, 600, RepaymentMethod.Bullet, fees).Schedule();
        Assert.Equal(12 * 1_300, bullet.Installments.Single().Fee.Fen);
    }

    [Theory]
    [InlineData(0, 12, 1_200, RepaymentMethod.Bullet)]
    [InlineData(-1, 12, 1_200, RepaymentMethod.Bullet)]
    [InlineData(10_000_000_001, 12, 1_200, RepaymentMethod.Bullet)]
    [InlineData(100, 0, 1_200, RepaymentMethod.Bullet)]
    [InlineData(100, 361, 1_200, RepaymentMethod.Bullet)]
    [InlineData(100, 12, -1, RepaymentMethod.Bullet)]
    [InlineData(100, 12, 100_001, RepaymentMethod.Bullet)]
    [InlineData(100, 12, 1_200, RepaymentMethod.Unspecified)]
    [InlineData(100, 12, 1_200, (RepaymentMethod)9)]
    public void Terms_that_no_loan_has_are_a_bug_of_the_caller(long fen, int months, int bps, RepaymentMethod method) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Loan(fen, months, bps, method, FeePlan.None).Schedule());

    private static Installment Row(int number, int month, long principal, long interest, long balance) =>
        new(number, month, Money.FromFen(principal), Money.FromFen(interest), Money.Zero, Money.FromFen(balance));
}
