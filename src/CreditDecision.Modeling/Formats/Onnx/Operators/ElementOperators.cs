using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Onnx.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Operators;

/// <summary>Functions of one tensor of real numbers.</summary>
internal static class ElementOperators
{
    internal static void Neg(OnnxOperation operation) => Apply(operation, ElementFunction.Negate);

    internal static void IsNaN(OnnxOperation operation)
    {
        OnnxValue value = Reals(operation);
        operation.Result(new OnnxValue(ElementType.Boolean, operation.Draft.AddElement(ElementFunction.IsNaN, FloatPrecision.Binary64, value.Cells), value.Shape));
    }

    internal static void Not(OnnxOperation operation)
    {
        OnnxValue value = operation.Value(0);
        if (value.Type != ElementType.Boolean) throw operation.Node.Refuse("must have booleans");
        operation.Result(value with { Cells = operation.Draft.AddElement(ElementFunction.IsZero, FloatPrecision.Binary64, value.Cells) });
    }

    internal static void Sigmoid(OnnxOperation operation) => Link(operation, ElementFunction.Logistic);

    internal static void Exp(OnnxOperation operation) => Link(operation, ElementFunction.Exponential);

    internal static void Softmax(OnnxOperation operation)
    {
        OnnxValue value = Reals(operation);
        int last = value.Shape.Length - 1;
        // Up to version 12 the default is dimension 1, and all from there on are taken together.
        if (last < 0 || ShapeOperators.AxisOf(operation.Node, "axis", operation.Version < 13 ? 1 : -1, last + 1) != last || !value.IsFlatBefore(last))
            throw operation.Node.Refuse("must take all columns together");
        operation.Result(value.Linked(value.Type, AddLink(operation.Draft, ScoreLink.Softmax, value.Precision, value.Cells)));
    }

    internal static void Normalizer(OnnxOperation operation)
    {
        OnnxValue value = operation.Numbers(0);
        string name = operation.Node.Text("norm", "MAX");
        Norm norm = name switch
        {
            "MAX" => Norm.Greatest,
            "L1" => Norm.Manhattan,
            "L2" => Norm.Euclidean,
            _ => throw operation.Node.Refuse($"norm '{name}' is unknown"),
        };
        if (value.Shape.Length > 1) throw operation.Node.Refuse("must have rows and columns");
        int[] cells = operation.Draft.Add(value.Cells, value.Cells.Length, (sources, first) => new NormalizeStep(norm, sources, first));
        operation.Result(value.Linked(ElementType.Single, cells));
    }

    internal static void Cast(OnnxOperation operation)
    {
        operation.Node.Ignore("saturate");
        OnnxValue value = operation.Numbers(0);
        var to = (ElementType)operation.Node.Whole("to", 0);
        if (to is not (ElementType.Single or ElementType.Double or ElementType.Int32 or ElementType.Int64 or ElementType.Boolean))
            throw operation.Node.Refuse($"must cast to a float, double, integer or boolean, not to type {(int)to}");
        operation.Result(Cast(operation.Draft, value, to));
    }

    internal static OnnxValue Cast(GraphDraft draft, OnnxValue value, ElementType to)
    {
        ElementFunction function = FunctionOf(value.Type, to);
        if (function == ElementFunction.Copy) return value with { Type = to };
        int[] cells = draft.AddElement(function, FloatPrecision.Binary64, value.Cells);
        return value.Scores is not null && function == ElementFunction.RoundToSingle
            ? value.Linked(to, cells)
            : new OnnxValue(to, cells, value.Shape);
    }

    internal static int[] AddLink(GraphDraft draft, ScoreLink link, FloatPrecision precision, int[] cells) =>
        draft.Add(cells, cells.Length, (sources, first) => new ScoreLinkStep(link, precision, sources, first));

    // Copy: every number of the one type is the same number in the other.
    private static ElementFunction FunctionOf(ElementType from, ElementType to) => to switch
    {
        _ when from == to => ElementFunction.Copy,
        ElementType.Double => ElementFunction.Copy,
        ElementType.Single => from == ElementType.Boolean ? ElementFunction.Copy : ElementFunction.RoundToSingle,
        ElementType.Boolean => ElementFunction.IsNotZero,
        ElementType.Int64 when from is ElementType.Int32 or ElementType.Boolean => ElementFunction.Copy,
        ElementType.Int64 => ElementFunction.CutToInt64,
        _ => from == ElementType.Boolean ? ElementFunction.Copy : ElementFunction.CutToInt32,
    };

    private static void Link(OnnxOperation operation, ElementFunction function)
    {
        OnnxValue value = Reals(operation);
        operation.Result(value.Linked(value.Type, operation.Draft.AddElement(function, value.Precision, value.Cells)));
    }

    private static void Apply(OnnxOperation operation, ElementFunction function)
    {
        OnnxValue value = Reals(operation);
        operation.Result(new OnnxValue(value.Type, operation.Draft.AddElement(function, value.Precision, value.Cells), value.Shape));
    }

    private static OnnxValue Reals(OnnxOperation operation)
    {
        OnnxValue value = operation.Value(0);
        return value.Type is ElementType.Single or ElementType.Double ? value : throw operation.Node.Refuse("must have floats or doubles");
    }
}
