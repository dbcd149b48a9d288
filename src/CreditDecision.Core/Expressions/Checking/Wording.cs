using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>What is said about types that do not fit, with the way out where there is one.</summary>
internal static class Wording
{
    private const int LongestQuote = 40;
    private const int MostCategories = 12;

    /// <summary>"annual_income is a double".</summary>
    public static string Is(Node node, CelType type) => $"{Quote(node)} is {Article(type)}";

    public static string Are(Node left, CelType leftType, Node right, CelType rightType) =>
        $"{Is(left, leftType)}, {Is(right, rightType)}{Fix(left, leftType, right, rightType)}";

    public static string NotWanted(Node root, CelType type, CelType wanted)
    {
        string needed = wanted == CelType.Bool ? "must be true or false" : $"must give {Article(wanted)}";
        string fix = TypeRules.IsNumber(type) && wanted == CelType.Double ? $": write {AsDouble(root)}" : "";
        return $"the expression {needed}; it gives {Article(type)}{fix}";
    }

    public static string NotComparable(CallNode call, CelType left, CelType right)
    {
        string sign = Operators.SignOf(call.Function)!;
        if (left.Kind == CelKind.Null || right.Kind == CelKind.Null)
        {
            (Node other, CelType type) = left.Kind == CelKind.Null ? (call.Arguments[1], right) : (call.Arguments[0], left);
            return $"{Is(other, type)} and never null; whether it has a value is told by has({Quote(other)})";
        }
        string flag = (left, right) switch
        {
            ({ Kind: CelKind.Bool }, { Kind: CelKind.Int or CelKind.Double }) => $"; a flag stands for itself: {Quote(call.Arguments[0])} or !{Quote(call.Arguments[0])}",
            _ => "",
        };
        return $"{sign} compares values of one kind; {Is(call.Arguments[0], left)}, {Is(call.Arguments[1], right)}{flag}";
    }

    public static string NoOverload(CallNode call, Node[] operands, CelType[] types, IReadOnlyList<Overload> known)
    {
        if (Operators.SignOf(call.Function) is { } sign) return Operator(sign, call.Function, operands, types);
        bool asMethod = call.Target is not null;
        if (!known.Any(overload => overload.IsMethod == asMethod))
            return asMethod ? $"{call.Function} is called as {call.Function}(value), not behind a dot" : $"{call.Function} stands behind what it works on: text.{call.Function}(...)";
        if (!known.Any(overload => overload.IsMethod == asMethod && overload.TakesCount(types.Length)))
            return $"{call.Function} does not take {Counted(asMethod ? types.Length - 1 : types.Length)}";
        string fix = types is [_, _, ..] ? Fix(operands[0], types[0], operands[1], types[1]) : types is [{ Kind: CelKind.Int }] && known.Any(overload => overload.Takes(asMethod, [CelType.Double])) ? $": write {AsDouble(operands[0])}" : "";
        return $"{call.Function} does not take {string.Join(" and ", types.Select(Article))}{fix}";
    }

    public static string NoCategory(Variable variable, string value)
    {
        string more = variable.Categories.Count > MostCategories ? ", ..." : "";
        return $"{variable.Name} is never \"{value}\"{Suggestions.For(value, variable.Categories).TrimEnd('?')}; its categories are {string.Join(", ", variable.Categories.Take(MostCategories))}{more}";
    }

    public static string NameOf(MacroKind kind) => kind switch
    {
        MacroKind.All => "all",
        MacroKind.Exists => "exists",
        MacroKind.ExistsOne => "exists_one",
        MacroKind.Filter => "filter",
        _ => "map",
    };

    private static string Operator(string sign, string function, Node[] operands, CelType[] types)
    {
        string told = operands.Length == 1 ? Is(operands[0], types[0]) : Are(operands[0], types[0], operands[1], types[1]);
        string needs = function switch
        {
            Operators.And or Operators.Or => "stands between conditions, each true or false",
            Operators.Not => "denies what is true or false",
            Operators.Negate => "stands before an int or a double",
            Operators.Remainder => "needs two whole numbers of one kind",
            Operators.Add => "needs two numbers, texts, bytes or lists of one kind, or a moment and a duration",
            Operators.Subtract => "needs two numbers of one kind, or moments and durations",
            Operators.Multiply or Operators.Divide => "needs two numbers of one kind",
            _ => "compares two numbers, texts, moments or durations",
        };
        return $"{sign} {needs}; {told}";
    }

    // Two kinds of numbers: the literal is rewritten where there is one, else one side is converted.
    private static string Fix(Node left, CelType leftType, Node right, CelType rightType)
    {
        if (!TypeRules.IsNumber(leftType) || !TypeRules.IsNumber(rightType) || leftType == rightType) return "";
        if (leftType != CelType.Double && rightType != CelType.Double) return $": write int(...) around the uint";
        return $": write {AsDouble(leftType == CelType.Double ? right : left)}";
    }

    private static string AsDouble(Node node) => node is LiteralNode { Value.Kind: CelKind.Int } literal ? $"{literal.Value.AsInt}.0" : $"double({Quote(node)})";

    private static string Counted(int arguments) => arguments == 1 ? "1 argument" : $"{arguments} arguments";

    private static string Article(CelType type)
    {
        string name = type.Kind == CelKind.Bool ? "bool (true or false)" : type.ToString();
        return $"{(type.Kind is CelKind.Int ? "an" : "a")} {name}";
    }

    private static string Quote(Node node)
    {
        string written = NodeWriter.Write(node);
        return written.Length <= LongestQuote ? written : "this";
    }
}
