using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Onnx.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Operators;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Trees;

/// <summary>
/// The tree ensembles of ai.onnx.ml 1, 3 and 5. Where ONNX Runtime (1.30) does not do what the specification says, and it would show in a
/// score, the file is refused; with one exception: a regressor's LOGISTIC for a single target is applied, as specified, although ONNX Runtime
/// ignores it.
/// </summary>
internal static class TreeOperators
{
    internal static void Classifier(OnnxOperation operation)
    {
        OnnxNode node = operation.Node;
        OnnxValue value = ElementOperators.Cast(operation.Draft, operation.Numbers(0), InputTypeOf(operation));
        bool isDouble = value.Type == ElementType.Double;
        IReadOnlyList<string> labels = PostTransforms.Labels(node, "classlabels_strings", "classlabels_int64s");
        OnnxTrees trees = NodeTableReader.Read(node, "class", labels.Count, isDouble);
        IReadOnlyList<double> bases = NodeTableReader.Reals(node, "base_values", isDouble);
        ScoreLink link = PostTransforms.Read(node);
        bool isOneScore = labels.Count == 2 && Array.TrueForAll(trees.Votes, vote => vote.Target == 0);
        if (isOneScore) OneScore(operation, value, trees, bases, link, labels);
        else
        {
            // Of two classes with two scores, ONNX Runtime adds one base value to the first only, and with two it forgets a score.
            if (bases.Count != 0 && (bases.Count != labels.Count || labels.Count == 2)) throw node.Refuse($"has {bases.Count} base values for {labels.Count} classes");
            int[] margins = AddTrees(operation, value, trees, bases, labels.Count, isAveraged: false, out TreeEnsemblePlan plan);
            operation.Result(PostTransforms.Apply(operation.Draft, link, value.Precision, margins, labels, BareOf(operation.Draft, value, plan, link)), 1);
        }
    }

    internal static void Regressor(OnnxOperation operation)
    {
        OnnxNode node = operation.Node;
        OnnxValue value = ElementOperators.Cast(operation.Draft, operation.Numbers(0), InputTypeOf(operation));
        int targets = TargetsOf(node);
        bool isAveraged = IsAveraged(node, node.Text("aggregate_function", "SUM"));
        OnnxTrees trees = NodeTableReader.Read(node, "target", targets, value.Type == ElementType.Double);
        IReadOnlyList<double> bases = NodeTableReader.Reals(node, "base_values", value.Type == ElementType.Double);
        Finish(operation, value, trees, bases, targets, isAveraged, PostTransforms.Read(node));
    }

    /// <summary>Input, thresholds and output are all of one type, so that a double ensemble answers in doubles.</summary>
    internal static void Ensemble(OnnxOperation operation)
    {
        OnnxNode node = operation.Node;
        OnnxValue value = operation.Numbers(0);
        if (value.Type is not (ElementType.Single or ElementType.Double)) throw node.Refuse("must have floats or doubles");
        int targets = TargetsOf(node);
        bool isAveraged = IsAveraged(node, node.Whole("aggregate_function", 1) switch { 0 => "AVERAGE", 1 => "SUM", 2 => "MIN", _ => "MAX" });
        long transform = node.Whole("post_transform", 0);
        ScoreLink link = transform switch
        {
            0 => ScoreLink.Identity,
            1 or 2 => throw node.Refuse("post_transform 1 is SOFTMAX and 2 LOGISTIC by the specification, and the other way round in ONNX Runtime"),
            3 => ScoreLink.SoftmaxZero,
            4 => ScoreLink.Probit,
            _ => throw node.Refuse($"post_transform {transform} is unknown"),
        };
        Finish(operation, value, NodeArrayReader.Read(node, targets, value.Type), [], targets, isAveraged, link);
    }

    private static void Finish(
        OnnxOperation operation, OnnxValue value, OnnxTrees trees, IReadOnlyList<double> bases, int targets, bool isAveraged, ScoreLink link)
    {
        OnnxNode node = operation.Node;
        if (bases.Count != 0 && bases.Count != targets) throw node.Refuse($"has {bases.Count} base values for {targets} targets");
        if (targets == 1 && link is ScoreLink.Softmax or ScoreLink.SoftmaxZero) throw node.Refuse("has one target, to which its post_transform does not apply");
        int[] margins = AddTrees(operation, value, trees, bases, targets, isAveraged, out TreeEnsemblePlan plan);
        bool staysDouble = node.Operation == "TreeEnsemble" && link == ScoreLink.Identity;
        OnnxValue result = PostTransforms.Apply(
            operation.Draft, link, staysDouble ? FloatPrecision.Binary32 : value.Precision, margins, null, BareOf(operation.Draft, value, plan, link));
        operation.Result(node.Operation == "TreeEnsemble" ? result with { Type = value.Type } : result);
    }

    private static void OneScore(
        OnnxOperation operation, OnnxValue value, OnnxTrees trees, IReadOnlyList<double> bases, ScoreLink link, IReadOnlyList<string> labels)
    {
        OnnxNode node = operation.Node;
        bool isNeverNegative = Array.TrueForAll(trees.Votes, vote => vote.Weight >= 0) && bases.All(number => number >= 0);
        if (bases.Count > 1) throw node.Refuse($"has {bases.Count} base values for one score");
        if (link is not (ScoreLink.Identity or ScoreLink.Logistic)) throw node.Refuse("has one score, to which its post_transform does not apply");
        // ONNX Runtime takes such scores for probabilities already and leaves LOGISTIC out; the specification does not.
        if (link == ScoreLink.Logistic && isNeverNegative) throw node.Refuse("has LOGISTIC for one score that is never negative, which ONNX Runtime leaves out");
        int[] margins = AddTrees(operation, value, trees, bases, 1, isAveraged: false, out TreeEnsemblePlan plan);
        BareTrees? bare = BareOf(operation.Draft, value, plan, link);
        operation.Result(PostTransforms.ApplyBinary(operation.Draft, link, value.Precision, margins[0], labels, isNeverNegative, bare), 1);
    }

    private static int[] AddTrees(
        OnnxOperation operation, OnnxValue value, OnnxTrees trees, IReadOnlyList<double> bases, int margins, bool isAveraged, out TreeEnsemblePlan plan)
    {
        GraphDraft draft = operation.Draft;
        draft.Charge(value.Cells.Length);
        var equalities = new EqualityColumns(value.Cells.Length, operation.Node);
        TreeEnsemblePlan built = new TreePlanBuilder(operation.Node, value.Cells.Length, margins, equalities).Build(trees, bases, value.Precision, isAveraged);
        var cells = new List<int>(value.Cells);
        foreach (var (column, places) in equalities.All)
            cells.AddRange(draft.Add([value.Cells[column]], 1, (sources, first) =>
                new LookupStep(KeyMap.OfNumbers(places), [.. Enumerable.Range(0, places.Count).Select(place => (double)place)], EqualityColumns.NoPlace, double.NaN, sources, first)));
        int[] row = IsRun(cells) ? [.. cells] : draft.AddElement(ElementFunction.Copy, FloatPrecision.Binary64, [.. cells]);
        plan = built;
        return draft.Add(row, margins, (sources, first, errors) =>
            TreeEnsemble.Compile(built, errors) is { } compiled ? new TreesStep(compiled, sources[0], first) : null);
    }

    // Only what the engine's links can say, in single precision, on all of the model's inputs and nothing else.
    private static BareTrees? BareOf(GraphDraft draft, OnnxValue value, TreeEnsemblePlan plan, ScoreLink link)
    {
        bool isWhole = value.Cells.Length == draft.Inputs && plan.Inputs.Count == draft.Inputs && IsRun(value.Cells) && value.Cells[0] == 0;
        if (!isWhole || value.Type != ElementType.Single || !Enumerable.Range(0, draft.Inputs).All(draft.IsFloat)) return null;
        return link switch
        {
            ScoreLink.Identity => new BareTrees(plan, Link.Identity),
            ScoreLink.Logistic => new BareTrees(plan, Link.Logistic),
            ScoreLink.Softmax => new BareTrees(plan, Link.Softmax),
            _ => null,
        };
    }

    private static bool IsRun(IReadOnlyList<int> cells) => !cells.Where((cell, i) => cell != cells[0] + i).Any();

    private static ElementType InputTypeOf(OnnxOperation operation) =>
        operation.Numbers(0).Type == ElementType.Double ? ElementType.Double : ElementType.Single;

    private static int TargetsOf(OnnxNode node)
    {
        long targets = node.Whole("n_targets", 0);
        return targets is > 0 and <= CompiledModel.MostOutputs ? (int)targets : throw node.Refuse($"must have 1 to {CompiledModel.MostOutputs} targets, has {targets}");
    }

    private static bool IsAveraged(OnnxNode node, string function) => function switch
    {
        "SUM" => false,
        "AVERAGE" => true,
        _ => throw node.Refuse($"aggregate_function {function} is not supported"),
    };
}
