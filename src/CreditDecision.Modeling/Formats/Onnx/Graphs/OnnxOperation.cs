using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Graphs;

/// <summary>One node with the graph around it, for the operator that compiles it.</summary>
/// <param name="version">Of the operator set that the node belongs to.</param>
internal sealed class OnnxOperation(
    OnnxNode node, long version, GraphDraft draft, IReadOnlyDictionary<string, OnnxTensor> constants, Dictionary<string, OnnxValue> values)
{
    internal OnnxNode Node => node;

    internal long Version => version;

    internal GraphDraft Draft => draft;

    internal bool HasInput(int index) => index < node.Inputs.Count && node.Inputs[index].Length > 0;

    /// <summary>A tensor that follows from the row.</summary>
    internal OnnxValue Value(int index)
    {
        OnnxValue value = ValueOrConstant(index);
        return value.IsConstant ? throw node.Refuse($"input {index} is a constant, which is not supported") : value;
    }

    internal OnnxValue Numbers(int index)
    {
        OnnxValue value = Value(index);
        return value.Type == ElementType.Text ? throw node.Refuse($"input {index} is a string") : value;
    }

    internal OnnxValue ValueOrConstant(int index)
    {
        string name = NameOf(index);
        if (values.TryGetValue(name, out OnnxValue? value)) return value;
        if (!constants.TryGetValue(name, out OnnxTensor? tensor)) throw node.Refuse($"reads '{name}', which no input and nothing before it makes");
        if (tensor.Type == ElementType.Text) throw node.Refuse($"input {index} is a constant of strings, which is not supported");
        draft.Charge(tensor.Count);
        return new OnnxValue(tensor.Type, [.. tensor.Numbers.Select(draft.Constant)], [.. tensor.Dimensions.Select(size => (int)size)]) { IsConstant = true };
    }

    /// <summary>A tensor that is the same for every row.</summary>
    internal OnnxTensor Constant(int index)
    {
        string name = NameOf(index);
        if (!constants.TryGetValue(name, out OnnxTensor? tensor)) throw node.Refuse($"input {index} ('{name}') must be a constant");
        draft.Charge(tensor.Count);
        return tensor;
    }

    internal void Result(OnnxValue value, int index = 0)
    {
        draft.Charge(value.Cells.Length);
        if (index >= node.Outputs.Count || node.Outputs[index].Length == 0) return;
        if (constants.ContainsKey(node.Outputs[index]) || !values.TryAdd(node.Outputs[index], value))
            throw node.Refuse($"makes '{node.Outputs[index]}', which is made before");
    }

    private string NameOf(int index) => HasInput(index) ? node.Inputs[index] : throw node.Refuse($"has no input {index}");
}
