using System.Collections.Immutable;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Trees;

/// <summary>From the trees as the file has them to the engine's plan.</summary>
/// <param name="columns">How many the operator's input has.</param>
internal sealed class TreePlanBuilder(OnnxNode operation, int columns, int margins, EqualityColumns equalities)
{
    // 128 MiB. A forest's leaf votes for every class, so its file is larger than that; a sparse one would be blown up.
    private const int MostVectorNumbers = 16_777_216;

    // One list for all ensembles: a small file may hold thousands of them on thousands of columns.
    private static readonly ModelInput[] ColumnNames = [.. Enumerable.Range(0, CompiledModel.MostInputs).Select(i => ModelInput.Number($"f{i}"))];

    private readonly List<ImmutableArray<double>> _vectors = [];

    internal TreeEnsemblePlan Build(OnnxTrees trees, IReadOnlyList<double> bases, FloatPrecision precision, bool isAveraged)
    {
        List<TreePlan> plans = [.. trees.Trees.Select(nodes => Plan(EqualChains.Join(nodes, operation), trees.Votes))];
        int all = columns + equalities.All.Count();
        if (all > ColumnNames.Length) throw operation.Refuse($"reads more than {ColumnNames.Length} columns, with those that it tests for equality twice");
        return new TreeEnsemblePlan
        {
            Inputs = new ArraySegment<ModelInput>(ColumnNames, 0, all),
            Margins = [.. Enumerable.Range(0, margins).Select(i => $"margin{i}")],
            Outputs = [.. Enumerable.Range(0, margins).Select(i => $"value{i}")],
            Trees = plans,
            Sets = equalities.Sets,
            LeafVectors = _vectors,
            Comparison = precision,
            Sum = precision,
            Base = bases.Count == 0 ? [.. new double[margins]] : [.. bases],
            BaseFirst = false,
            Divisor = isAveraged ? plans.Count : 1,
            Link = new LinkFunction(Link.Identity, precision),
        };
    }

    private TreePlan Plan(OnnxTreeNode[] nodes, OnnxVote[] votes)
    {
        int margin = MarginOf(nodes, votes);
        var planned = ImmutableArray.CreateBuilder<TreeNode>(nodes.Length);
        foreach (OnnxTreeNode node in nodes) planned.Add(node.Mode == SplitMode.Leaf ? Leaf(node, votes, margin) : Split(node));
        return new TreePlan(planned.MoveToImmutable(), margin);
    }

    // One margin where no leaf votes for another, else -1.
    private static int MarginOf(OnnxTreeNode[] nodes, OnnxVote[] votes)
    {
        int margin = -1;
        foreach (OnnxTreeNode node in nodes)
        {
            if (node.Mode != SplitMode.Leaf || node.Votes == 0) continue;
            int target = votes[node.FirstVote].Target;
            if (node.Votes > 1 || (margin >= 0 && target != margin)) return -1;
            margin = target;
        }
        return Math.Max(margin, 0);
    }

    private TreeNode Leaf(OnnxTreeNode node, OnnxVote[] votes, int margin)
    {
        double value = margin < 0 ? AddVector(node, votes) : node.Votes == 0 ? 0 : votes[node.FirstVote].Weight;
        return new TreeNode { Test = SplitTest.Leaf, Value = value, LeafNumber = node.Number, Cover = node.Cover };
    }

    private int AddVector(OnnxTreeNode node, OnnxVote[] votes)
    {
        if ((long)(_vectors.Count + 1) * margins > MostVectorNumbers) throw operation.Refuse($"has leaves for more than {MostVectorNumbers} numbers");
        double[] vector = new double[margins];
        bool[] isGiven = new bool[margins];
        foreach (OnnxVote vote in votes.AsSpan(node.FirstVote, node.Votes))
        {
            // ONNX Runtime adds such votes up for several targets but takes the first alone for one.
            if (isGiven[vote.Target]) throw operation.Refuse($"has a leaf, node {node.Number}, that votes twice for one target");
            (isGiven[vote.Target], vector[vote.Target]) = (true, vote.Weight);
            if (!double.IsFinite(vote.Weight)) throw operation.Refuse($"has a weight that is not finite at node {node.Number}");
        }
        _vectors.Add([.. vector]);
        return _vectors.Count - 1;
    }

    private TreeNode Split(OnnxTreeNode node)
    {
        if (node.Column >= columns) throw operation.Refuse($"reads column {node.Column} of {columns} at node {node.Number}");
        // A comparison with NaN is false, but "not equal" is true.
        bool isNaNTrue = node.IsNaNTrue || node.Mode == SplitMode.NotEqual;
        bool isSwapped = node.Mode is SplitMode.AtLeast or SplitMode.Above or SplitMode.NotEqual;
        var split = new TreeNode
        {
            Input = node.Column, Threshold = node.Value, Missing = MissingTest.NaN, MissingGoesLeft = isNaNTrue != isSwapped, Cover = node.Cover,
            Left = isSwapped ? node.False : node.True, Right = isSwapped ? node.True : node.False, LeafNumber = node.Number,
        };
        switch (node.Mode)
        {
            case SplitMode.AtMost or SplitMode.Above: return split with { Test = SplitTest.AtMost };
            case SplitMode.Below or SplitMode.AtLeast: return split with { Test = SplitTest.Below };
            default:
                (int column, int set) = equalities.Add(node.Column, node.Members ?? [node.Value]);
                return split with { Test = SplitTest.InSet, Input = column, Set = set, Threshold = 0 };
        }
    }
}
