using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Strategies;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Core.Tests.Lending;

[Trait("Article", "A17")]
[Trait("Article", "A21")]
public sealed class DecimalAgreementTests
{
    // Where doubles cannot tell how a fen is rounded is one loan in a million, so the draws that look for it are many and aimed.
    private static readonly Config ManyLoans = Config.QuickThrowOnFailure.WithMaxTest(100_000);

    // Where half a fen compounds to more than any debt there is no schedule: PricingPolicy.CheckRounding refuses far less.
    private static readonly Arbitrary<Loan> MonthlyLoan = Loans.Any.Filter(
        loan => loan.Method != RepaymentMethod.Bullet && Math.Pow(1 + (loan.Bps / 120_000.0), loan.Months) < 1e15);

    /// <summary>One month's payment is principal · (1 + i): half a fen exactly where principal · bp is an odd multiple of 60,000.</summary>
    private static readonly Arbitrary<Loan> HalfAFen =
        (from bps in Gen.Choose(1, 3_600)
         from odd in Gen.Choose(0, 2_000)
         let fen = 60_000 / (long)System.Numerics.BigInteger.GreatestCommonDivisor(60_000, bps) * ((2 * odd) + 1)
         select new Loan(fen, 1, bps, RepaymentMethod.EqualInstallment, FeePlan.None)).ToArbitrary();

    [Fact]
    public void Every_instalment_is_the_one_that_decimals_give() =>
        Prop.ForAll(MonthlyLoan, loan => Interest(loan).SequenceEqual(DecimalLending.Interest(loan))).Check(ManyLoans);

    [Fact]
    public void A_payment_that_ends_on_half_a_fen_is_rounded_as_decimals_round_it() =>
        Prop.ForAll(HalfAFen, loan =>
        {
            // Two months let the regular payment show; the last one takes what is left.
            Loan two = loan with { Months = 2 };
            return Interest(two).SequenceEqual(DecimalLending.Interest(two)) && FirstPayment(two) == DecimalLending.Regular(two.Fen, 2, two.Bps, two.Method)
                && Interest(loan).SequenceEqual(DecimalLending.Interest(loan));
        }).Check(ManyLoans);

    /// <summary>¥100 million at a rate of one basis point: what doubles leave in doubt is more than a fen.</summary>
    [Fact]
    public void Where_doubles_cannot_tell_the_payment_decimals_do()
    {
        for (int months = 2; months <= 360; months++)
        {
            var loan = new Loan(Application.MostFen - months, months, 1, RepaymentMethod.EqualInstallment, FeePlan.None);
            Assert.Equal(DecimalLending.Regular(loan.Fen, months, 1, loan.Method), FirstPayment(loan));
        }
    }

    [Fact]
    public void What_is_affordable_is_what_decimals_find() => Prop.ForAll(LimitCases.Any, one =>
    {
        LimitResult result = one.Answer();
        return result.Binding is LimitBinding.GradeNotEligible or LimitBinding.TenorNotOffered
            || result.Affordable.Fen == DecimalLending.LargestPrincipal(one.Question, result.AffordablePayment.Fen, one.Policy);
    }).Check(ManyLoans);

    [Fact]
    public void A_limit_is_worked_out_without_memory() => Assert.Equal(0, Allocation.Least(() => LimitCalculator.Calculate(LimitCases.Question, LimitCases.Policy)));

    private static IEnumerable<long> Interest(Loan loan) => loan.Schedule().Installments.Select(installment => installment.Interest.Fen);

    private static long FirstPayment(Loan loan) => (loan with { Fees = FeePlan.None }).Schedule().Installments[0].PrincipalAndInterest.Fen;
}
