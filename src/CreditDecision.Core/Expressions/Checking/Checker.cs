using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>
/// Gives every node its type and every name its variable, and tells what cannot work. A node that was refused has the type dyn, so that one
/// mistake is told once. Trees are no deeper than the parser lets them be, so that walking them by recursion is safe.
/// </summary>
internal sealed partial class Checker
{
    private readonly ExpressionScope _scope;
    private readonly ExpressionLimits _limits;
    private readonly Mistakes _mistakes;
    private readonly Dictionary<Node, CelType> _types = [];
    private readonly Dictionary<Node, Variable> _variables = [];
    private int _macros;

    public Checker(ExpressionScope scope, ExpressionLimits limits, Mistakes mistakes) => (_scope, _limits, _mistakes) = (scope, limits, mistakes);

    public IReadOnlyDictionary<Node, CelType> Types => _types;

    public IReadOnlyDictionary<Node, Variable> Variables => _variables;

    /// <param name="wanted">Null for any.</param>
    public CelType CheckWhole(Node root, CelType? wanted)
    {
        CelType type = Check(root, null);
        if (wanted is not null && !TypeRules.IsAssignable(type, wanted)) Refuse(root, Wording.NotWanted(root, type, wanted));
        return _limits.Unchecked ? CelType.Dyn : type;
    }

    private CelType Check(Node node, Locals? locals)
    {
        CelType type = node switch
        {
            LiteralNode literal => CelTypeNames.TypeOf(literal.Value.Kind) ?? CelType.Dyn,
            NameNode name => CheckName(name, locals),
            SelectNode select => CheckSelect(select, locals),
            PresenceNode presence => CheckPresence(presence, locals),
            CallNode call => CheckCall(call, locals),
            ListNode list => CelType.List(CheckAll(list.Elements, locals)),
            MapNode map => CheckMap(map, locals),
            MacroNode macro => CheckMacro(macro, locals),
            _ => throw new ArgumentOutOfRangeException(nameof(node), node.GetType().Name, "is no node of an expression"),
        };
        _types[node] = _limits.Unchecked ? CelType.Dyn : type;
        return type;
    }

    private CelType Refuse(Node node, string message)
    {
        if (!_limits.Unchecked) _mistakes.Add(node.Position, message);
        return CelType.Dyn;
    }

    private CelType CheckAll(IReadOnlyList<Node> elements, Locals? locals)
    {
        CelType? common = null;
        foreach (Node element in elements)
        {
            CelType type = Check(element, locals);
            common = common is null ? type : TypeRules.Join(common, type);
        }
        return common ?? CelType.Dyn;
    }

    private CelType CheckMap(MapNode map, Locals? locals)
    {
        CelType key = CheckAll([.. map.Entries.Select(entry => entry.Key)], locals);
        CelType value = CheckAll([.. map.Entries.Select(entry => entry.Value)], locals);
        foreach ((Node at, _) in map.Entries)
            if (!TypeRules.IsDyn(_types[at]) && !CelMap.IsKey(_types[at].Kind)) Refuse(at, $"a map's keys are texts, whole numbers or true and false; {Wording.Is(at, _types[at])}");
        return CelType.Map(key, value);
    }
}
