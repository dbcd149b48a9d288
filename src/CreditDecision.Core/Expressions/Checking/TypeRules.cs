using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>How types go together. <see cref="CelType.Dyn"/> goes with everything and leaves the rest to the evaluation.</summary>
internal static class TypeRules
{
    public static bool IsDyn(CelType type) => type.Kind == CelKind.Unspecified;

    public static bool IsNumber(CelType type) => type.Kind is CelKind.Int or CelKind.Uint or CelKind.Double;

    public static bool IsAssignable(CelType given, CelType wanted)
    {
        if (IsDyn(given) || IsDyn(wanted)) return true;
        return given.Kind == wanted.Kind && Inner(given.Key, wanted.Key, IsAssignable) && Inner(given.Element, wanted.Element, IsAssignable);
    }

    /// <summary>Whether == may hold between them: numbers of all kinds compare by value, also inside lists and maps.</summary>
    public static bool AreComparable(CelType left, CelType right)
    {
        if (IsDyn(left) || IsDyn(right) || (IsNumber(left) && IsNumber(right))) return true;
        return left.Kind == right.Kind && Inner(left.Key, right.Key, AreComparable) && Inner(left.Element, right.Element, AreComparable);
    }

    /// <summary>The type of a list's elements or of a conditional's branches: their own where they agree, else the common outline with dyn inside.</summary>
    public static CelType Join(CelType left, CelType right)
    {
        if (left == right) return left;
        if (left.Kind != right.Kind || IsDyn(left)) return CelType.Dyn;
        return left.Kind switch
        {
            CelKind.List => CelType.List(Join(left.Element!, right.Element!)),
            CelKind.Map => CelType.Map(Join(left.Key!, right.Key!), Join(left.Element!, right.Element!)),
            _ => left,
        };
    }

    private static bool Inner(CelType? left, CelType? right, Func<CelType, CelType, bool> rule) =>
        left is null || right is null || rule(left, right);
}
