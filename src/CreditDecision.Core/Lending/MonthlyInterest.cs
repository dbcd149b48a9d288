using System.Numerics;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>
/// Interest on the 30/360 convention: every month is a twelfth of a year whatever its days, so that equal instalments are equal.
/// What comes out is exactly what integer and decimal arithmetic gives; doubles only spare most of the decimals.
/// </summary>
internal static class MonthlyInterest
{
    private const int MonthsPerYear = 12;
    private const long Divisor = MonthsPerYear * BasisPoints.PerWhole;

    // Half the spacing of doubles, the most that one operation on them is off, is 1.1e-16.
    private const double OperationError = 1.2e-16;

    /// <summary>Simple interest for some months, rounded half-up to the fen.</summary>
    public static Money On(Money balance, BasisPoints rate, int months) =>
        Money.FromFen(checked((balance.Fen * rate.Value * months) + (Divisor / 2)) / Divisor);

    /// <summary>The equal monthly payment of an annuity, rounded half-up to the fen.</summary>
    public static Money EqualPayment(Money principal, int tenorMonths, BasisPoints rate)
    {
        Estimate factor = EqualPaymentEstimate(tenorMonths, rate);
        var payment = new Estimate(principal.Fen * factor.Value, factor.RelativeError + OperationError);
        return payment.TryFloor(0.5, out long fen) ? Money.FromFen(fen) : RoundHalfUp(principal.Fen * EqualPaymentFactor(tenorMonths, rate));
    }

    /// <summary>Each month's principal where it is equal, rounded half-up to the fen.</summary>
    public static Money EqualPrincipal(Money principal, int tenorMonths) =>
        Money.FromFen(((2 * principal.Fen) + tenorMonths) / (2 * tenorMonths));

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

    /// <summary>As <see cref="EqualPaymentFactor"/>.</summary>
    /// <remarks>
    /// With u the error of one operation: 1 / (1 + i) is off by 3u at most and its n-th power v by 4nu. That makes 1 - v off by 4nu · v,
    /// relative to 1 - v at most 4u/i, because v / (1 - v) is less than 1 / (n · i). The four operations left add 4u. The bound is twice
    /// that, so that terms in u² need no thought.
    /// </remarks>
    public static Estimate EqualPaymentEstimate(int tenorMonths, BasisPoints rate)
    {
        double monthly = rate.Value / (double)Divisor;
        double factor = monthly / (1 - Power(1 / (1 + monthly), tenorMonths));
        // Without interest that is 0 / 0, of which nothing is known.
        return new Estimate(factor, 8 * OperationError * (1 + (1 / monthly)));
    }

    /// <summary>A twelfth of a year's rate, as a fraction.</summary>
    public static decimal Fraction(BasisPoints rate) => rate.Value / (decimal)Divisor;

    public static Money RoundHalfUp(decimal fen) => Money.FromFen((long)decimal.Floor(fen + 0.5m));

    private static T Power<T>(T value, int exponent) where T : INumber<T>
    {
        T power = T.One;
        for (; exponent > 0; exponent >>= 1, value *= value)
        {
            if ((exponent & 1) == 1)
                power *= value;
        }

        return power;
    }
}
