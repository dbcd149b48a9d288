using System.Globalization;

namespace CreditDecision.Core.Values;

/// <summary>
/// The probability of a bad event (default, fraud, a false identity), a number in [0, 1].
/// The default is 1, the certain bad event, so that a probability that nobody set can never approve.
/// </summary>
public readonly record struct Probability : IComparable<Probability>
{
    private const long BitsOfOne = 0x3FF0_0000_0000_0000;

    // The bits of the value XOR those of 1.0: this makes the zeroed default mean 1 and loses no precision.
    private readonly long _maskedBits;

    private Probability(double value) => _maskedBits = BitConverter.DoubleToInt64Bits(value) ^ BitsOfOne;

    public static Probability Zero => new(0);

    public static Probability One => default;

    public double Value => BitConverter.Int64BitsToDouble(_maskedBits ^ BitsOfOne);

    /// <summary>False, and the certain event, when the value is NaN or outside [0, 1].</summary>
    public static bool TryCreate(double value, out Probability probability)
    {
        if (value is >= 0 and <= 1)
        {
            // Adding zero turns -0 into 0, which would otherwise be equal as a number but not as bits.
            probability = new Probability(value + 0.0);
            return true;
        }

        probability = default;
        return false;
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or outside [0, 1].</exception>
    public static Probability Of(double value) => TryCreate(value, out Probability probability)
        ? probability
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A probability is a number from 0 to 1.");

    public static bool operator <(Probability a, Probability b) => a.Value < b.Value;

    public static bool operator >(Probability a, Probability b) => a.Value > b.Value;

    public static bool operator <=(Probability a, Probability b) => a.Value <= b.Value;

    public static bool operator >=(Probability a, Probability b) => a.Value >= b.Value;

    public int CompareTo(Probability other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);
}
