using System.Globalization;

namespace CreditDecision.Core.Strategies.Tables;

/// <summary>Numbers between two bounds, each within or without. Infinite bounds are within, so that a range without end holds everything.</summary>
internal readonly record struct NumberRange(double Low, bool LowIncluded, double High, bool HighIncluded)
{
    public static NumberRange Of(double number) => new(number, true, number, true);

    /// <summary>Smallest double within; a bound that is itself without gives its neighbour, which for doubles says the same.</summary>
    public double First => LowIncluded ? Low : Math.BitIncrement(Low);

    /// <summary>Smallest double above all that are within; positive infinity where there is no end.</summary>
    public double End => HighIncluded ? Math.BitIncrement(High) : High;

    private bool IsEmpty => First >= End;

    /// <summary>Whether a number can be a bound: the largest double cannot, since nothing but infinity is above it.</summary>
    public static bool CanBound(double number) => Math.Abs(number) < double.MaxValue;

    public bool Contains(double value) => (LowIncluded ? value >= Low : value > Low) && (HighIncluded ? value <= High : value < High);

    /// <summary>Reads <c>&lt; 5</c>, <c>&lt;= 5</c>, <c>&gt; 5</c>, <c>&gt;= 5</c>, <c>[1, 5)</c>, <c>(1, 5]</c>, <c>[1, 5]</c>, <c>(1, 5)</c>.</summary>
    /// <param name="why">What is wrong with it, as a sentence fragment.</param>
    public static bool TryParse(string text, out NumberRange range, out string why)
    {
        why = $"must be a number, a range such as \">= 5\" or \"[1, 5)\", a list of those, missing or any, is \"{text}\"";
        if (!(TryOneSided(text.Trim(), out range) || TryTwoSided(text.Trim(), out range))) return false;
        if (!range.IsEmpty) return true;
        why = $"is a range that no number is in: \"{text}\"";
        return false;
    }

    private static bool TryOneSided(string text, out NumberRange range)
    {
        range = default;
        if (text.Length == 0 || text[0] is not ('<' or '>')) return false;
        bool included = text.Length > 1 && text[1] == '=';
        if (!TryNumber(text.AsSpan(included ? 2 : 1), out double bound)) return false;
        range = text[0] == '<'
            ? new NumberRange(double.NegativeInfinity, true, bound, included)
            : new NumberRange(bound, included, double.PositiveInfinity, true);
        return true;
    }

    private static bool TryTwoSided(string text, out NumberRange range)
    {
        range = default;
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || text[0] is not ('[' or '(') || text[^1] is not (']' or ')')) return false;
        if (!TryNumber(text.AsSpan(1, Math.Max(0, comma - 1)), out double low) || !TryNumber(text.AsSpan()[(comma + 1)..^1], out double high)) return false;
        range = new NumberRange(low, text[0] == '[', high, text[^1] == ']');
        return true;
    }

    // Adding zero makes the negative zero the other one: they are equal as numbers but not as bits, and bounds are told apart by bits.
    private static bool TryNumber(ReadOnlySpan<char> text, out double number)
    {
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && CanBound(number);
        number += 0.0;
        return isNumber;
    }
}
