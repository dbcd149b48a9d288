using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>Code for what rules are mostly made of, where the types are known. Each says exactly what the function of the library would.</summary>
internal static class Specialised
{
    /// <returns>Null where only the library's function will do.</returns>
    public static Code? Of(CallNode call, Node[] nodes, Code[] operands, Func<Node, CelKind> typeOf)
    {
        if (call.Target is not null) return null;
        CelKind[] types = Array.ConvertAll(nodes, node => typeOf(node));
        return (call.Function, operands) switch
        {
            ("!_", [var operand]) when types[0] == CelKind.Bool => new Not(operand),
            ("_==_" or "_!=_", [var left, var right]) when OfCategory(left, right, call.Function == "_==_") is { } comparison => comparison,
            ("@in", [CategorySlot category, ConstantCode { IsFree: true, Constant.Kind: CelKind.List } list]) => new CategorySet(category, list.Constant.AsList),
            ("@in", [var number, ConstantCode { IsFree: true, Constant.Kind: CelKind.List } list]) when types[0] == CelKind.Double => new NumberSet(number, list.Constant.AsList),
            ("_==_" or "_!=_" or "_<_" or "_<=_" or "_>_" or "_>=_", [var left, var right]) when types.Contains(CelKind.Double) => OfNumbers(call.Function, left, right, types),
            _ => types.Length > 0 && types.All(type => type == CelKind.Double) ? NumberFunctions.Of(call.Function, operands) : null,
        };
    }

    private static CategoryComparison? OfCategory(Code left, Code right, bool equal) => (left, right) switch
    {
        (CategorySlot category, ConstantCode { IsFree: true, Constant.Kind: CelKind.String } text) => new(category, text.Constant.AsString, equal),
        (ConstantCode { IsFree: true, Constant.Kind: CelKind.String } text, CategorySlot category) => new(category, text.Constant.AsString, equal),
        _ => null,
    };

    // Where one number is a double, an integer constant that a double tells exactly can be one from the start.
    private static Code? OfNumbers(string function, Code left, Code right, CelKind[] types)
    {
        (left, right) = (AsDouble(left), AsDouble(right));
        bool known = (types[0] == CelKind.Double || IsDouble(left)) && (types[1] == CelKind.Double || IsDouble(right));
        return known ? Comparison.Of(function, left, right) : null;
    }

    private static bool IsDouble(Code code) => code is ConstantCode { Constant.Kind: CelKind.Double };

    private static Code AsDouble(Code code) => code is ConstantCode { IsFree: true, Constant.Kind: CelKind.Int or CelKind.Uint } constant && CelOrder.IsExactAsDouble(constant.Constant)
        ? new ConstantCode(CelValue.Double(CelOrder.ToDouble(constant.Constant))) : code;
}
