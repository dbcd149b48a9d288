using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Onnx.Graphs;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Operators;

/// <summary>What stands between raw numbers and a model.</summary>
internal static class ScalingOperators
{
    /// <summary>(x − offset) · scale, in single precision for floats and integers; doubles are computed as such and rounded at the end.</summary>
    internal static void Scaler(OnnxOperation operation)
    {
        OnnxValue value = operation.Numbers(0);
        GraphDraft draft = operation.Draft;
        IReadOnlyList<double> offset = operation.Node.Singles("offset"), scale = operation.Node.Singles("scale");
        if (offset.Count != scale.Count) throw operation.Node.Refuse($"has {offset.Count} offsets and {scale.Count} scales");
        if (value.Type != ElementType.Double) value = ElementOperators.Cast(draft, value, ElementType.Single);
        int[] moved = draft.AddArithmetic(Arithmetic.Subtract, value.Precision, value.Cells, Constants(operation, offset, value));
        int[] scaled = draft.AddArithmetic(Arithmetic.Multiply, value.Precision, moved, Constants(operation, scale, value));
        if (value.Type == ElementType.Double) scaled = draft.AddElement(ElementFunction.RoundToSingle, FloatPrecision.Binary64, scaled);
        operation.Result(new OnnxValue(ElementType.Single, scaled, value.Shape));
    }

    internal static void Imputer(OnnxOperation operation)
    {
        OnnxValue value = operation.Numbers(0);
        OnnxNode node = operation.Node;
        bool isReal = value.Type is ElementType.Single or ElementType.Double;
        // The attributes of the other kind mean nothing for this type of tensor.
        node.Ignore("imputed_value_floats", "replaced_value_float", "imputed_value_int64s", "replaced_value_int64");
        IReadOnlyList<double> values = isReal ? node.Singles("imputed_value_floats") : [.. node.Wholes("imputed_value_int64s").Select(whole => (double)whole)];
        string replacedName = isReal ? "replaced_value_float" : "replaced_value_int64";
        if (!node.Has(replacedName)) throw node.Refuse($"must have {replacedName}");
        double replaced = isReal ? node.Single(replacedName, 0) : node.Whole(replacedName, 0);
        int columns = value.Cells.Length;
        if (values.Count != columns && values.Count != 1) throw node.Refuse($"has {values.Count} values for {columns} columns");
        int[] cells = operation.Draft.Add(value.Cells, columns, (sources, first) =>
            new ImputeStep(replaced, [.. Enumerable.Range(0, columns).Select(i => values[values.Count == 1 ? 0 : i])], sources, first));
        operation.Result(new OnnxValue(value.Type, cells, value.Shape));
    }

    /// <summary>Concatenates columns as floats.</summary>
    internal static void FeatureVectorizer(OnnxOperation operation)
    {
        OnnxValue[] parts = [.. operation.Node.Inputs.Select((_, i) => operation.Numbers(i))];
        IReadOnlyList<long> sizes = operation.Node.Wholes("inputdimensions");
        if (!sizes.SequenceEqual(parts.Select(part => (long)part.Cells.Length)))
            throw operation.Node.Refuse($"inputdimensions must be ({string.Join(", ", parts.Take(8).Select(part => part.Cells.Length))})");
        foreach (OnnxValue part in parts) operation.Draft.Charge(part.Cells.Length);
        int[] cells = [.. parts.SelectMany(part => ElementOperators.Cast(operation.Draft, part, ElementType.Single).Cells)];
        operation.Result(new OnnxValue(ElementType.Single, cells, [cells.Length]));
    }

    private static int[] Constants(OnnxOperation operation, IReadOnlyList<double> numbers, OnnxValue value)
    {
        if (numbers.Count != value.Cells.Length && numbers.Count != 1) throw operation.Node.Refuse($"has {numbers.Count} scales for {value.Cells.Length} columns");
        return [.. value.Cells.Select((_, i) => operation.Draft.Constant(numbers[numbers.Count == 1 ? 0 : i]))];
    }
}
