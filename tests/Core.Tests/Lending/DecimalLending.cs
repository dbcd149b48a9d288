using CreditDecision.Core.Applications;
using CreditDecision.Core.Lending;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Tests.Lending;

/// <summary>Lending worked out in decimals alone, as the product first did: what its faster arithmetic must agree with to the fen.</summary>
internal static class DecimalLending
{
    /// <summary>The regular part of an instalment: the equal payment, or the equal principal.</summary>
    public static long Regular(long fen, int months, int bps, RepaymentMethod method) => method switch
    {
        RepaymentMethod.EqualInstallment => RoundHalfUp(fen * Factor(months, bps)),
        RepaymentMethod.EqualPrincipal => RoundHalfUp(fen / (decimal)months),
        _ => 0,
    };

    /// <summary>Interest of each instalment of a loan that is repaid monthly.</summary>
    public static IEnumerable<long> Interest(Loan loan)
    {
        long regular = Regular(loan.Fen, loan.Months, loan.Bps, loan.Method);
        long balance = loan.Fen;
        for (int month = 1; month <= loan.Months; month++)
        {
            long interest = RoundHalfUp(balance * (decimal)loan.Bps / 120_000);
            balance -= Math.Min(balance, loan.Method == RepaymentMethod.EqualInstallment ? regular - interest : regular);
            yield return interest;
        }
    }

    /// <summary>The largest amount in whole steps whose rounded schedule stays within a payment.</summary>
    public static long LargestPrincipal(LimitQuestion question, long payment, LimitPolicy policy)
    {
        FeePlan fees = question.Fees ?? FeePlan.None;
        decimal forPrincipal = payment + 2 - fees.MonthlyFixed.Fen;
        if (forPrincipal <= 0) return 0;
        int bps = question.StressRate.Value;
        decimal factor = question.Method == RepaymentMethod.EqualPrincipal ? (1m / question.TenorMonths) + (bps / 120_000m) : Factor(question.TenorMonths, bps);
        long bound = (long)decimal.Floor(forPrincipal / (factor + (fees.MonthlyShare.Value / 10_000m)));
        long principal = Math.Min(bound, policy.MaxAmount.Fen) / policy.Step.Fen * policy.Step.Fen;
        while (principal > 0 && LimitCases.LargestPayment(question, Money.FromFen(principal)).Fen > payment) principal -= policy.Step.Fen;
        return principal;
    }

    private static decimal Factor(int months, int bps)
    {
        if (bps == 0) return 1m / months;
        decimal monthly = bps / 120_000m;
        decimal power = 1m;
        decimal square = 1 / (1 + monthly);
        for (int exponent = months; exponent > 0; exponent >>= 1, square *= square)
            if ((exponent & 1) == 1) power *= square;
        return monthly / (1 - power);
    }

    private static long RoundHalfUp(decimal fen) => (long)decimal.Floor(fen + 0.5m);
}
