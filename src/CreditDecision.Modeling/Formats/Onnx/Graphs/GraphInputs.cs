using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Modeling.Formats.Artifacts;
using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Graphs;

/// <summary>
/// Names the columns of a graph's input tensors. A tensor of one column is an input by its own name. Where several columns are the model's
/// only tensor its name says nothing of them ("X", "float_input"), so they are f0, f1 ...; of several tensors each column is the tensor's name
/// and its index. Tensors that no answer needs are left out.
/// </summary>
internal static class GraphInputs
{
    internal static void Add(GraphDraft draft, IReadOnlyList<OnnxValueInfo> inputs, Dictionary<string, OnnxValue> values)
    {
        foreach (OnnxValueInfo input in inputs)
        {
            int columns = ColumnsOf(input, out int[] shape);
            CellType type = TypeOf(input);
            CategoryTable[] tables = type == CellType.Category ? [.. Enumerable.Range(0, columns).Select(_ => new CategoryTable())] : [];
            string prefix = inputs.Count == 1 ? "f" : input.Name;
            int[] cells = [.. Enumerable.Range(0, columns).Select(i =>
                draft.AddInput(columns == 1 ? input.Name : $"{prefix}{i}", type, type == CellType.Category ? tables[i] : null))];
            if (!values.TryAdd(input.Name, new OnnxValue(input.Type, cells, shape) { Tables = tables }))
                throw new ArtifactRefusedException(input.Path, $"is the second named '{input.Name}'");
        }
        CheckNames(draft);
    }

    private static void CheckNames(GraphDraft draft)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in draft.ModelInputs)
            if (!names.Add(input.Name)) throw new ArtifactRefusedException("graph.input", $"makes two columns named '{input.Name}'");
    }

    private static CellType TypeOf(OnnxValueInfo input) => input.Type switch
    {
        ElementType.Single => CellType.Binary32,
        ElementType.Double => CellType.Binary64,
        ElementType.Int32 or ElementType.Int64 => CellType.Whole,
        ElementType.Text => CellType.Category,
        _ => throw new ArtifactRefusedException(input.Path, $"has elements of type {(int)input.Type}, must be float, double, int32, int64 or string"),
    };

    private static int ColumnsOf(OnnxValueInfo input, out int[] shape)
    {
        if (input.Dimensions is not { Count: 1 or 2 }) throw new ArtifactRefusedException(input.Path, "must have one or two dimensions: rows and columns");
        if (input.Dimensions[0] > 1) throw new ArtifactRefusedException(input.Path, $"must leave its number of rows open or be 1, is {input.Dimensions[0]}");
        if (input.Dimensions.Count == 1)
        {
            shape = [];
            return 1;
        }
        long columns = input.Dimensions[1];
        if (columns is < 1 or > Core.Scoring.CompiledModel.MostInputs)
            throw new ArtifactRefusedException(input.Path, $"must say how many columns it has, at most {Core.Scoring.CompiledModel.MostInputs}");
        shape = [(int)columns];
        return (int)columns;
    }
}
