namespace CreditDecision.Core.Expressions.Values;

/// <summary>
/// CEL's equality: numbers of different types by their value, lists and maps by what they hold, a NaN equal to nothing, and values of other
/// kinds unequal rather than wrong.
/// </summary>
public static class CelEquality
{
    /// <param name="budget">Charged for the elements of lists and maps; when it is exhausted the answer is false and means nothing.</param>
    public static bool AreEqual(CelValue left, CelValue right, ref Budget budget)
    {
        if (left.IsNumber && right.IsNumber) return CelOrder.CompareNumbers(left, right) == CelOrdering.Equal;
        if (left.Kind != right.Kind) return false;
        return left.Kind switch
        {
            CelKind.Null => true,
            CelKind.Bool => left.AsBool == right.AsBool,
            CelKind.String => string.Equals(left.AsString, right.AsString, StringComparison.Ordinal),
            CelKind.Bytes => left.AsBytes.SequenceEqual(right.AsBytes),
            CelKind.Timestamp or CelKind.Duration => left == right,
            CelKind.Type => left.AsType.Kind == right.AsType.Kind,
            CelKind.List => AreEqual(left.AsList, right.AsList, ref budget),
            CelKind.Map => AreEqual(left.AsMap, right.AsMap, ref budget),
            _ => false,
        };
    }

    public static bool Contains(CelList list, CelValue value, ref Budget budget)
    {
        if (!budget.Charge(list.Count)) return false;
        foreach (CelValue element in list.Elements)
            if (AreEqual(element, value, ref budget)) return true;
        return false;
    }

    private static bool AreEqual(CelList left, CelList right, ref Budget budget)
    {
        if (left.Count != right.Count || !budget.Charge(left.Count)) return false;
        for (int i = 0; i < left.Count; i++)
            if (!AreEqual(left[i], right[i], ref budget)) return false;
        return true;
    }

    private static bool AreEqual(CelMap left, CelMap right, ref Budget budget)
    {
        if (left.Count != right.Count || !budget.Charge(left.Count)) return false;
        foreach (var (key, value) in left.Entries)
            if (!right.TryFind(key, out CelValue other) || !AreEqual(value, other, ref budget)) return false;
        return true;
    }
}

/// <summary>Keys of maps: scalars, compared as CEL compares them, hashed to match.</summary>
public sealed class CelKeyComparer : IEqualityComparer<CelValue>
{
    public static readonly CelKeyComparer Instance = new();

    public bool Equals(CelValue x, CelValue y)
    {
        Budget none = default(Budget);
        return CelEquality.AreEqual(x, y, ref none);
    }

    // A number hashes as a double: whatever equals it by value is the same double.
    public int GetHashCode(CelValue obj) => obj.Kind switch
    {
        CelKind.Int => ((double)obj.AsInt).GetHashCode(),
        CelKind.Uint => ((double)obj.AsUint).GetHashCode(),
        CelKind.Double => (obj.AsDouble + 0.0).GetHashCode(),
        CelKind.String => string.GetHashCode(obj.AsString, StringComparison.Ordinal),
        CelKind.Bool => obj.AsBool ? 1 : 0,
        _ => obj.GetHashCode(),
    };
}
