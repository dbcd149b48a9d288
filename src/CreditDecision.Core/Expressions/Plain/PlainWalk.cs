using CreditDecision.Core.Expressions.Functions;
using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Plain;

/// <summary>One evaluation by walking.</summary>
internal ref struct PlainWalk(CheckedExpression expression, ExpressionFrame frame)
{
    private readonly ExpressionFrame _frame = frame;

    public Budget Budget = new(expression.Limits.MostCost, expression.Limits.MostElements);

    public CelValue Value(Node node, PlainLocals? locals)
    {
        if (expression.Variables.TryGetValue(node, out Variable? variable))
            return node is SelectNode { TestOnly: true } ? Presence(variable) : VariableReading.Of(variable, _frame);
        return node switch
        {
            LiteralNode literal => literal.Value,
            NameNode name => Name(name, locals),
            PresenceNode presence => Presence(presence, locals),
            SelectNode select => Select(select, locals),
            ListNode list => List(list, locals),
            MapNode map => Map(map, locals),
            MacroNode macro => PlainMacro.Value(ref this, macro, locals),
            CallNode call => Call(call, locals),
            _ => throw new InvalidOperationException($"Expressions have no node of the type {node.GetType().Name}."),
        };
    }

    private readonly CelValue Name(NameNode name, PlainLocals? locals) =>
        Local(name, locals) ?? (TypeOf(name, locals) is { } type ? CelValue.Type(type) : CelErrors.Of(CelErrorKind.Undeclared, name.Name));

    private static CelValue? Local(NameNode name, PlainLocals? locals) => name.FromRoot ? null : locals?.Find(name.Name);

    private readonly CelType? TypeOf(Node node, PlainLocals? locals)
    {
        IReadOnlyDictionary<Node, Variable> variables = expression.Variables;
        return TypeReading.Of(node, part => variables.ContainsKey(part) || (part is NameNode name && Local(name, locals) is not null));
    }

    private CelValue Presence(PresenceNode presence, PlainLocals? locals)
    {
        if (expression.Variables.TryGetValue(presence.Name, out Variable? variable)) return Presence(variable);
        CelValue value = Name(presence.Name, locals);
        return value.IsError ? value : CelValue.True;
    }

    private CelValue Presence(Variable variable) => CelValue.Bool(VariableReading.IsPresent(variable, _frame));

    private CelValue Select(SelectNode select, PlainLocals? locals)
    {
        if (TypeOf(select, locals) is { } type) return CelValue.Type(type);
        CelValue field = CelValue.String(select.Field);
        CelValue operand = Value(select.Operand, locals);
        return select.TestOnly ? Collections.Has(operand, field) : Collections.Select(operand, field, CelErrors.Of(CelErrorKind.NoSuchKey, select.Field));
    }

    private CelValue List(ListNode list, PlainLocals? locals)
    {
        var elements = new List<CelValue>();
        foreach (Node node in list.Elements)
        {
            CelValue element = Value(node, locals);
            if (element.IsError) return element;
            elements.Add(element);
        }
        return elements.Count > Budget.MostElements ? CelErrors.CostExceeded : CelValue.List(CelList.Of(elements));
    }

    private CelValue Map(MapNode map, PlainLocals? locals)
    {
        var entries = new CelMap.Builder();
        foreach (var (keyNode, valueNode) in map.Entries)
        {
            CelValue key = Value(keyNode, locals);
            if (key.IsError) return key;
            CelValue value = Value(valueNode, locals);
            if (value.IsError) return value;
            if (entries.Add(key, value) is { IsError: true } refused) return refused;
        }
        return entries.Count > Budget.MostElements ? CelErrors.CostExceeded : CelValue.Map(entries.Build());
    }

    private CelValue Call(CallNode call, PlainLocals? locals) => (call.Function, call.Arguments) switch
    {
        ("_&&_", [var left, var right]) => Absorb(left, right, locals, decisive: false),
        ("_||_", [var left, var right]) => Absorb(left, right, locals, decisive: true),
        ("_?_:_", [var condition, var then, var otherwise]) => Choose(condition, then, otherwise, locals),
        _ => Apply(call, locals),
    };

    // The decisive answer of either side wins over whatever is wrong with the other.
    private CelValue Absorb(Node leftNode, Node rightNode, PlainLocals? locals, bool decisive)
    {
        CelValue left = Truth(Value(leftNode, locals));
        if (!left.IsError && left.AsBool == decisive) return left;
        CelValue right = Truth(Value(rightNode, locals));
        return left.IsError && (right.IsError || right.AsBool != decisive) ? left : right;
    }

    private CelValue Choose(Node conditionNode, Node then, Node otherwise, PlainLocals? locals)
    {
        CelValue condition = Truth(Value(conditionNode, locals));
        return condition.IsError ? condition : Value(condition.AsBool ? then : otherwise, locals);
    }

    /// <summary>The value where it is true, false or an error, else the error that it is none of these.</summary>
    public static CelValue Truth(CelValue value) => value.Kind is CelKind.Bool or CelKind.Error ? value : CelErrors.NotATruth;

    private CelValue Apply(CallNode call, PlainLocals? locals)
    {
        IEnumerable<Node> nodes = call.Target is { } target ? call.Arguments.Prepend(target) : call.Arguments;
        var arguments = new List<CelValue>();
        foreach (Node node in nodes)
        {
            CelValue argument = Value(node, locals);
            if (argument.IsError) return argument;
            arguments.Add(argument);
        }
        return FunctionLibrary.Find(call.Function, call.Target is not null, arguments.Count) is { } function
            ? function.Call(arguments.ToArray(), ref Budget)
            : CelErrors.Of(CelErrorKind.NoSuchOverload, call.Function);
    }
}
