using System.Collections.Frozen;
using CreditDecision.Modeling.Formats.Onnx.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Operators;
using CreditDecision.Modeling.Formats.Onnx.Trees;

namespace CreditDecision.Modeling.Formats.Onnx;

/// <summary>
/// The operators that scikit-learn's, LightGBM's, XGBoost's and ML.NET's exporters put between a row and its score. Any other is refused by
/// name.
/// </summary>
internal static class OnnxOperators
{
    private const string Learning = "ai.onnx.ml";

    private static readonly FrozenDictionary<(string Domain, string Operation), Action<OnnxOperation>> Known =
        new Dictionary<(string, string), Action<OnnxOperation>>
        {
            [("", "Identity")] = ShapeOperators.Identity,
            [("", "Concat")] = ShapeOperators.Concat,
            [("", "Gather")] = ShapeOperators.Gather,
            [("", "Flatten")] = ShapeOperators.Flatten,
            [("", "Reshape")] = ShapeOperators.Reshape,
            [("", "Squeeze")] = ShapeOperators.Squeeze,
            [("", "Unsqueeze")] = ShapeOperators.Unsqueeze,
            [("", "Cast")] = ElementOperators.Cast,
            [("", "Neg")] = ElementOperators.Neg,
            [("", "IsNaN")] = ElementOperators.IsNaN,
            [("", "Not")] = ElementOperators.Not,
            [("", "Exp")] = ElementOperators.Exp,
            [("", "Sigmoid")] = ElementOperators.Sigmoid,
            [("", "Softmax")] = ElementOperators.Softmax,
            [("", "Add")] = ArithmeticOperators.Add,
            [("", "Sub")] = ArithmeticOperators.Sub,
            [("", "Mul")] = ArithmeticOperators.Mul,
            [("", "Div")] = ArithmeticOperators.Div,
            [("", "Sum")] = ArithmeticOperators.Sum,
            [("", "Where")] = ArithmeticOperators.Where,
            [("", "MatMul")] = LinearOperators.MatMul,
            [("", "Gemm")] = LinearOperators.Gemm,
            [(Learning, "ArrayFeatureExtractor")] = ShapeOperators.ArrayFeatureExtractor,
            [(Learning, "FeatureVectorizer")] = ScalingOperators.FeatureVectorizer,
            [(Learning, "Binarizer")] = ArithmeticOperators.Binarizer,
            [(Learning, "Normalizer")] = ElementOperators.Normalizer,
            [(Learning, "Scaler")] = ScalingOperators.Scaler,
            [(Learning, "Imputer")] = ScalingOperators.Imputer,
            [(Learning, "OneHotEncoder")] = EncoderOperators.OneHotEncoder,
            [(Learning, "LabelEncoder")] = EncoderOperators.LabelEncoder,
            [(Learning, "CategoryMapper")] = EncoderOperators.CategoryMapper,
            [(Learning, "ZipMap")] = ZipMap,
            [(Learning, "LinearClassifier")] = LinearOperators.LinearClassifier,
            [(Learning, "LinearRegressor")] = LinearOperators.LinearRegressor,
            [(Learning, "TreeEnsembleClassifier")] = TreeOperators.Classifier,
            [(Learning, "TreeEnsembleRegressor")] = TreeOperators.Regressor,
            [(Learning, "TreeEnsemble")] = TreeOperators.Ensemble,
        }.ToFrozenDictionary();

    internal static void Compile(OnnxOperation operation)
    {
        var node = operation.Node;
        if (!Known.TryGetValue((node.Domain, node.Operation), out Action<OnnxOperation>? compile))
            throw node.Refuse($"the operator {(node.Domain.Length == 0 ? "" : node.Domain + ".")}{node.Operation} is not supported");
        compile(operation);
        node.RefuseRest();
    }

    // From columns to a map by class label; the columns are what a row's score is taken from.
    private static void ZipMap(OnnxOperation operation)
    {
        OnnxValue value = operation.Numbers(0);
        var labels = PostTransforms.Labels(operation.Node, "classlabels_strings", "classlabels_int64s");
        if (labels.Count != value.Cells.Length) throw operation.Node.Refuse($"has {labels.Count} class labels for {value.Cells.Length} columns");
        operation.Result(value);
    }
}
