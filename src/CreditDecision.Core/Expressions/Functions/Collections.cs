using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Functions;

/// <summary>Size, membership and access of texts, lists and maps.</summary>
internal static class Collections
{
    public static readonly Function[] Functions =
    [
        Function.Plain("size", 1, (arguments, ref budget) => Size(arguments[0], ref budget)),
        Function.Method("size", 1, (arguments, ref budget) => Size(arguments[0], ref budget)),
        Function.Plain("@in", 2, (arguments, ref budget) => In(arguments[0], arguments[1], ref budget)),
        Function.Plain("_[_]", 2, (arguments, ref _) => At(arguments[0], arguments[1])),
    ];

    /// <summary><c>operand.field</c>: the entry of a map.</summary>
    /// <param name="field">A string.</param>
    /// <param name="noSuchField">What stands for an entry that is not there.</param>
    public static CelValue Select(CelValue operand, CelValue field, CelValue noSuchField) =>
        operand.IsError ? operand : operand.Kind != CelKind.Map ? CelErrors.NoFields : operand.AsMap.TryFind(field, out CelValue value) ? value : noSuchField;

    /// <summary><c>has(operand.field)</c>.</summary>
    public static CelValue Has(CelValue operand, CelValue field) =>
        operand.IsError ? operand : operand.Kind != CelKind.Map ? CelErrors.NoFields : CelValue.Bool(operand.AsMap.Contains(field));

    private static CelValue Size(CelValue value, ref Budget budget) => value.Kind switch
    {
        CelKind.String => budget.ChargeText(value.AsString.Length) ? CelValue.Int(CelText.Size(value.AsString)) : CelErrors.CostExceeded,
        CelKind.Bytes => CelValue.Int(value.AsBytes.Length),
        CelKind.List => CelValue.Int(value.AsList.Count),
        CelKind.Map => CelValue.Int(value.AsMap.Count),
        _ => default,
    };

    private static CelValue In(CelValue value, CelValue container, ref Budget budget) => container.Kind switch
    {
        CelKind.List => CelValue.Bool(CelEquality.Contains(container.AsList, value, ref budget)),
        CelKind.Map => CelValue.Bool(container.AsMap.Contains(value)),
        _ => default,
    };

    private static CelValue At(CelValue container, CelValue key) => container.Kind switch
    {
        CelKind.List => At(container.AsList, key),
        CelKind.Map => container.AsMap.TryFind(key, out CelValue value) ? value : CelErrors.NoSuchKey,
        _ => default,
    };

    private static CelValue At(CelList list, CelValue index)
    {
        if (!index.IsNumber) return default;
        // Every index that a list can have is exact as a double.
        double place = CelOrder.ToDouble(index);
        return place >= 0 && place < list.Count && place == Math.Floor(place) ? list[(int)place] : CelErrors.IndexOutOfRange;
    }
}
