using System.Collections.Immutable;
using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Onnx.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Operators;

/// <summary>Weighted sums of columns.</summary>
internal static class LinearOperators
{
    /// <summary>Any number is taken as a float first. multi_class says how it was trained and changes nothing here.</summary>
    internal static void LinearClassifier(OnnxOperation operation)
    {
        OnnxNode node = operation.Node;
        node.Ignore("multi_class");
        OnnxValue value = ElementOperators.Cast(operation.Draft, operation.Numbers(0), ElementType.Single);
        IReadOnlyList<string> labels = PostTransforms.Labels(node, "classlabels_strings", "classlabels_ints");
        IReadOnlyList<double> intercepts = node.Singles("intercepts");
        ScoreLink link = PostTransforms.Read(node);
        bool isOneScore = intercepts.Count == 1 && labels.Count == 2;
        if (!isOneScore && intercepts.Count != labels.Count) throw node.Refuse($"has {intercepts.Count} intercepts for {labels.Count} classes");
        int[] margins = AddLinear(operation, value, node.Singles("coefficients"), intercepts);
        if (!isOneScore) operation.Result(PostTransforms.Apply(operation.Draft, link, FloatPrecision.Binary32, margins, labels, null), 1);
        else if (link is ScoreLink.Identity or ScoreLink.Logistic)
            operation.Result(PostTransforms.ApplyBinary(operation.Draft, link, FloatPrecision.Binary32, margins[0], labels, isComplement: true, null), 1);
        else throw node.Refuse("has one score, to which its post_transform does not apply");
    }

    internal static void LinearRegressor(OnnxOperation operation)
    {
        OnnxNode node = operation.Node;
        OnnxValue value = ElementOperators.Cast(operation.Draft, operation.Numbers(0), ElementType.Single);
        long targets = node.Whole("targets", 1);
        IReadOnlyList<double> intercepts = node.Singles("intercepts");
        if (intercepts.Count == 0 && targets is > 0 and <= Core.Scoring.CompiledModel.MostOutputs) intercepts = new double[targets];
        if (intercepts.Count != targets) throw node.Refuse($"has {intercepts.Count} intercepts for {targets} targets");
        ScoreLink link = PostTransforms.Read(node);
        if (targets == 1 && link is ScoreLink.Softmax or ScoreLink.SoftmaxZero) throw node.Refuse("has one target, to which its post_transform does not apply");
        int[] margins = AddLinear(operation, value, node.Singles("coefficients"), intercepts);
        operation.Result(PostTransforms.Apply(operation.Draft, link, FloatPrecision.Binary32, margins, null, null));
    }

    internal static void MatMul(OnnxOperation operation) => AddProduct(operation, operation.Constant(1), 1, isTransposed: false, _ => 0);

    /// <summary>alpha · A · B + beta · C, where A is the row and B and C are constants.</summary>
    internal static void Gemm(OnnxOperation operation)
    {
        OnnxNode node = operation.Node;
        if (node.Whole("transA", 0) != 0) throw node.Refuse("must not transpose its rows");
        double alpha = node.Single("alpha", 1), beta = node.Single("beta", 1);
        IReadOnlyList<double> added = operation.HasInput(2) ? operation.Constant(2).Numbers : [0];
        AddProduct(operation, operation.Constant(1), alpha, node.Whole("transB", 0) != 0, k =>
            added.Count == 1 ? beta * added[0] : k < added.Count ? beta * added[k] : throw node.Refuse("adds too few constants"));
    }

    private static void AddProduct(OnnxOperation operation, OnnxTensor weights, double scale, bool isTransposed, Func<int, double> intercept)
    {
        OnnxNode node = operation.Node;
        OnnxValue value = operation.Numbers(0);
        if (weights.Type != value.Type || value.Type is not (ElementType.Single or ElementType.Double)) throw node.Refuse($"is not supported between {value.Type} and {weights.Type}");
        if (weights.Dimensions.Count != 2 || value.Shape.Length != 1) throw node.Refuse("must multiply rows by a matrix");
        int columns = value.Cells.Length, results = (int)weights.Dimensions[isTransposed ? 0 : 1];
        if (weights.Dimensions[isTransposed ? 1 : 0] != columns || results == 0) throw node.Refuse($"must have a matrix for {columns} columns");
        IReadOnlyList<double> numbers = weights.Numbers;
        double[] coefficients = new double[numbers.Count];
        for (int k = 0; k < results; k++)
            for (int i = 0; i < columns; i++) coefficients[k * columns + i] = scale * numbers[isTransposed ? k * columns + i : i * results + k];
        ImmutableArray<double> intercepts = [.. Enumerable.Range(0, results).Select(intercept)];
        int[] cells = Add(operation.Draft, value, [.. coefficients], intercepts);
        operation.Result(new OnnxValue(value.Type, cells, [results]));
    }

    private static int[] AddLinear(OnnxOperation operation, OnnxValue value, IReadOnlyList<double> coefficients, IReadOnlyList<double> intercepts)
    {
        if (coefficients.Count != (long)value.Cells.Length * intercepts.Count)
            throw operation.Node.Refuse($"has {coefficients.Count} coefficients for {value.Cells.Length} columns and {intercepts.Count} scores");
        foreach (double number in coefficients.Concat(intercepts))
            if (!double.IsFinite(number)) throw operation.Node.Refuse("has a coefficient that is not finite");
        return Add(operation.Draft, value, [.. coefficients], [.. intercepts]);
    }

    private static int[] Add(GraphDraft draft, OnnxValue value, ImmutableArray<double> coefficients, ImmutableArray<double> intercepts) =>
        draft.Add(value.Cells, intercepts.Length, (sources, first) => new LinearStep(coefficients, intercepts, value.Precision, sources, first));
}
