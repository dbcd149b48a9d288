using System.Globalization;

namespace CreditDecision.Core.Values;

/// <summary>
/// A rate or a share in basis points (1 bp = 0.01 %, 10,000 bp = the whole). Rates are a year's unless a name says otherwise.
/// May be negative; where that is not allowed, the holder checks. The default is 0 bp.
/// </summary>
public readonly record struct BasisPoints(int Value) : IComparable<BasisPoints>
{
    public const int PerWhole = 10_000;

    public static BasisPoints Zero => default;

    /// <summary>As a fraction: 1485 bp is 0.1485.</summary>
    public double Fraction => Value / (double)PerWhole;

    public static BasisPoints Min(BasisPoints a, BasisPoints b) => a.Value <= b.Value ? a : b;

    public static BasisPoints Max(BasisPoints a, BasisPoints b) => a.Value >= b.Value ? a : b;

    public static BasisPoints operator +(BasisPoints a, BasisPoints b) => new(checked(a.Value + b.Value));

    public static BasisPoints operator -(BasisPoints a, BasisPoints b) => new(checked(a.Value - b.Value));

    public static bool operator <(BasisPoints a, BasisPoints b) => a.Value < b.Value;

    public static bool operator >(BasisPoints a, BasisPoints b) => a.Value > b.Value;

    public static bool operator <=(BasisPoints a, BasisPoints b) => a.Value <= b.Value;

    public static bool operator >=(BasisPoints a, BasisPoints b) => a.Value >= b.Value;

    public int CompareTo(BasisPoints other) => Value.CompareTo(other.Value);

    /// <summary>As a percentage: "14.85%".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value / 100m:0.00}%");
}
