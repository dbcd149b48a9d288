using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Onnx.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Operators;

/// <summary>From the scores of a classifier or regressor to its output tensor.</summary>
internal static class PostTransforms
{
    internal static ScoreLink Read(OnnxNode node)
    {
        string name = node.Text("post_transform", "NONE");
        return name switch
        {
            "NONE" => ScoreLink.Identity,
            "LOGISTIC" => ScoreLink.Logistic,
            "SOFTMAX" => ScoreLink.Softmax,
            "SOFTMAX_ZERO" => ScoreLink.SoftmaxZero,
            "PROBIT" => ScoreLink.Probit,
            _ => throw node.Refuse($"post_transform '{name}' is unknown"),
        };
    }

    /// <summary>The class labels as the outputs' names.</summary>
    internal static IReadOnlyList<string> Labels(OnnxNode node, string texts, string wholes)
    {
        IReadOnlyList<string> names = node.Has(texts) ? node.Texts(texts) : [.. node.Wholes(wholes).Select(label => label.ToString())];
        if (node.Has(texts) && node.Wholes(wholes).Count > 0) throw node.Refuse($"has both {texts} and {wholes}");
        if (names.Count is < 2 or > Core.Scoring.CompiledModel.MostOutputs) throw node.Refuse($"must have 2 to {Core.Scoring.CompiledModel.MostOutputs} class labels, has {names.Count}");
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count) throw node.Refuse("has a class label twice");
        return names;
    }

    /// <summary>One output for each score.</summary>
    internal static OnnxValue Apply(GraphDraft draft, ScoreLink link, FloatPrecision precision, int[] margins, IReadOnlyList<string>? labels, BareTrees? bare)
    {
        int[] cells = margins;
        if (link != ScoreLink.Identity) cells = ElementOperators.AddLink(draft, link, FloatPrecision.Binary32, margins);
        else if (precision == FloatPrecision.Binary64) cells = draft.AddElement(ElementFunction.RoundToSingle, precision, margins);
        OnnxScores scores = OnnxScores.Unnamed(margins, cells);
        if (labels is not null) scores = scores with { MarginNames = labels, OutputNames = labels };
        return new OnnxValue(ElementType.Single, cells, [cells.Length]) { Scores = scores with { Bare = bare } };
    }

    /// <summary>
    /// Two classes with one score, which is the second class's. The model's output is that class's column alone: of the first class's column
    /// the specification and ONNX Runtime say 1 − s or −s, and nobody decides by it.
    /// </summary>
    /// <param name="isComplement">Whether ONNX Runtime's first column is 1 − s; else −s.</param>
    internal static OnnxValue ApplyBinary(
        GraphDraft draft, ScoreLink link, FloatPrecision precision, int margin, IReadOnlyList<string> labels, bool isComplement, BareTrees? bare)
    {
        int score = precision == FloatPrecision.Binary64 && link == ScoreLink.Identity
            ? draft.AddElement(ElementFunction.RoundToSingle, precision, [margin])[0]
            : margin;
        int[] opposite = isComplement && link == ScoreLink.Identity
            ? draft.AddArithmetic(Arithmetic.Subtract, FloatPrecision.Binary32, [draft.Constant(1)], [score])
            : draft.AddElement(ElementFunction.Negate, FloatPrecision.Binary32, [score]);
        int[] cells = link == ScoreLink.Identity
            ? [opposite[0], score]
            : [ElementOperators.AddLink(draft, link, FloatPrecision.Binary32, opposite)[0], ElementOperators.AddLink(draft, link, FloatPrecision.Binary32, [score])[0]];
        return new OnnxValue(ElementType.Single, cells, [2])
        {
            Scores = new OnnxScores([margin], ["margin"], [cells[1]], [labels[1]]) { Bare = bare },
        };
    }
}
