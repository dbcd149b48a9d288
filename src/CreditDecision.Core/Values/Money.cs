using System.Globalization;

namespace CreditDecision.Core.Values;

/// <summary>
/// An amount of renminbi in whole fen (1 yuan = 100 fen). May be negative. The default is zero.
/// </summary>
/// <remarks>
/// Arithmetic is checked: a sum beyond ±92 quadrillion yuan is a bug upstream and throws <see cref="OverflowException"/>,
/// since amounts that people can send are bounded where an application is checked.
/// </remarks>
public readonly record struct Money : IComparable<Money>
{
    public const long FenPerYuan = 100;

    private Money(long fen) => Fen = fen;

    public static Money Zero => default;

    /// <summary>The largest amount; stands for "no limit" where a minimum of several limits is taken.</summary>
    public static Money MaxValue => new(long.MaxValue);

    public long Fen { get; }

    public bool IsZero => Fen == 0;

    public bool IsPositive => Fen > 0;

    public bool IsNegative => Fen < 0;

    public static Money FromFen(long fen) => new(fen);

    public static Money FromYuan(long yuan) => new(checked(yuan * FenPerYuan));

    public static Money Min(Money a, Money b) => a.Fen <= b.Fen ? a : b;

    public static Money Max(Money a, Money b) => a.Fen >= b.Fen ? a : b;

    public static Money operator +(Money a, Money b) => new(checked(a.Fen + b.Fen));

    public static Money operator -(Money a, Money b) => new(checked(a.Fen - b.Fen));

    public static Money operator *(Money amount, long times) => new(checked(amount.Fen * times));

    public static bool operator <(Money a, Money b) => a.Fen < b.Fen;

    public static bool operator >(Money a, Money b) => a.Fen > b.Fen;

    public static bool operator <=(Money a, Money b) => a.Fen <= b.Fen;

    public static bool operator >=(Money a, Money b) => a.Fen >= b.Fen;

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>The largest whole multiple of <paramref name="step"/> that is not above this amount, also below zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive.</exception>
    public Money RoundDownTo(Money step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step.Fen);
        long remainder = Fen % step.Fen;
        long below = remainder < 0 ? remainder + step.Fen : remainder;
        return new Money(checked(Fen - below));
    }

    /// <summary>This share of the amount, rounded towards minus infinity to the fen: for what may not be exceeded.</summary>
    public Money ShareRoundedDown(BasisPoints share)
    {
        (Int128 quotient, Int128 remainder) = Int128.DivRem((Int128)Fen * share.Value, BasisPoints.PerWhole);
        return new Money(checked((long)(remainder < 0 ? quotient - 1 : quotient)));
    }

    /// <summary>This share of the amount, to the nearest fen, halves towards plus infinity: for what is charged.</summary>
    public Money ShareRoundedHalfUp(BasisPoints share)
    {
        // Halves are the only ties of an even divisor, so adding half of it and rounding down is exactly half-up.
        Int128 shifted = ((Int128)Fen * share.Value) + (BasisPoints.PerWhole / 2);
        (Int128 quotient, Int128 remainder) = Int128.DivRem(shifted, BasisPoints.PerWhole);
        return new Money(checked((long)(remainder < 0 ? quotient - 1 : quotient)));
    }

    /// <summary>As people write it: "¥1,234.56", "-¥0.05".</summary>
    public override string ToString()
    {
        (UInt128 yuan, UInt128 fen) = UInt128.DivRem((UInt128)Int128.Abs(Fen), (UInt128)FenPerYuan);
        string sign = Fen < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}¥{yuan:N0}.{fen:00}");
    }
}
