using CreditDecision.Core.Expressions.Syntax;

namespace CreditDecision.Core.Expressions;

/// <summary>Steps of one round of a macro: itself and each operator of its body, whether it is reached or not; macros inside charge their own rounds.</summary>
internal static class RoundCost
{
    public static long Of(MacroNode macro) => 1 + Operators(macro.Condition) + Operators(macro.Transform);

    private static long Operators(Node? node) => node switch
    {
        CallNode call => 1 + Operators(call.Target) + call.Arguments.Sum(Operators),
        SelectNode select => 1 + Operators(select.Operand),
        ListNode list => 1 + list.Elements.Sum(Operators),
        MapNode map => 1 + map.Entries.Sum(entry => Operators(entry.Key) + Operators(entry.Value)),
        MacroNode macro => 1 + Operators(macro.Range),
        _ => 0,
    };
}
