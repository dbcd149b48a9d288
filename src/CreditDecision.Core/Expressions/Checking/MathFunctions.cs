using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>CEL's mathematical extension, as far as formulas for limits and prices need it. Numbers of one call are of one kind.</summary>
internal static class MathFunctions
{
    private static readonly CelType[] Numbers = [CelType.Int, CelType.Uint, CelType.Double];

    public static IEnumerable<(string Name, Overload Overload)> All()
    {
        foreach (CelType number in Numbers)
        {
            foreach (string name in new[] { "math.least", "math.greatest" })
            {
                yield return (name, new Overload(false, [number], number, Repeats: true));
                yield return FunctionCatalog.Function(name, number, CelType.List(number));
            }
            yield return FunctionCatalog.Function("math.abs", number, number);
            yield return FunctionCatalog.Function("math.sign", number, number);
        }
        foreach (string name in new[] { "math.ceil", "math.floor", "math.round", "math.trunc" })
            yield return FunctionCatalog.Function(name, CelType.Double, CelType.Double);
        foreach (string name in new[] { "math.isNaN", "math.isInf", "math.isFinite" })
            yield return FunctionCatalog.Function(name, CelType.Bool, CelType.Double);
    }
}
