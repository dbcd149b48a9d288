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

    /// <summary>Integers exactly; an integer and a double as doubles, so that beyond 2^53 neighbours count as equal, as the standard has it.</summary>
    public static CelOrdering CompareNumbers(CelValue left, CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Of(left.AsInt.CompareTo(right.AsInt)),
        (CelKind.Uint, CelKind.Uint) => Of(left.AsUint.CompareTo(right.AsUint)),
        (CelKind.Int, CelKind.Uint) => left.AsInt < 0 ? CelOrdering.Less : Of(((ulong)left.AsInt).CompareTo(right.AsUint)),
        (CelKind.Uint, CelKind.Int) => right.AsInt < 0 ? CelOrdering.Greater : Of(left.AsUint.CompareTo((ulong)right.AsInt)),
        _ => CompareDoubles(ToDouble(left), ToDouble(right)),
    };

    public static double ToDouble(CelValue number) => number.Kind switch
    {
        CelKind.Int => number.AsInt,
        CelKind.Uint => number.AsUint,
        _ => number.AsDouble,
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
