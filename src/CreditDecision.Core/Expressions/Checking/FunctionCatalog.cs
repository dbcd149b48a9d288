using System.Collections.Frozen;
using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;
using static CreditDecision.Core.Expressions.Values.CelType;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>
/// The functions that an expression may call: CEL's standard library and of its extensions the mathematical functions and a few of the texts'.
/// Those whose result depends on the types of elements (<c>_==_ @in _[_] _?_:_</c>, lists with <c>+</c>) have their own rules in the checker.
/// </summary>
internal static class FunctionCatalog
{
    private static readonly FrozenDictionary<string, IReadOnlyList<Overload>> Overloads = Build();

    public static IEnumerable<string> Names => Overloads.Keys.Where(name => Operators.SignOf(name) is null);

    /// <summary>Empty for an unknown function.</summary>
    public static IReadOnlyList<Overload> Of(string function) => Overloads.GetValueOrDefault(function, []);

    private static FrozenDictionary<string, IReadOnlyList<Overload>> Build()
    {
        var all = new List<(string Name, Overload Overload)>();
        all.AddRange(Arithmetic());
        all.AddRange(Ordering());
        all.AddRange(Conversions());
        all.AddRange(Texts());
        all.AddRange(MathFunctions.All());
        all.AddRange(TimeFunctions.All());
        return all.GroupBy(one => one.Name, one => one.Overload)
            .ToFrozenDictionary(group => group.Key, group => (IReadOnlyList<Overload>)[.. group], StringComparer.Ordinal);
    }

    public static (string Name, Overload Overload) Function(string name, CelType result, params CelType[] parameters) => (name, new Overload(false, parameters, result));

    public static (string Name, Overload Overload) Method(string name, CelType result, params CelType[] parameters) => (name, new Overload(true, parameters, result));

    private static IEnumerable<(string Name, Overload Overload)> Arithmetic()
    {
        foreach (CelType number in new[] { Int, Uint, CelType.Double })
            foreach (string name in new[] { Operators.Add, Operators.Subtract, Operators.Multiply, Operators.Divide })
                yield return Function(name, number, number, number);
        yield return Function(Operators.Remainder, Int, Int, Int);
        yield return Function(Operators.Remainder, Uint, Uint, Uint);
        yield return Function(Operators.Negate, Int, Int);
        yield return Function(Operators.Negate, CelType.Double, CelType.Double);
        yield return Function(Operators.Not, Bool, Bool);
        yield return Function(Operators.And, Bool, Bool, Bool);
        yield return Function(Operators.Or, Bool, Bool, Bool);
        yield return Function(Operators.Add, CelType.String, CelType.String, CelType.String);
        yield return Function(Operators.Add, Bytes, Bytes, Bytes);
    }

    private static IEnumerable<(string Name, Overload Overload)> Ordering()
    {
        CelType[] numbers = [Int, Uint, CelType.Double];
        CelType[] others = [Bool, CelType.String, Bytes, Timestamp, Duration];
        foreach (string name in new[] { Operators.Less, Operators.LessOrEqual, Operators.Greater, Operators.GreaterOrEqual })
        {
            foreach (CelType left in numbers)
                foreach (CelType right in numbers)
                    yield return Function(name, Bool, left, right);
            foreach (CelType type in others) yield return Function(name, Bool, type, type);
        }
    }

    private static IEnumerable<(string Name, Overload Overload)> Conversions()
    {
        (string Name, CelType Result, CelType[] From)[] conversions =
        [
            ("bool", Bool, [Bool, CelType.String]),
            ("bytes", Bytes, [Bytes, CelType.String]),
            ("double", CelType.Double, [CelType.Double, Int, Uint, CelType.String]),
            ("duration", Duration, [Duration, CelType.String]),
            ("dyn", Dyn, [Dyn]),
            ("int", Int, [Int, Uint, CelType.Double, CelType.String, Timestamp]),
            ("string", CelType.String, [CelType.String, Bool, Int, Uint, CelType.Double, Bytes, Timestamp, Duration]),
            ("timestamp", Timestamp, [Timestamp, CelType.String, Int]),
            ("type", CelType.Type, [Dyn]),
            ("uint", Uint, [Uint, Int, CelType.Double, CelType.String]),
        ];
        return conversions.SelectMany(to => to.From.Select(from => Function(to.Name, to.Result, from)));
    }

    private static IEnumerable<(string Name, Overload Overload)> Texts()
    {
        foreach (CelType sized in new[] { CelType.String, Bytes, List(Dyn), Map(Dyn, Dyn) })
        {
            yield return Function("size", Int, sized);
            yield return Method("size", Int, sized);
        }
        foreach (string name in new[] { "contains", "startsWith", "endsWith", "matches" })
            yield return Method(name, Bool, CelType.String, CelType.String);
        yield return Function("matches", Bool, CelType.String, CelType.String);
        foreach (string name in new[] { "lowerAscii", "upperAscii", "trim" })
            yield return Method(name, CelType.String, CelType.String);
        yield return Method("replace", CelType.String, CelType.String, CelType.String, CelType.String);
        yield return Method("split", List(CelType.String), CelType.String, CelType.String);
        yield return Method("join", CelType.String, List(CelType.String));
        yield return Method("join", CelType.String, List(CelType.String), CelType.String);
    }
}
