using System.Collections.Frozen;

namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>Turns calls that are macros into what they mean; every other call stays a call. CEL's <c>math</c> functions lose their namespace here.</summary>
internal static class Macros
{
    private const string Has = "has";
    private const string MathNamespace = "math";

    private sealed record Shape(MacroKind Kind, int Variables, bool Filters, bool Transforms, string Example);

    // By name; the number of arguments tells the one-variable forms from the two-variable ones.
    private static readonly FrozenDictionary<string, Shape[]> Known = new Dictionary<string, Shape[]>
    {
        ["all"] = Tests(MacroKind.All, "all"),
        ["exists"] = Tests(MacroKind.Exists, "exists"),
        ["exists_one"] = Tests(MacroKind.ExistsOne, "exists_one"),
        ["existsOne"] = Tests(MacroKind.ExistsOne, "existsOne"),
        ["filter"] = [new(MacroKind.Filter, 1, true, false, "list.filter(x, x > 0)")],
        ["map"] = [new(MacroKind.List, 1, false, true, "list.map(x, x * 2)"), new(MacroKind.List, 1, true, true, "list.map(x, x > 0, x * 2)")],
        ["transformList"] = Transforms(MacroKind.List, "list.transformList(i, x, x * i)"),
        ["transformMap"] = Transforms(MacroKind.Map, "map.transformMap(k, v, v * 2)"),
        ["transformMapEntry"] = Transforms(MacroKind.MapEntry, "map.transformMapEntry(k, v, {v: k})"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static Shape[] Tests(MacroKind kind, string name) =>
        [new(kind, 1, true, false, $"list.{name}(x, x > 0)"), new(kind, 2, true, false, $"list.{name}(i, x, x > i)")];

    private static Shape[] Transforms(MacroKind kind, string example) =>
        [new(kind, 2, false, true, example), new(kind, 2, true, true, example)];

    public static Node? Function(Token name, List<Node> arguments, Mistakes mistakes)
    {
        if (name.Text != Has) return new CallNode(name.Position, name.Text, null, arguments);
        switch (arguments)
        {
            case [SelectNode { TestOnly: false } select]:
                return new SelectNode(select.Position, select.Operand, select.Field, testOnly: true);
            case [NameNode plain]:
                return new PresenceNode(name.Position, plain);
            default:
                mistakes.Add(name.Position, "has takes one name, such as has(monthly_income_yuan), or one field, such as has(m.key)");
                return null;
        }
    }

    public static Node? Method(Token name, Node target, List<Node> arguments, Mistakes mistakes)
    {
        if (target is NameNode { Name: MathNamespace } space) return new CallNode(space.Position, $"{MathNamespace}.{name.Text}", null, arguments);
        if (!Known.TryGetValue(name.Text, out Shape[]? shapes)) return new CallNode(name.Position, name.Text, target, arguments);
        Shape? shape = Array.Find(shapes, shape => Count(shape) == arguments.Count);
        if (shape is not null) return Expand(shape, name, target, arguments, mistakes);
        mistakes.Add(name.Position, $"{name.Text} takes {string.Join(" or ", shapes.Select(Count))} arguments, such as {shapes[0].Example}");
        return null;
    }

    private static int Count(Shape shape) => shape.Variables + (shape.Filters ? 1 : 0) + (shape.Transforms ? 1 : 0);

    private static MacroNode? Expand(Shape shape, Token name, Node target, List<Node> arguments, Mistakes mistakes)
    {
        var variables = new string[shape.Variables];
        for (int i = 0; i < variables.Length; i++)
        {
            if (arguments[i] is NameNode { FromRoot: false } variable && !variables.Contains(variable.Name)) variables[i] = variable.Name;
            else
            {
                mistakes.Add(arguments[i].Position, $"{name.Text} names its variables first, each once, such as {shape.Example}");
                return null;
            }
        }
        Node? condition = shape.Filters ? arguments[shape.Variables] : null;
        Node? transform = shape.Transforms ? arguments[^1] : null;
        return new MacroNode(name.Position, shape.Kind, target, variables[0], variables.Length > 1 ? variables[1] : null, condition, transform);
    }
}
