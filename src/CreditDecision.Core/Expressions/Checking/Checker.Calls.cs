using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

internal sealed partial class Checker
{
    private CelType CheckCall(CallNode call, Locals? locals)
    {
        Node[] operands = call.Target is null ? [.. call.Arguments] : [call.Target, .. call.Arguments];
        CelType[] types = new CelType[operands.Length];
        for (int i = 0; i < operands.Length; i++) types[i] = Check(operands[i], locals);
        CheckWritten(call, operands);
        return call.Function switch
        {
            Operators.Conditional => Choice(call, types),
            Operators.Equal or Operators.NotEqual => Equality(call, types[0], types[1]),
            Operators.In => Membership(call, types[0], types[1]),
            Operators.Index => Element(call, types[0], types[1]),
            Operators.Add when Array.Exists(types, type => type.Kind == CelKind.List) && TypeRules.IsAssignable(types[0], types[1]) => TypeRules.Join(types[0], types[1]),
            _ => Overloaded(call, operands, types),
        };
    }

    private CelType Overloaded(CallNode call, Node[] operands, CelType[] types)
    {
        IReadOnlyList<Overload> known = FunctionCatalog.Of(call.Function);
        if (known.Count == 0) return Refuse(call, $"no function is called \"{call.Function}\"{Suggestions.For(call.Function, FunctionCatalog.Names)}");
        Overload[] taking = [.. known.Where(overload => overload.Takes(call.Target is not null, types))];
        CelType[] results = [.. taking.Select(overload => overload.Result).Distinct()];
        // Of numbers of which one is known only when it is evaluated, that one may be the least.
        if (Array.Exists(taking, overload => overload.Repeats) && Array.Exists(types, TypeRules.IsDyn)) return CelType.Dyn;
        return results.Length switch
        {
            0 => Refuse(call, Wording.NoOverload(call, operands, types, known)),
            1 => results[0],
            _ => CelType.Dyn,
        };
    }

    private CelType Choice(CallNode call, CelType[] types)
    {
        if (!TypeRules.IsAssignable(types[0], CelType.Bool)) Refuse(call.Arguments[0], $"what stands before ? is true or false; {Wording.Is(call.Arguments[0], types[0])}");
        if (TypeRules.IsAssignable(types[1], types[2])) return TypeRules.Join(types[1], types[2]);
        return Refuse(call, $"both sides of the : give values of one kind; {Wording.Are(call.Arguments[1], types[1], call.Arguments[2], types[2])}");
    }

    private CelType Equality(CallNode call, CelType left, CelType right)
    {
        if (!TypeRules.AreComparable(left, right)) Refuse(call, Wording.NotComparable(call, left, right));
        CheckCategory(call.Arguments[0], call.Arguments[1]);
        CheckCategory(call.Arguments[1], call.Arguments[0]);
        return CelType.Bool;
    }

    private CelType Membership(CallNode call, CelType left, CelType right)
    {
        (Node element, Node range) = (call.Arguments[0], call.Arguments[1]);
        CelType? held = right.Kind switch
        {
            CelKind.Unspecified => CelType.Dyn,
            CelKind.List => right.Element,
            CelKind.Map => right.Key,
            _ => null,
        };
        if (held is null) Refuse(call, $"in looks into a list or a map; {Wording.Is(range, right)}{(right == CelType.String ? "; a part of a text is found by text.contains(part)" : "")}");
        else if (!TypeRules.AreComparable(left, held)) Refuse(call, $"{Wording.Is(element, left)}, and what it is looked for in holds {held} only; it can never be found");
        if (range is ListNode list)
            foreach (Node one in list.Elements) CheckCategory(element, one);
        return CelType.Bool;
    }

    private CelType Element(CallNode call, CelType operand, CelType index)
    {
        Node at = call.Arguments[1];
        switch (operand.Kind)
        {
            case CelKind.Unspecified:
                return CelType.Dyn;
            case CelKind.List:
                return TypeRules.IsAssignable(index, CelType.Int) ? operand.Element! : Refuse(at, $"a list is counted by an int, from 0; {Wording.Is(at, index)}");
            case CelKind.Map:
                return TypeRules.AreComparable(index, operand.Key!) ? operand.Element! : Refuse(at, $"the map's keys are {operand.Key}; {Wording.Is(at, index)}");
            default:
                return Refuse(call, $"[ ] reads from lists and maps; {Wording.Is(call.Arguments[0], operand)}");
        }
    }

    /// <summary>A category that is compared with a text that it never is, is a mistake of spelling that would stay silent for ever.</summary>
    private void CheckCategory(Node name, Node text)
    {
        if (text is not LiteralNode { Value.Kind: CelKind.String } literal || !_variables.TryGetValue(name, out Variable? variable)) return;
        if (variable.Form != VariableForm.Category || name is PresenceNode or SelectNode { TestOnly: true }) return;
        string value = literal.Value.AsString;
        if (!variable.Categories.Contains(value, StringComparer.Ordinal)) Refuse(text, Wording.NoCategory(variable, value));
    }
}
