using CreditDecision.Modeling.Formats.Onnx.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Operators;

/// <summary>
/// Operators that only choose and order numbers. None of them may move a number from one row to another, which is what a dimension before
/// the first, or a change of it, would do.
/// </summary>
internal static class ShapeOperators
{
    // Tabular models have two dimensions, three behind an encoder.
    private const int MostAxes = 8;

    internal static void Identity(OnnxOperation operation) => operation.Result(operation.Value(0));

    internal static void Concat(OnnxOperation operation)
    {
        OnnxNode node = operation.Node;
        OnnxValue[] parts = [.. node.Inputs.Select((_, i) => operation.Value(i))];
        if (parts.Length == 0) throw node.Refuse("has no input");
        int axis = AxisOf(node, "axis", long.MaxValue, parts[0].Shape.Length);
        foreach (OnnxValue part in parts)
        {
            operation.Draft.Charge(part.Cells.Length);
            CheckPart(node, parts[0], part, axis);
        }
        int[] shape = [.. parts[0].Shape];
        shape[axis] = parts.Sum(part => part.Shape[axis]);
        operation.Result(new OnnxValue(parts[0].Type, [.. parts.SelectMany(part => part.Cells)], shape) { Tables = [.. parts.SelectMany(part => part.Tables)] });
    }

    /// <summary>Columns by a fixed list of indices.</summary>
    internal static void Gather(OnnxOperation operation)
    {
        OnnxValue value = operation.Value(0);
        OnnxTensor indices = operation.Constant(1);
        int axis = AxisOf(operation.Node, "axis", 0, value.Shape.Length);
        if (axis != value.Shape.Length - 1) throw operation.Node.Refuse("must gather along the last dimension");
        int[] picked = indices.Dimensions.Count switch { 0 => [], 1 => [indices.Wholes.Count], _ => throw operation.Node.Refuse("must have a list of indices") };
        operation.Result(Pick(operation.Node, value, indices, [.. value.Shape[..axis], .. picked]));
    }

    internal static void ArrayFeatureExtractor(OnnxOperation operation)
    {
        OnnxValue value = operation.Value(0);
        OnnxTensor indices = operation.Constant(1);
        if (value.Shape.Length == 0) throw operation.Node.Refuse("must have rows and columns");
        operation.Result(Pick(operation.Node, value, indices, [.. value.Shape[..^1], indices.Wholes.Count]));
    }

    internal static void Flatten(OnnxOperation operation)
    {
        if (operation.Node.Whole("axis", 1) != 1) throw operation.Node.Refuse("must flatten from dimension 1 on");
        OnnxValue value = operation.Value(0);
        operation.Result(value with { Shape = [value.Cells.Length] });
    }

    internal static void Reshape(OnnxOperation operation)
    {
        operation.Node.Ignore("allowzero");
        OnnxValue value = operation.Value(0);
        IReadOnlyList<long> target = operation.Constant(1).Wholes;
        if (target.Count == 0) throw operation.Node.Refuse("must keep the dimension of rows");
        operation.Result(value with { Shape = ShapeOf(operation.Node, target, value.Cells.Length) });
    }

    internal static void Squeeze(OnnxOperation operation)
    {
        OnnxValue value = operation.Value(0);
        HashSet<int> axes = [.. AxesOf(operation, value.Shape.Length)];
        if (axes.Any(axis => value.Shape[axis] != 1)) throw operation.Node.Refuse("must drop dimensions of size 1");
        operation.Result(value with { Shape = [.. value.Shape.Where((_, axis) => !axes.Contains(axis))] });
    }

    internal static void Unsqueeze(OnnxOperation operation)
    {
        OnnxValue value = operation.Value(0);
        IReadOnlyList<long> axes = operation.HasInput(1) ? operation.Constant(1).Wholes : operation.Node.Wholes("axes");
        int[] shape = new int[value.Shape.Length + Math.Min(axes.Count, MostAxes)];
        foreach (int axis in AxesOf(operation, shape.Length)) shape[axis] = 1;
        int next = 0;
        for (int i = 0; i < shape.Length; i++)
            if (shape[i] == 0 && next < value.Shape.Length) shape[i] = value.Shape[next++];
        if (shape.Contains(0)) throw operation.Node.Refuse("names an axis twice");
        operation.Result(value with { Shape = shape });
    }

    /// <summary>The dimension, counted without the rows'.</summary>
    internal static int AxisOf(OnnxNode node, string name, long otherwise, int dimensions) => AxisOf(node, node.Whole(name, otherwise), dimensions);

    private static int AxisOf(OnnxNode node, long axis, int dimensions)
    {
        long at = axis < 0 ? axis + dimensions : axis - 1;
        return at >= 0 && at < dimensions ? (int)at : throw node.Refuse($"axis {axis} is not one of the dimensions after the rows");
    }

    private static IEnumerable<int> AxesOf(OnnxOperation operation, int dimensions)
    {
        IReadOnlyList<long> axes = operation.HasInput(1) ? operation.Constant(1).Wholes : operation.Node.Wholes("axes");
        if (axes.Count is 0 or > MostAxes) throw operation.Node.Refuse($"must say which axes, at most {MostAxes}");
        return [.. axes.Select(axis => AxisOf(operation.Node, axis, dimensions))];
    }

    private static void CheckPart(OnnxNode node, OnnxValue first, OnnxValue part, int axis)
    {
        bool isAlike = part.Type == first.Type && part.Shape.Length == first.Shape.Length && part.IsFlatBefore(axis)
            && part.Shape.AsSpan(axis + 1).SequenceEqual(first.Shape.AsSpan(axis + 1));
        if (!isAlike) throw node.Refuse("must join tensors of one type along one dimension, the others alike");
    }

    private static OnnxValue Pick(OnnxNode node, OnnxValue value, OnnxTensor indices, int[] shape)
    {
        int columns = value.Cells.Length;
        if (!value.IsFlatBefore(value.Shape.Length - 1)) throw node.Refuse("must pick from one dimension of columns");
        if (indices.Wholes.Count == 0) throw node.Refuse("must pick at least one column");
        var picked = new List<int>();
        foreach (long index in indices.Wholes)
        {
            long at = index < 0 ? index + columns : index;
            if (at < 0 || at >= columns) throw node.Refuse($"picks column {index} of {columns}");
            picked.Add((int)at);
        }
        return new OnnxValue(value.Type, [.. picked.Select(i => value.Cells[i])], shape)
        {
            Tables = value.Type == ElementType.Text ? [.. picked.Select(i => value.Tables[i])] : [],
            Scores = value.Scores?.Pick([.. picked.Select(i => value.Cells[i])]),
        };
    }

    private static int[] ShapeOf(OnnxNode node, IReadOnlyList<long> target, int columns)
    {
        long rest = target.Skip(1).Where(size => size != -1).Aggregate(1L, (product, size) => size is > 0 and <= int.MaxValue ? Math.Min(product * size, int.MaxValue) : 0);
        int open = target.Skip(1).Count(size => size == -1);
        bool isRows = target[0] == -1 ? open == 0 : target[0] is 0 or 1 && open <= 1;
        if (!isRows || rest == 0 || columns % rest != 0 || (open == 0 && rest != columns))
            throw node.Refuse($"must keep the dimension of rows and its {columns} columns, asks for ({string.Join(", ", target.Take(8))})");
        return [.. target.Skip(1).Select(size => size == -1 ? columns / (int)rest : (int)size)];
    }
}
