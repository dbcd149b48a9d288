using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Programs;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>
/// Trees whose every split tests one value (a number against a constant, a text against a list), as the tree engine wants them. Null wherever
/// a tree is of another kind; its predicates are walked then.
/// </summary>
internal sealed class PmmlForest
{
    private const int MostDepth = TreeEnsembleLimits.MostDepth;

    // 64 MiB of bits: a split by one text costs as many bits as the document has texts.
    private const int MostWords = 16_777_216;

    private readonly ModelContext _context;
    private readonly int _classes;
    // Whether rows without an answer may come out anyhow: they are told apart by whoever walks the trees beside.
    private readonly bool _answeredOnly;
    private readonly Dictionary<int, int> _inputOfSlot = [];
    private readonly List<TreeNode> _nodes = [];
    private readonly List<ImmutableArray<uint>> _sets = [];
    private readonly List<ImmutableArray<double>> _vectors = [];
    private long _words;
    // Whether every leaf of the tree at hand has its count of training records.
    private bool _counted;

    private PmmlForest(ModelContext context, int classes, bool answeredOnly) =>
        (_context, _classes, _answeredOnly) = (context, classes, answeredOnly);

    /// <summary>A forest that answers every row as the trees do, by a number in the slot.</summary>
    internal static Forest? Build(ModelContext context, IReadOnlyList<WalkPlan> trees, bool average, int score) =>
        new PmmlForest(context, 0, answeredOnly: false).Compile(trees, average, score);

    /// <summary>The step with its explanation where its trees, averaged, have one; else the step.</summary>
    /// <param name="margins">Of the step: a number, or one for each class.</param>
    internal static ModelStep Explain(ModelContext context, ModelStep step, IReadOnlyList<WalkPlan> trees, int[] margins)
    {
        var forest = new PmmlForest(context, context.IsClassification ? margins.Length : 0, answeredOnly: true);
        return forest.Compile(trees, average: true, margins[0]) is { CanExplain: true } compiled ? new Explained(step, compiled, margins) : step;
    }

    private Forest? Compile(IReadOnlyList<WalkPlan> trees, bool average, int score)
    {
        var plans = new List<TreePlan>(trees.Count);
        foreach (WalkPlan tree in trees)
        {
            _nodes.Clear();
            _counted = true;
            if (tree.Nodes[0].Predicate is not Always { IsTrue: true } || Emit(tree, 0, 0) < 0) return null;
            plans.Add(new TreePlan([.. Counted()], _classes == 0 ? 0 : -1));
        }
        int[] slots = [.. _inputOfSlot.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        if (slots.Length > CompiledModel.MostInputs) return null;
        Field?[] fields = [.. slots.Select(_context.Program.FieldAt)];
        bool allSingle = fields.All(field => field?.Type == PmmlType.Single);
        TreeEnsemble? ensemble = TreeEnsemble.Compile(PlanOf(plans, slots, average, allSingle), new DocumentErrors());
        if (ensemble is null) return null;
        int[] inputs = [.. fields.Select(field => Math.Max(field?.Origin.Input ?? -1, -1))];
        int row = _context.Program.SlotRange(_context.Element, slots.Length);
        return new Forest(ensemble, slots, inputs, row, score);
    }

    // Counts that are there for a part of a tree would say that nobody ever went the other ways: all of them, or every leaf weighs the same.
    private IEnumerable<TreeNode> Counted() => _counted ? _nodes : _nodes.Select(node => node with { Cover = 0 });

    private TreeEnsemblePlan PlanOf(List<TreePlan> trees, int[] slots, bool average, bool allSingle)
    {
        FloatPrecision precision = _context.Binary32 ? FloatPrecision.Binary32 : FloatPrecision.Binary64;
        int margins = Math.Max(_classes, 1);
        return new TreeEnsemblePlan
        {
            Inputs = [.. slots.Select((_, i) => ModelInput.Number($"f{i}"))], Margins = [.. Enumerable.Range(0, margins).Select(k => $"margin{k}")],
            Outputs = [.. Enumerable.Range(0, margins).Select(k => $"value{k}")], Trees = trees, Sets = _sets, LeafVectors = _vectors,
            // Values and thresholds of single fields are rounded already, so both comparisons give the same; the narrow one is faster.
            Comparison = allSingle ? FloatPrecision.Binary32 : FloatPrecision.Binary64,
            Sum = precision, Base = [.. new double[margins]], Divisor = average ? trees.Count : 1, Link = new LinkFunction(Link.Identity, precision),
        };
    }

    // -1 where the node cannot be one of plain splits.
    private int Emit(WalkPlan tree, int index, int depth)
    {
        WalkNode node = tree.Nodes[index];
        if (depth > MostDepth) return -1;
        if (node.Children == 0)
        {
            _counted &= node.Records > 0;
            return Leaf(tree, node, node.Records);
        }
        if (tree.Missing == MissingStrategy.DefaultChild && node.DefaultChild >= 0) return EmitPair(tree, node, depth);
        return depth + node.Children <= MostDepth && IsLadder(tree, node) ? EmitLadder(tree, node, node.FirstChild, depth) : -1;
    }

    private int Leaf(WalkPlan tree, WalkNode node, double records)
    {
        double value = node.Score;
        if (_classes > 0)
        {
            if (node.FirstProbability < 0) return -1;
            value = _vectors.Count;
            _vectors.Add([.. tree.Probabilities.AsSpan(node.FirstProbability, _classes)]);
        }
        if (!double.IsFinite(value)) return -1;
        _nodes.Add(new TreeNode { Test = SplitTest.Leaf, Value = value, LeafNumber = _nodes.Count, Cover = records });
        return _nodes.Count - 1;
    }

    // Two children that test the same value, one of them met by every row that has it, and a word on where missing values go.
    private int EmitPair(WalkPlan tree, WalkNode node, int depth)
    {
        if (node.Children != 2 || TestOf(tree, node.FirstChild) is not { } first || TestOf(tree, node.FirstChild + 1) is not { } second) return -1;
        if (first.Slot != second.Slot || !(first.IsOppositeOf(second) || (_answeredOnly && !tree.LastAnswers))) return -1;
        int at = Reserve();
        int met = Emit(tree, node.FirstChild, depth + 1);
        int unmet = met < 0 ? -1 : Emit(tree, node.FirstChild + 1, depth + 1);
        return unmet < 0 ? -1 : Split(at, first, met, unmet, node.DefaultChild == node.FirstChild, node.Records);
    }

    // Children tried one after the other, and the node itself where none is met: each is a split whose missing values try the next.
    private int EmitLadder(WalkPlan tree, WalkNode node, int child, int depth)
    {
        bool nodeAnswers = tree.LastAnswers || tree.Missing == MissingStrategy.LastPrediction;
        int end = node.FirstChild + node.Children;
        if (child == end) return OwnLeaf(tree, node);
        if (tree.Nodes[child].Predicate is Always { IsTrue: true }) return Emit(tree, child, depth + 1);
        if (TestOf(tree, child) is not { } test) return -1;
        // Whoever meets no child has no answer: the last child may as well be the rest.
        if (child == end - 1 && _answeredOnly && !nodeAnswers) return Emit(tree, child, depth + 1);
        int at = Reserve();
        int met = Emit(tree, child, depth + 1);
        int unmet = met < 0 ? -1 : EmitLadder(tree, node, child + 1, depth + 1);
        return unmet < 0 ? -1 : Split(at, test, met, unmet, false, 0);
    }

    // The count of a node that answers itself is of all records that came by in some dialects, and in others of those alone that ended here.
    // With lastPrediction alone only missing values end here: the records that its children do not count.
    private int OwnLeaf(WalkPlan tree, WalkNode node)
    {
        WalkNode[] children = tree.Nodes.AsSpan(node.FirstChild, node.Children).ToArray();
        // A child that does not say its count would leave all of it to its parent.
        _counted &= !tree.LastAnswers && Array.TrueForAll(children, child => child.Records > 0);
        double below = children.Sum(child => child.Records);
        return Leaf(tree, node, tree.LastAnswers ? 0 : Math.Max(node.Records - below, 0));
    }

    private bool IsLadder(WalkPlan tree, WalkNode node)
    {
        bool hasRest = tree.Nodes[node.FirstChild + node.Children - 1].Predicate is Always { IsTrue: true };
        if (!_answeredOnly && !tree.LastAnswers && !hasRest) return false;
        if (tree.Missing == MissingStrategy.None) return true;
        if (tree.Missing != MissingStrategy.LastPrediction) return _answeredOnly;
        // A missing value ends the search; where all children ask for the same value, none would be met anyway.
        int? slot = TestOf(tree, node.FirstChild)?.Slot;
        return slot is not null && Enumerable.Range(node.FirstChild, node.Children).All(child => TestOf(tree, child)?.Slot == slot);
    }

    private PlainTest? TestOf(WalkPlan tree, int node) => PlainTest.Of(tree.Nodes[node].Predicate, _context.Program);

    private int Reserve()
    {
        _nodes.Add(default);
        return _nodes.Count - 1;
    }

    private int Split(int at, PlainTest test, int met, int unmet, bool missingMeets, double records)
    {
        if (!_inputOfSlot.TryGetValue(test.Slot, out int input)) _inputOfSlot.Add(test.Slot, input = _inputOfSlot.Count);
        if (test.Test == SplitTest.InSet)
        {
            if ((_words += test.Words) > MostWords) return -1;
            _sets.Add(test.Bits());
        }
        _nodes[at] = new TreeNode
        {
            Test = test.Test, Input = input, Threshold = test.Threshold, Set = Math.Max(_sets.Count - 1, 0), Missing = MissingTest.NaN,
            MissingGoesLeft = test.LeftMeets == missingMeets, Left = test.LeftMeets ? met : unmet, Right = test.LeftMeets ? unmet : met, Cover = records,
        };
        return at;
    }
}
