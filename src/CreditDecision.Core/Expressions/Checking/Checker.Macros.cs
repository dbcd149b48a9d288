using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

internal sealed partial class Checker
{
    private CelType CheckMacro(MacroNode macro, Locals? locals)
    {
        CelType range = Check(macro.Range, locals);
        if (range.Kind is not (CelKind.Unspecified or CelKind.List or CelKind.Map)) range = Refuse(macro, $"only lists and maps can be gone through; {Wording.Is(macro.Range, range)}");
        if (++_macros > _limits.MostNestedMacros) _mistakes.Add(macro.Position, $"more than {_limits.MostNestedMacros} macros stand inside one another here");
        Locals inner = Declare(macro, range, locals);
        if (macro.Condition is not null && Check(macro.Condition, inner) is { } condition && !TypeRules.IsAssignable(condition, CelType.Bool))
            Refuse(macro.Condition, $"the condition of {Wording.NameOf(macro.Kind)} is true or false; {Wording.Is(macro.Condition, condition)}");
        CelType made = macro.Transform is null ? CelType.Dyn : Check(macro.Transform, inner);
        _macros--;
        return Result(macro, range, made);
    }

    // One variable is the element or the key; of two, the first is the index or the key.
    private static Locals Declare(MacroNode macro, CelType range, Locals? locals)
    {
        (CelType place, CelType value) = range.Kind switch
        {
            CelKind.List => (CelType.Int, range.Element!),
            CelKind.Map => (range.Key!, range.Element!),
            _ => (CelType.Dyn, CelType.Dyn),
        };
        if (macro.Second is not null) return new Locals(macro.Second, value, new Locals(macro.First, place, locals));
        return new Locals(macro.First, range.Kind == CelKind.Map ? place : value, locals);
    }

    private CelType Result(MacroNode macro, CelType range, CelType made)
    {
        CelType key = range.Kind switch
        {
            CelKind.List => CelType.Int,
            CelKind.Map => range.Key!,
            _ => CelType.Dyn,
        };
        switch (macro.Kind)
        {
            case MacroKind.Filter:
                return CelType.List(range.Kind == CelKind.List ? range.Element! : key);
            case MacroKind.List:
                return CelType.List(made);
            case MacroKind.Map:
                return CelType.Map(key, made);
            case MacroKind.MapEntry:
                return made.Kind is CelKind.Map or CelKind.Unspecified ? made : Refuse(macro.Transform!, $"transformMapEntry makes maps of one entry, such as {{v: k}}; {Wording.Is(macro.Transform!, made)}");
            default:
                return CelType.Bool;
        }
    }
}
