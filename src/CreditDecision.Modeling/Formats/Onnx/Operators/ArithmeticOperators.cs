using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Operators;

/// <summary>Element by element, with the broadcasting of one column or constant over the others.</summary>
internal static class ArithmeticOperators
{
    internal static void Add(OnnxOperation operation) => Binary(operation, Arithmetic.Add);

    internal static void Sub(OnnxOperation operation) => Binary(operation, Arithmetic.Subtract);

    internal static void Mul(OnnxOperation operation) => Binary(operation, Arithmetic.Multiply);

    internal static void Div(OnnxOperation operation) => Binary(operation, Arithmetic.Divide);

    /// <summary>Any number of tensors, added up from left to right.</summary>
    internal static void Sum(OnnxOperation operation)
    {
        OnnxValue sum = operation.ValueOrConstant(0);
        if (operation.Node.Inputs.Count == 1) sum = operation.Value(0);
        for (int i = 1; i < operation.Node.Inputs.Count; i++) sum = Combine(operation, Arithmetic.Add, sum, operation.ValueOrConstant(i));
        operation.Result(sum);
    }

    /// <summary>1 above the threshold, else 0.</summary>
    internal static void Binarizer(OnnxOperation operation)
    {
        OnnxValue value = operation.Numbers(0);
        int threshold = operation.Draft.Constant(operation.Node.Single("threshold", 0));
        int[] cells = operation.Draft.AddArithmetic(Arithmetic.IsGreater, value.Precision, value.Cells, [.. value.Cells.Select(_ => threshold)]);
        operation.Result(new OnnxValue(value.Type, cells, value.Shape));
    }

    internal static void Where(OnnxOperation operation)
    {
        var (condition, yes, no) = (operation.Numbers(0), operation.ValueOrConstant(1), operation.ValueOrConstant(2));
        if (condition.Type != ElementType.Boolean) throw operation.Node.Refuse("must choose by booleans");
        if (yes.Type != no.Type || yes.Type == ElementType.Text) throw operation.Node.Refuse("must choose between numbers of one type");
        int[] shape = condition.Shape;
        int[] left = Spread(operation.Node, yes, shape), right = Spread(operation.Node, no, shape);
        int[] cells = operation.Draft.Add([.. condition.Cells, .. left, .. right], left.Length, (sources, first) => new SelectStep(sources, first));
        operation.Result(new OnnxValue(yes.Type, cells, shape));
    }

    private static void Binary(OnnxOperation operation, Arithmetic function) =>
        operation.Result(Combine(operation, function, operation.ValueOrConstant(0), operation.ValueOrConstant(1)));

    private static OnnxValue Combine(OnnxOperation operation, Arithmetic function, OnnxValue left, OnnxValue right)
    {
        OnnxNode node = operation.Node;
        bool isReal = left.Type is ElementType.Single or ElementType.Double;
        bool isWhole = left.Type is ElementType.Int32 or ElementType.Int64 && function != Arithmetic.Divide;
        if (left.Type != right.Type || !(isReal || isWhole)) throw node.Refuse($"is not supported between {left.Type} and {right.Type}");
        int[] shape = ShapeOf(node, left, right);
        int[] cells = operation.Draft.AddArithmetic(function, left.Precision, Spread(node, left, shape), Spread(node, right, shape));
        return new OnnxValue(left.Type, cells, shape);
    }

    private static int[] ShapeOf(OnnxNode node, OnnxValue left, OnnxValue right)
    {
        if (left.IsConstant && right.IsConstant) throw node.Refuse("computes with constants only, which is not supported");
        if (right.IsConstant) return WiderOf(left, right);
        if (left.IsConstant) return WiderOf(right, left);
        if (left.Shape.Length != right.Shape.Length) throw node.Refuse("must have tensors of as many dimensions");
        return left.Cells.Length >= right.Cells.Length ? left.Shape : right.Shape;
    }

    // A column against a row of constants makes a row of columns.
    private static int[] WiderOf(OnnxValue value, OnnxValue constant) =>
        value.Cells.Length == 1 && value.Shape.Length == 1 && constant.Cells.Length > 1 ? [constant.Cells.Length] : value.Shape;

    private static int[] Spread(OnnxNode node, OnnxValue value, int[] shape)
    {
        int count = shape.Aggregate(1, (product, size) => product * size);
        int[] own = value.IsConstant ? [.. value.Shape.SkipWhile(size => size == 1)] : value.Shape;
        int[] needed = value.IsConstant ? [.. shape.SkipWhile(size => size == 1)] : shape;
        if (value.Cells.Length == 1) return [.. Enumerable.Repeat(value.Cells[0], count)];
        if (own.AsSpan().SequenceEqual(needed)) return value.Cells;
        throw node.Refuse($"has tensors of {value.Cells.Length} and {count} columns that do not fit");
    }
}
