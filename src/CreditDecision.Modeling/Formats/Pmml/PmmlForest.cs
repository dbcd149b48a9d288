using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Programs;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>
/// Trees whose every split compares one number with a constant, as the tree engine wants them. Null wherever a tree is of another kind;
/// its predicates are walked then.
/// </summary>
internal sealed class PmmlForest
{
    private const int MostDepth = 512;

    private readonly Dictionary<int, int> _inputOfSlot = [];
    private readonly List<TreeNode> _nodes = [];
    // Whether every node of the tree at hand has its count of training records.
    private bool _counted;

    internal static Forest? Build(ModelContext context, IReadOnlyList<WalkPlan> trees, bool average, int score)
    {
        var forest = new PmmlForest();
        var plans = new List<TreePlan>(trees.Count);
        foreach (WalkPlan tree in trees)
        {
            forest._nodes.Clear();
            forest._counted = true;
            if (tree.Nodes[0].Predicate is not Always { IsTrue: true } || forest.Emit(tree, 0, 0) < 0) return null;
            plans.Add(new TreePlan([.. forest.Counted()], 0));
        }
        int[] slots = [.. forest._inputOfSlot.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        if (slots.Length > CompiledModel.MostInputs) return null;
        Field?[] fields = [.. slots.Select(context.Program.FieldAt)];
        bool allSingle = fields.All(field => field?.Type == PmmlType.Single);
        TreeEnsemble? ensemble = TreeEnsemble.Compile(PlanOf(context, plans, slots, average, allSingle), new DocumentErrors());
        if (ensemble is null) return null;
        int[] inputs = [.. fields.Select(field => Math.Max(field?.Origin.Input ?? -1, -1))];
        int row = context.Program.SlotRange(context.Element, slots.Length);
        return new Forest(ensemble, slots, inputs, row, score);
    }

    // Counts that are there for a part of a tree would say that nobody ever went the other ways: all of them, or every leaf weighs the same.
    private IEnumerable<TreeNode> Counted() => _counted ? _nodes : _nodes.Select(node => node with { Cover = 0 });

    private static TreeEnsemblePlan PlanOf(ModelContext context, List<TreePlan> trees, int[] slots, bool average, bool allSingle)
    {
        FloatPrecision precision = context.Binary32 ? FloatPrecision.Binary32 : FloatPrecision.Binary64;
        return new TreeEnsemblePlan
        {
            Inputs = [.. slots.Select((_, i) => ModelInput.Number($"f{i}"))], Margins = ["margin"], Outputs = ["value"], Trees = trees,
            // Values and thresholds of single fields are rounded already, so both comparisons give the same; the narrow one is faster.
            Comparison = allSingle ? FloatPrecision.Binary32 : FloatPrecision.Binary64,
            Sum = precision, Base = [0], Divisor = average ? trees.Count : 1, Link = new LinkFunction(Link.Identity, precision),
        };
    }

    // -1 where the node cannot be one of plain splits.
    private int Emit(WalkPlan tree, int index, int depth)
    {
        WalkNode node = tree.Nodes[index];
        if (depth > MostDepth) return -1;
        if (node.Children == 0) return Leaf(node.Score, node.Records);
        if (IsPair(tree, node)) return EmitPair(tree, node, depth);
        bool isLadder = tree.LastAnswers && depth + node.Children <= MostDepth && MissingTriesNext(tree, node);
        return isLadder ? EmitLadder(tree, node, node.FirstChild, depth) : -1;
    }

    private int Leaf(double score, double records)
    {
        if (!double.IsFinite(score)) return -1;
        _counted &= records > 0;
        _nodes.Add(new TreeNode { Test = SplitTest.Leaf, Value = score, LeafNumber = _nodes.Count, Cover = records });
        return _nodes.Count - 1;
    }

    // Two children, one for either side of the same constant, and a word on where missing values go.
    private static bool IsPair(WalkPlan tree, WalkNode node) =>
        node.Children == 2 && tree.Missing == MissingStrategy.DefaultChild && node.DefaultChild >= 0
        && tree.Nodes[node.FirstChild].Predicate is Comparison first && tree.Nodes[node.FirstChild + 1].Predicate is Comparison second
        && first.Slot == second.Slot && first.Constant == second.Constant
        && (first.Relation, second.Relation) is (Relation.Less, Relation.AtLeast) or (Relation.AtLeast, Relation.Less)
            or (Relation.AtMost, Relation.Greater) or (Relation.Greater, Relation.AtMost);

    private int EmitPair(WalkPlan tree, WalkNode node, int depth)
    {
        int at = Reserve();
        int met = Emit(tree, node.FirstChild, depth + 1);
        int unmet = met < 0 ? -1 : Emit(tree, node.FirstChild + 1, depth + 1);
        if (unmet < 0) return -1;
        return Split(at, (Comparison)tree.Nodes[node.FirstChild].Predicate, met, unmet, node.DefaultChild == node.FirstChild, node.Records);
    }

    // Children tried one after the other, and the node itself where none is met: each is a split whose missing values try the next.
    private int EmitLadder(WalkPlan tree, WalkNode node, int child, int depth)
    {
        _counted = false;
        if (child == node.FirstChild + node.Children) return Leaf(node.Score, 0);
        if (tree.Nodes[child].Predicate is not Comparison test) return -1;
        int at = Reserve();
        int met = Emit(tree, child, depth + 1);
        int unmet = met < 0 ? -1 : EmitLadder(tree, node, child + 1, depth + 1);
        return unmet < 0 ? -1 : Split(at, test, met, unmet, false, 0);
    }

    // With lastPrediction a missing value ends the search; where all children ask for the same value, none would be met anyway.
    private static bool MissingTriesNext(WalkPlan tree, WalkNode node)
    {
        if (tree.Missing == MissingStrategy.None) return true;
        int slot = tree.Nodes[node.FirstChild].Predicate is Comparison first ? first.Slot : -1;
        for (int child = node.FirstChild; child < node.FirstChild + node.Children; child++)
            if (tree.Nodes[child].Predicate is not Comparison test || test.Slot != slot) return false;
        return tree.Missing == MissingStrategy.LastPrediction;
    }

    private int Reserve()
    {
        _nodes.Add(default);
        return _nodes.Count - 1;
    }

    private int Split(int at, Comparison test, int met, int unmet, bool missingMeets, double records)
    {
        if (test.Relation is Relation.Equal or Relation.NotEqual) return -1;
        bool leftMeets = test.Relation is Relation.Less or Relation.AtMost;
        if (!_inputOfSlot.TryGetValue(test.Slot, out int input)) _inputOfSlot.Add(test.Slot, input = _inputOfSlot.Count);
        _counted &= records > 0;
        _nodes[at] = new TreeNode
        {
            Test = test.Relation is Relation.Less or Relation.AtLeast ? SplitTest.Below : SplitTest.AtMost,
            Input = input, Threshold = test.Constant, Missing = MissingTest.NaN, MissingGoesLeft = leftMeets == missingMeets,
            Left = leftMeets ? met : unmet, Right = leftMeets ? unmet : met, Cover = records,
        };
        return at;
    }
}
