using CreditDecision.Core.Expressions.Functions;
using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>Turns a checked expression into code: by the types that the checker found, with what depends on nothing worked out beforehand.</summary>
internal sealed class Compiler
{
    private readonly CheckedExpression _expression;
    private readonly List<string> _locals = [];
    private int _mostLocals;

    private Compiler(CheckedExpression expression) => _expression = expression;

    public static CompiledExpression Compile(CheckedExpression expression)
    {
        var compiler = new Compiler(expression);
        Code root = compiler.Of(expression.Root);
        return new CompiledExpression(root, compiler._mostLocals, expression.Limits);
    }

    private Code Of(Node node)
    {
        if (_expression.Variables.TryGetValue(node, out Variable? variable))
            return node is SelectNode { TestOnly: true } ? Presence(variable) : Reading(variable);
        return node switch
        {
            LiteralNode literal => new ConstantCode(literal.Value),
            NameNode name => Name(name),
            PresenceNode presence => _expression.Variables.TryGetValue(presence.Name, out Variable? known) ? Presence(known) : Name(presence.Name, CelValue.True),
            SelectNode select => TypeNamed(select) is { } type ? new ConstantCode(CelValue.Type(type)) : Select(select, Of(select.Operand)),
            ListNode list => List([.. list.Elements.Select(Of)]),
            MapNode map => Map([.. map.Entries.Select(entry => (Of(entry.Key), Of(entry.Value)))]),
            MacroNode macro => Macro(macro),
            CallNode call => Call(call),
            _ => throw new InvalidOperationException($"Expressions have no node of the type {node.GetType().Name}."),
        };
    }

    private static Code Reading(Variable variable)
    {
        CelValue missing = CelErrors.Of(CelErrorKind.Missing, variable.Name);
        return variable.Form switch
        {
            VariableForm.Number => new NumberSlot(variable.Index, missing),
            VariableForm.Flag => new FlagSlot(variable.Index, missing),
            VariableForm.Category => new CategorySlot(variable, missing),
            VariableForm.Moment => new MomentSlot(variable.Index, missing),
            VariableForm.Given => new GivenCode(variable.Index, missing),
            _ => throw new InvalidOperationException($"The variable {variable.Name} has no form."),
        };
    }

    private static TruthCode Presence(Variable variable) =>
        variable.Form == VariableForm.Given ? new GivenPresence(variable.Index) : new SlotPresence(variable.Index);

    // A macro's variable is always there: asked for its presence it is replaced by what is given.
    private Code Name(NameNode name, CelValue? insteadOfLocal = null)
    {
        if (LocalOf(name) is >= 0 and var local) return insteadOfLocal is { } instead ? new ConstantCode(instead) : new LocalCode(local);
        return TypeNamed(name) is { } type
            ? new ConstantCode(insteadOfLocal ?? CelValue.Type(type))
            : new ConstantCode(CelErrors.Of(CelErrorKind.Undeclared, name.Name));
    }

    private int LocalOf(NameNode name) => name.FromRoot ? -1 : _locals.LastIndexOf(name.Name);

    private CelType? TypeNamed(Node node) =>
        TypeReading.Of(node, part => _expression.Variables.ContainsKey(part) || (part is NameNode name && LocalOf(name) >= 0));

    private Code Select(SelectNode select, Code operand) =>
        Folded(select.TestOnly ? new FieldPresence(operand, select.Field) : new FieldCode(operand, select.Field), operand);

    private Code List(Code[] elements) => Folded(new ListCode(elements), elements);

    private Code Map((Code Key, Code Value)[] entries) => Folded(new MapCode(entries), [.. entries.Select(entry => entry.Key), .. entries.Select(entry => entry.Value)]);

    private Code Call(CallNode call) => (call.Function, call.Arguments) switch
    {
        ("_&&_", [_, _]) => new Chain([.. Operands(call, "_&&_").Select(Of)], Answer.No),
        ("_||_", [_, _]) => new Chain([.. Operands(call, "_||_").Select(Of)], Answer.Yes),
        ("_?_:_", [var condition, var then, var otherwise]) => new Choice(Of(condition), Of(then), Of(otherwise)),
        _ => Apply(call),
    };

    private static IEnumerable<Node> Operands(Node node, string function) =>
        node is CallNode { Arguments: [var left, var right] } call && call.Function == function ? Operands(left, function).Concat(Operands(right, function)) : [node];

    private Code Apply(CallNode call)
    {
        Node[] nodes = call.Target is { } target ? [target, .. call.Arguments] : [.. call.Arguments];
        Code[] operands = [.. nodes.Select(Of)];
        Function function = FunctionLibrary.Find(call.Function, call.Target is not null, nodes.Length)
            ?? Function.Plain(call.Function, nodes.Length, (_, ref _) => default);
        return Folded(Specialised.Of(call, nodes, operands, TypeOf) ?? General(function, operands), operands);
    }

    private static Code General(Function function, Code[] operands) => operands switch
    {
        [var text, ConstantCode { IsFree: true, Constant.Kind: CelKind.String } pattern] when function.Name == "matches" => new PatternMatch(function, text, pattern.Constant.AsString),
        [var operand] => new Call1(function, operand),
        [var left, var right] => new Call2(function, left, right),
        _ => new CallMany(function, operands),
    };

    private CelKind TypeOf(Node node) => _expression.Types.TryGetValue(node, out CelType? type) ? type.Kind : CelKind.Unspecified;

    private Code Macro(MacroNode macro)
    {
        Code range = Of(macro.Range);
        int first = _locals.Count;
        _locals.Add(macro.First);
        if (macro.Second is not null) _locals.Add(macro.Second);
        _mostLocals = Math.Max(_mostLocals, _locals.Count);
        var loop = new Loop(range, first, macro.Second is null ? -1 : first + 1, RoundCost.Of(macro));
        var (condition, transform) = (macro.Condition is null ? null : Of(macro.Condition), macro.Transform is null ? null : Of(macro.Transform));
        _locals.RemoveRange(first, _locals.Count - first);
        return macro.Kind switch
        {
            MacroKind.All => new TestMacro(loop, condition!, Answer.No),
            MacroKind.Exists => new TestMacro(loop, condition!, Answer.Yes),
            MacroKind.ExistsOne => new OneMacro(loop, condition!),
            _ => new MakingMacro(macro.Kind, loop, condition, transform),
        };
    }

    // Code over constants alone becomes a constant, unless it takes more steps than an evaluation has.
    private Code Folded(Code code, params ReadOnlySpan<Code> operands)
    {
        foreach (Code operand in operands)
            if (operand is not ConstantCode) return code;
        var evaluation = new Evaluation(default, [], _expression.Limits);
        CelValue value = code.Value(ref evaluation);
        return evaluation.Budget.IsExceeded ? code : new ConstantCode(value, _expression.Limits.MostCost - evaluation.Budget.Left);
    }
}
