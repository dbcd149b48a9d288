using CreditDecision.Core.Expressions.Functions;
using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>
/// Bounds the steps of one evaluation from above, by the sizes of what is written and the largest sizes of what is not: a step for every
/// operator, call and element visited, and one for ten characters handled.
/// </summary>
internal sealed class CostEstimate(CheckedTypes types, ExpressionLimits limits)
{
    private sealed record Names(string Name, Extent Extent, Names? Outer);

    private readonly record struct Estimate(long Cost, Extent Extent);

    public long Of(Node root) => Visit(root, null).Cost;

    private Estimate Visit(Node node, Names? names) => node switch
    {
        LiteralNode literal => new(0, Written(literal.Value)),
        NameNode name => new(1, Find(names, name) ?? Assumed(node)),
        SelectNode select => Select(select, names),
        PresenceNode => new(1, Extent.Scalar),
        CallNode call => Call(call, names),
        ListNode list => List(list, names),
        MapNode map => Map(map, names),
        MacroNode macro => Macro(macro, names),
        _ => new(1, Assumed(node)),
    };

    private Extent Assumed(Node node) => Extent.Of(types.Of(node), limits);

    private static Extent? Find(Names? names, NameNode name)
    {
        if (name.FromRoot) return null;
        while (names is not null && names.Name != name.Name) names = names.Outer;
        return names?.Extent;
    }

    private static Extent Written(CelValue value) => value.Kind switch
    {
        CelKind.String => new Extent(value.AsString.Length),
        CelKind.Bytes => new Extent(value.AsBytes.Length),
        _ => Extent.Scalar,
    };

    private Estimate Select(SelectNode select, Names? names)
    {
        if (types.IsVariable(select)) return new(1, select.TestOnly ? Extent.Scalar : Assumed(select));
        Estimate operand = Visit(select.Operand, names);
        return new(Steps.Sum(operand.Cost, 1), select.TestOnly ? Extent.Scalar : operand.Extent.Element ?? Assumed(select));
    }

    private Estimate List(ListNode list, Names? names)
    {
        Estimate[] elements = [.. list.Elements.Select(element => Visit(element, names))];
        return new(Cost(elements), new Extent(elements.Length, Element: Largest(elements)));
    }

    private Estimate Map(MapNode map, Names? names)
    {
        Estimate[] keys = [.. map.Entries.Select(entry => Visit(entry.Key, names))];
        Estimate[] values = [.. map.Entries.Select(entry => Visit(entry.Value, names))];
        return new(Steps.Sum(Cost(keys), Cost(values)), new Extent(keys.Length, Largest(keys), Largest(values)));
    }

    private static long Cost(Estimate[] parts)
    {
        long sum = 1;
        foreach (Estimate part in parts) sum = Steps.Sum(sum, part.Cost, 1);
        return sum;
    }

    private static Extent Largest(Estimate[] parts) => parts.Length == 0 ? Extent.Scalar : parts.Select(part => part.Extent).Aggregate(Extent.Larger);

    private Estimate Call(CallNode call, Names? names)
    {
        Estimate[] operands = [.. Children.Of(call).Select(operand => Visit(operand, names))];
        Extent[] extents = [.. operands.Select(operand => operand.Extent)];
        if (PatternOf(call) is { } pattern) extents[^1] = extents[^1] with { PatternSize = pattern.Size };
        long before = 0;
        // Only one branch of a conditional is taken.
        if (call.Function == Operators.Conditional) before = Steps.Sum(operands[0].Cost, Math.Max(operands[1].Cost, operands[2].Cost));
        else foreach (Estimate operand in operands) before = Steps.Sum(before, operand.Cost);
        Extent result = CallExtents.Result(call.Function, extents) is { } known ? known : Assumed(call);
        if (types.Of(call).Kind is CelKind.List or CelKind.Map) result = result with { Size = Math.Min(result.Size, limits.MostElements) };
        return new(Steps.Sum(before, 1, CallExtents.Work(call.Function, extents)), result);
    }

    private static Pattern? PatternOf(CallNode call) =>
        call is { Function: "matches", Arguments: [.., LiteralNode { Value.Kind: CelKind.String } pattern] } ? Patterns.Read(pattern.Value.AsString, out _) : null;

    private Estimate Macro(MacroNode macro, Names? names)
    {
        Estimate range = Visit(macro.Range, names);
        bool isMap = types.Of(macro.Range).Kind == CelKind.Map;
        Extent element = range.Extent.Element ?? Extent.Unknown(limits), key = range.Extent.Key ?? (isMap ? Extent.Unknown(limits) : Extent.Scalar);
        Names inner = macro.Second is { } second
            ? new Names(second, element, new Names(macro.First, key, names))
            : new Names(macro.First, range.Extent.Key is null ? element : key, names);
        Estimate condition = macro.Condition is null ? new(0, Extent.Scalar) : Visit(macro.Condition, inner);
        Estimate transform = macro.Transform is null ? new(0, element) : Visit(macro.Transform, inner);
        long round = Steps.Sum(1, condition.Cost, transform.Cost);
        return new(Steps.Sum(range.Cost, 1, Steps.Product(range.Extent.Size, round)), Made(macro.Kind, range.Extent, key, transform.Extent));
    }

    private static Extent Made(MacroKind kind, Extent range, Extent key, Extent made) => kind switch
    {
        MacroKind.Filter => new Extent(range.Size, Element: range.Key ?? range.Element),
        MacroKind.List => new Extent(range.Size, Element: made),
        MacroKind.Map => new Extent(range.Size, key, made),
        MacroKind.MapEntry => new Extent(range.Size, made.Key, made.Element),
        _ => Extent.Scalar,
    };
}
