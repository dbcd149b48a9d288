using CreditDecision.Core.Expressions.Syntax;

namespace CreditDecision.Core.Expressions;

/// <summary>Steps of one round of a macro: itself and each operator of its body, whether it is reached or not (of two branches, the larger); macros inside charge their own rounds.</summary>
internal static class RoundCost
{
    public static long Of(MacroNode macro) => 1 + OperatorsOf(macro.Condition) + OperatorsOf(macro.Transform);

    private static long OperatorsOf(Node? node) => node switch
    {
        // Only one branch of a conditional is taken.
        CallNode { Function: Operators.Conditional, Arguments: [var condition, var then, var otherwise] } =>
            1 + OperatorsOf(condition) + Math.Max(OperatorsOf(then), OperatorsOf(otherwise)),
        CallNode call => 1 + OperatorsOf(call.Target) + call.Arguments.Sum(OperatorsOf),
        SelectNode select => 1 + OperatorsOf(select.Operand),
        ListNode list => 1 + list.Elements.Sum(OperatorsOf),
        MapNode map => 1 + map.Entries.Sum(entry => OperatorsOf(entry.Key) + OperatorsOf(entry.Value)),
        MacroNode macro => 1 + OperatorsOf(macro.Range),
        _ => 0,
    };
}
