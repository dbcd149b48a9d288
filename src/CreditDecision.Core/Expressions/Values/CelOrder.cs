namespace CreditDecision.Core.Expressions.Values;

/// <summary>How two values stand to each other.</summary>
public enum CelOrdering
{
    /// <summary>Values of these kinds have no order.</summary>
    Unspecified = 0,
    Less,
    Equal,
    Greater,
    /// <summary>One is a NaN: neither less, equal nor greater.</summary>
    Unordered,
}

/// <summary>CEL's order: numbers by value, texts by code point, bytes by byte, false before true, moments and durations.</summary>
public static class CelOrder
{
    public static CelOrdering Compare(CelValue left, CelValue right)
    {
        if (left.IsNumber && right.IsNumber) return CompareNumbers(left, right);
        if (left.Kind != right.Kind) return CelOrdering.Unspecified;
        return left.Kind switch
        {
            CelKind.Bool => Of(left.AsBool.CompareTo(right.AsBool)),
            CelKind.String => Of(CompareTexts(left.AsString, right.AsString)),
            CelKind.Bytes => Of(left.AsBytes.SequenceCompareTo(right.AsBytes)),
            CelKind.Timestamp or CelKind.Duration => Of(left.AsNanos.CompareTo(right.AsNanos)),
            _ => CelOrdering.Unspecified,
        };
    }

    /// <summary>By value and exactly, also beyond 2^53. One double alone counts as the integer beside it, as the standard's cases have it: 2^63 as the greatest int, 2^64 as the greatest uint.</summary>
    public static CelOrdering CompareNumbers(CelValue left, CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Of(left.AsInt.CompareTo(right.AsInt)),
        (CelKind.Uint, CelKind.Uint) => Of(left.AsUint.CompareTo(right.AsUint)),
        (CelKind.Int, CelKind.Uint) => left.AsInt < 0 ? CelOrdering.Less : Of(((ulong)left.AsInt).CompareTo(right.AsUint)),
        (CelKind.Uint, CelKind.Int) => right.AsInt < 0 ? CelOrdering.Greater : Of(left.AsUint.CompareTo((ulong)right.AsInt)),
        (CelKind.Double, CelKind.Double) => CompareDoubles(left.AsDouble, right.AsDouble),
        (CelKind.Double, _) => Reversed(CompareWithDouble(right, left.AsDouble)),
        _ => CompareWithDouble(left, right.AsDouble),
    };

    /// <summary>Whether a double has the value of a number, so that it may be compared in its place.</summary>
    public static bool IsExactAsDouble(CelValue number) => CompareNumbers(number, CelValue.Double(ToDouble(number))) == CelOrdering.Equal;

    public static double ToDouble(CelValue number) => number.Kind switch
    {
        CelKind.Int => number.AsInt,
        CelKind.Uint => number.AsUint,
        _ => number.AsDouble,
    };

    // Rounding keeps the order, so that only numbers that it makes equal need a second look; the double is whole then, and one past the range is cut to it.
    private static CelOrdering CompareWithDouble(CelValue integer, double number)
    {
        double near = ToDouble(integer);
        if (near != number) return CompareDoubles(near, number);
        return Of(integer.Kind == CelKind.Int ? integer.AsInt.CompareTo((long)number) : integer.AsUint.CompareTo((ulong)number));
    }

    private static CelOrdering Reversed(CelOrdering order) => order switch
    {
        CelOrdering.Less => CelOrdering.Greater,
        CelOrdering.Greater => CelOrdering.Less,
        _ => order,
    };

    private static CelOrdering CompareDoubles(double left, double right) =>
        left < right ? CelOrdering.Less : left > right ? CelOrdering.Greater : left == right ? CelOrdering.Equal : CelOrdering.Unordered;

    // UTF-16 sorts code points above U+FFFF before U+E000..U+FFFF; shifting the two ranges past each other puts that right.
    private static int CompareTexts(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length) return left.Length.CompareTo(right.Length);
        return Rank(left[common]).CompareTo(Rank(right[common]));
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;

    private static CelOrdering Of(int sign) => sign < 0 ? CelOrdering.Less : sign > 0 ? CelOrdering.Greater : CelOrdering.Equal;
}
