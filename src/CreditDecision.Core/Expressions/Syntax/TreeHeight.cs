namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>Measures a tree without recursion, for the walks that recurse behind it.</summary>
internal static class TreeHeight
{
    /// <summary>The first node that is reached deeper than the bound; null when there is none. The root's depth is 1.</summary>
    public static Node? FirstBeyond(Node root, int bound)
    {
        var open = new Stack<(Node Node, int Depth)>([(root, 1)]);
        while (open.TryPop(out (Node Node, int Depth) at))
        {
            if (at.Depth > bound) return at.Node;
            foreach (Node child in Children.Of(at.Node)) open.Push((child, at.Depth + 1));
        }
        return null;
    }
}
