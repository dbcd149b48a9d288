using System.Globalization;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Programs;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>TreeModel of PMML 4.4.</summary>
internal sealed class PmmlTree
{
    private const int MostDepth = TreeEnsembleLimits.MostDepth;

    private readonly ModelContext _context;
    private readonly List<string> _labels = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly List<WalkNode> _nodes = [];
    private readonly List<double> _probabilities = [];
    private readonly Queue<(PmmlElement Element, int Index, int Depth)> _open = new();
    private readonly MissingStrategy _missing;
    private int _depth;

    // Of the node that is being read: all classes' records together, 0 where they are not counted.
    private double _counts;

    private PmmlTree(ModelContext context, MissingStrategy missing)
    {
        (_context, _missing) = (context, missing);
        if (!context.IsClassification) return;
        foreach (string label in context.Target?.Valid ?? []) AddLabel(context.Element, label);
    }

    internal static PmmlModel Read(ModelContext context)
    {
        PmmlElement element = context.Element;
        // The penalty lowers the confidence only, which nothing here returns; how many children a split has, the nodes show.
        element.Ignore("splitCharacteristic", "missingValuePenalty", "x-missingValuePenalty");
        MissingStrategy missing = element.Word(
            "missingValueStrategy", "none", ("none", MissingStrategy.None), ("defaultChild", MissingStrategy.DefaultChild),
            ("lastPrediction", MissingStrategy.LastPrediction), ("nullPrediction", MissingStrategy.NullPrediction));
        bool lastAnswers = element.Word("noTrueChildStrategy", "returnNullPrediction", ("returnNullPrediction", false), ("returnLastPrediction", true));
        var tree = new PmmlTree(context, missing);
        return tree.ReadNodes(element.RequiredChild("Node"), lastAnswers);
    }

    private PmmlModel ReadNodes(PmmlElement root, bool lastAnswers)
    {
        Add(root, 0);
        // Breadth first, so that the children of a node stand together.
        while (_open.TryDequeue(out var next)) ReadNode(next.Element, next.Index, next.Depth);
        int leaves = _nodes.Count(node => node.Children == 0);
        _context.Program.CountTree(_context.Element, _nodes.Count, leaves, _depth);
        int value = _context.Program.Slot(root);
        int[] probabilities = _context.Program.SlotArray(root, _labels.Count);
        var plan = new WalkPlan([.. _nodes], _missing, lastAnswers, [.. _probabilities]);
        int[] margins = _context.IsClassification ? probabilities : [value];
        ModelStep step = new Walk(plan, value, probabilities);
        // Trees of an ensemble are explained together.
        if (_context.Depth == 0) step = PmmlForest.Explain(_context, step, [plan], margins);
        PmmlModel model = _context.IsClassification
            ? new PmmlModel(step, value, _labels, probabilities, _labels, probabilities) : PmmlModel.OfNumber(step, value);
        return model with { Tree = plan };
    }

    private void Add(PmmlElement element, int depth)
    {
        if (depth > MostDepth) throw element.Refusal($"lies deeper than {MostDepth} splits");
        if (_nodes.Count >= PmmlProgram.MostNodes) throw element.Refusal($"is beyond {PmmlProgram.MostNodes} nodes");
        _depth = Math.Max(_depth, depth);
        _open.Enqueue((element, _nodes.Count, depth));
        _nodes.Add(default);
    }

    private void ReadNode(PmmlElement element, int index, int depth)
    {
        Predicate predicate = PmmlPredicates.ReadOnly(element, _context.Scope).Predicate;
        List<PmmlElement> children = element.Children("Node");
        int first = _nodes.Count;
        foreach (PmmlElement child in children) Add(child, depth + 1);
        double score = ScoreOf(element, isLeaf: children.Count == 0);
        int probabilities = ProbabilitiesOf(element, isLeaf: children.Count == 0);
        double records = element.Number("recordCount", _counts);
        _nodes[index] = new WalkNode(predicate, first, children.Count, DefaultChild(element, children, first), score, probabilities, Math.Max(records, 0));
        element.Ignore("id");
        element.Done();
    }

    private int DefaultChild(PmmlElement element, List<PmmlElement> children, int first)
    {
        if (element.Optional("defaultChild") is not { } id || _missing != MissingStrategy.DefaultChild) return -1;
        int child = children.FindIndex(child => child.Optional("id") == id);
        return child < 0 ? throw PmmlText.Refusal(element, "defaultChild", $"{PmmlText.Shortened(id)} is the id of none of its children") : first + child;
    }

    private double ScoreOf(PmmlElement element, bool isLeaf)
    {
        if (element.Optional("score") is not { } score) return isLeaf ? throw element.Refusal("is a leaf without a score") : double.NaN;
        if (!_context.IsClassification) return PmmlTypes.Parse(element, _context.Binary32 ? PmmlType.Single : PmmlType.Double, score);
        LabelIndex(element, score);
        return _context.LabelCode(score);
    }

    private int LabelIndex(PmmlElement element, string label)
    {
        if (_indices.TryGetValue(label, out int index)) return index;
        // Once a node has its row of probabilities, its length is fixed.
        if (_context.Target is { Valid.Count: > 0 } || _probabilities.Count > 0)
            throw element.Refusal($"{PmmlText.Shortened(label)} is no class of the target");
        return AddLabel(element, label);
    }

    private int AddLabel(PmmlElement element, string label)
    {
        if (_labels.Count >= CompiledModel.MostOutputs) throw element.Refusal($"has more than {CompiledModel.MostOutputs} classes");
        if (!_indices.TryAdd(label, _labels.Count)) throw element.Refusal($"lists the class {PmmlText.Shortened(label)} twice");
        _labels.Add(label);
        return _labels.Count - 1;
    }

    private int ProbabilitiesOf(PmmlElement element, bool isLeaf)
    {
        List<PmmlElement> shares = element.Children("ScoreDistribution");
        _counts = 0;
        if (!_context.IsClassification || shares.Count == 0)
        {
            foreach (PmmlElement share in shares) share.Ignore("value", "recordCount", "confidence", "probability");
            return !_context.IsClassification || !isLeaf ? -1
                : throw element.Refusal("is a leaf without ScoreDistribution; how probable its class is, nothing says");
        }
        int[] labels = [.. shares.Select(share => LabelIndex(share, share.Required("value")))];
        double[] parts = [.. shares.Select(share => PartOf(share, shares[0].Optional("probability") is not null))];
        if (labels.Distinct().Count() != labels.Length) throw element.Refusal("distributes records over a class twice");
        if (shares[0].Optional("probability") is null) _counts = parts.Sum();
        double sum = shares[0].Optional("probability") is not null ? 1 : _counts;
        foreach (PmmlElement share in shares)
        {
            share.Ignore("confidence", "recordCount");
            share.Done();
        }
        if (!(sum > 0)) throw element.Refusal("has counts that add up to nothing");
        int first = _probabilities.Count;
        _context.Program.CountProbabilities(element, _labels.Count);
        _probabilities.AddRange(new double[_labels.Count]);
        for (int i = 0; i < parts.Length; i++) _probabilities[first + labels[i]] = parts[i] / sum;
        return first;
    }

    private static double PartOf(PmmlElement share, bool probability)
    {
        double part = share.Number(probability ? "probability" : "recordCount");
        if (part < 0 || (probability && part > 1))
            throw share.Refusal($"{part.ToString(CultureInfo.InvariantCulture)} is not the share of a class");
        return part;
    }
}
