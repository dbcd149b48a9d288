namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>The nodes right below a node, in the order of the text.</summary>
internal static class Children
{
    public static IEnumerable<Node> Of(Node node) => node switch
    {
        SelectNode select => [select.Operand],
        PresenceNode presence => [presence.Name],
        CallNode call => call.Target is null ? call.Arguments : call.Arguments.Prepend(call.Target),
        ListNode list => list.Elements,
        MapNode map => map.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }),
        MacroNode macro => new[] { macro.Range, macro.Condition, macro.Transform }.OfType<Node>(),
        _ => [],
    };
}
