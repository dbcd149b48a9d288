using System.Globalization;
using System.Text;

namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>Writes a tree as an expression again, every operation in parentheses where it stands inside another; reading it gives the same tree.</summary>
public static class NodeWriter
{
    public static string Write(Node node) => node switch
    {
        LiteralNode literal => literal.Value.ToString(),
        NameNode name => (name.FromRoot ? "." : "") + name.Name,
        SelectNode select => select.TestOnly ? $"has({Field(select)})" : Field(select),
        PresenceNode presence => $"has({Write(presence.Name)})",
        CallNode call => Operators.SignOf(call.Function) is { } sign ? Operation(call, sign) : Call(call),
        ListNode list => $"[{All(list.Elements)}]",
        MapNode map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{Write(entry.Key)}: {Write(entry.Value)}"))}}}",
        MacroNode macro => Macro(macro),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.GetType().Name, "is no node of an expression"),
    };

    private static string All(IEnumerable<Node> nodes) => string.Join(", ", nodes.Select(Write));

    private static string Inner(Node node)
    {
        bool operation = node is CallNode call && Operators.SignOf(call.Function) is not null && call.Function != Operators.Index;
        return operation || node is LiteralNode ? $"({Write(node)})" : Write(node);
    }

    private static string Operand(Node node) => node is LiteralNode ? Write(node) : Inner(node);

    private static string Field(SelectNode select)
    {
        bool plain = select.Field.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(select.Field[0]) && select.Field is not ("in" or "true" or "false" or "null");
        return $"{Inner(select.Operand)}.{(plain ? select.Field : $"`{select.Field}`")}";
    }

    private static string Operation(CallNode call, string sign) => (call.Function, call.Arguments) switch
    {
        (Operators.Conditional, [var condition, var then, var otherwise]) => $"{Operand(condition)} ? {Operand(then)} : {Operand(otherwise)}",
        (Operators.Index, [var operand, var index]) => $"{Inner(operand)}[{Write(index)}]",
        (_, [var operand]) => sign + Inner(operand),
        (_, [var left, var right]) => $"{Operand(left)} {sign} {Operand(right)}",
        _ => throw new ArgumentException($"{call.Function} with {call.Arguments.Count} operands", nameof(call)),
    };

    private static string Call(CallNode call) =>
        $"{(call.Target is null ? "" : $"{Inner(call.Target)}.")}{call.Function}({All(call.Arguments)})";

    private static string Macro(MacroNode macro)
    {
        string name = macro.Kind switch
        {
            MacroKind.All => "all",
            MacroKind.Exists => "exists",
            MacroKind.ExistsOne => "existsOne",
            MacroKind.Filter => "filter",
            MacroKind.List => macro.Second is null ? "map" : "transformList",
            MacroKind.Map => "transformMap",
            MacroKind.MapEntry => "transformMapEntry",
            _ => throw new ArgumentOutOfRangeException(nameof(macro), macro.Kind, "is no macro"),
        };
        var arguments = new StringBuilder(macro.First);
        foreach (string? argument in new[] { macro.Second, macro.Condition is { } condition ? Write(condition) : null, macro.Transform is { } transform ? Write(transform) : null })
            if (argument is not null) arguments.Append(CultureInfo.InvariantCulture, $", {argument}");
        return $"{Inner(macro.Range)}.{name}({arguments})";
    }
}
