using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>Checks one tree after the other: that it is a tree, and that its nodes name only what the plan has.</summary>
internal sealed class TreeCheck(TreeEnsemblePlan plan, DocumentErrors errors)
{
    // Level by level: the nodes of a level and, as it is read, of the next. Kept from tree to tree.
    private readonly List<int> _order = [];
    private bool[] _isReached = [];

    /// <summary>The splits on the longest way from the root to a leaf; meaningless when there are errors.</summary>
    public int DepthOf(int t)
    {
        TreePlan tree = plan.Trees[t];
        if (tree.Margin < -1 || tree.Margin >= plan.Margins.Count) errors.Add($"trees[{t}]", $"there is no margin {tree.Margin}");
        for (int n = 0; n < tree.Nodes.Length; n++)
            if (Fault(tree, tree.Nodes[n]) is { } fault) errors.Add($"trees[{t}].nodes[{n}]", fault);
        return Descend(t, tree);
    }

    private int Descend(int t, TreePlan tree)
    {
        int depth = 0;
        Start(tree.Nodes.Length);
        for (int first = 0; ; depth++)
        {
            int end = _order.Count;
            for (int i = first; i < end; i++)
                if (tree.Nodes[_order[i]] is { Test: not SplitTest.Leaf } node && !(Reach(t, tree, _order[i], node.Left) & Reach(t, tree, _order[i], node.Right)))
                    return depth;
            first = end;
            if (first == _order.Count) break;
            if (depth == TreeEnsembleLimits.MostDepth)
            {
                errors.Add($"trees[{t}].nodes[{_order[first]}]", $"lies below a depth of {TreeEnsembleLimits.MostDepth}");
                return depth;
            }
        }
        if (_order.Count < tree.Nodes.Length) errors.Add($"trees[{t}].nodes[{Array.IndexOf(_isReached, false)}]", "no way from the root leads here");
        return depth;
    }

    private void Start(int nodes)
    {
        if (_isReached.Length < nodes) _isReached = new bool[nodes];
        Array.Clear(_isReached, 0, nodes);
        _isReached[0] = true;
        _order.Clear();
        _order.Add(0);
    }

    private bool Reach(int t, TreePlan tree, int parent, int child)
    {
        if ((uint)child >= (uint)tree.Nodes.Length) errors.Add($"trees[{t}].nodes[{parent}]", $"there is no node {child}");
        else if (_isReached[child]) errors.Add($"trees[{t}].nodes[{parent}]", $"node {child} already has another parent, or is the root");
        else
        {
            _isReached[child] = true;
            _order.Add(child);
            return true;
        }
        return false;
    }

    private string? Fault(TreePlan tree, in TreeNode node) => node.Test switch
    {
        SplitTest.Leaf => FaultOfLeaf(tree, node),
        SplitTest.Below or SplitTest.AtMost => FaultOfInput(node) ?? (double.IsNaN(node.Threshold) ? "the threshold NaN is no number" : null),
        SplitTest.InSet => FaultOfInput(node) ?? ((uint)node.Set < (uint)plan.Sets.Count ? null : $"there is no set {node.Set}"),
        _ => "has no test",
    };

    private string? FaultOfLeaf(TreePlan tree, in TreeNode node)
    {
        if (tree.Margin >= 0) return TreeEnsembleCheck.IsFinite(node.Value, plan.Sum) ? null : $"the value {node.Value} is not finite in the precision of the sum";
        bool isVector = node.Value >= 0 && node.Value < plan.LeafVectors.Count && node.Value == Math.Floor(node.Value);
        return isVector ? null : $"there is no leaf vector {node.Value}";
    }

    private string? FaultOfInput(in TreeNode node)
    {
        if ((uint)node.Input >= (uint)plan.Inputs.Count) return $"there is no input {node.Input}";
        return node.Missing is MissingTest.NaN or MissingTest.NaNOrZero or MissingTest.NaNIsZero ? null : "does not say what is missing";
    }
}
