using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>
/// Interest on the 30/360 convention: every month is a twelfth of a year whatever its days, so that equal instalments are equal.
/// Integer and decimal arithmetic only.
/// </summary>
internal static class MonthlyInterest
{
    private const int MonthsPerYear = 12;
    private const long Divisor = MonthsPerYear * BasisPoints.PerWhole;

    /// <summary>Simple interest for some months, rounded half-up to the fen.</summary>
    public static Money On(Money balance, BasisPoints rate, int months) =>
        Money.FromFen(checked((balance.Fen * rate.Value * months) + (Divisor / 2)) / Divisor);

    /// <summary>The equal monthly payment of an annuity, rounded half-up to the fen.</summary>
    public static Money EqualPayment(Money principal, int tenorMonths, BasisPoints rate) =>
        RoundHalfUp(principal.Fen * EqualPaymentFactor(tenorMonths, rate));

    /// <summary>
    /// Payment for each fen lent: i / (1 - (1 + i)^-n) with i a twelfth of the rate, or 1/n without interest.
    /// In powers of the discount factor, which shrink, since powers of 1 + i leave the range of a decimal.
    /// </summary>
    public static decimal EqualPaymentFactor(int tenorMonths, BasisPoints rate)
    {
        if (rate == BasisPoints.Zero)
            return 1m / tenorMonths;

        decimal monthly = Fraction(rate);
        return monthly / (1 - Power(1 / (1 + monthly), tenorMonths));
    }

    /// <summary>A twelfth of a year's rate, as a fraction.</summary>
    public static decimal Fraction(BasisPoints rate) => rate.Value / (decimal)Divisor;

    public static Money RoundHalfUp(decimal fen) => Money.FromFen((long)decimal.Floor(fen + 0.5m));

    private static decimal Power(decimal value, int exponent)
    {
        decimal power = 1m;
        for (; exponent > 0; exponent >>= 1, value *= value)
        {
            if ((exponent & 1) == 1)
                power *= value;
        }

        return power;
    }
}
