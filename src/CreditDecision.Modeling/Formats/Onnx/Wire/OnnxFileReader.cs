using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Onnx.Wire;

/// <summary>
/// Reads ModelProto and GraphProto of onnx.proto. Each field is either read, known not to matter for scoring, or refused: files of weights
/// outside, functions, training steps, sparse and quantised tensors, and fields that do not exist yet.
/// </summary>
internal static class OnnxFileReader
{
    /// <summary>Of nodes, initializers and so on: an exporter writes a few for each column, and each takes some hundred bytes here.</summary>
    private const int MostParts = 65_536;

    internal static OnnxFile Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new WireReader(bytes, "model");
        var opsets = new Dictionary<string, long>();
        ReadOnlyMemory<byte>? graph = null;
        while (reader.Next())
            switch (reader.Field)
            {
                // ir_version, and what tells of the maker: producer_name, producer_version, domain, model_version, doc_string, metadata_props.
                case 1 or 2 or 3 or 4 or 5 or 6 or 14: reader.Skip(); break;
                case 7 when graph is not null: throw reader.Refuse("has two graphs");
                case 7: graph = reader.Bytes(); break;
                case 8: ReadOpset(reader.Bytes(), opsets); break;
                case 20: throw reader.RefuseField("training_info");
                case 25: throw reader.RefuseField("functions");
                default: throw reader.RefuseUnknown();
            }
        if (graph is null) throw reader.Refuse("has no graph");
        return new OnnxFile(ReadGraph(graph.Value, new ElementBudget()), opsets);
    }

    private static void ReadOpset(ReadOnlyMemory<byte> bytes, Dictionary<string, long> opsets)
    {
        var reader = new WireReader(bytes, "model.opset_import");
        var (domain, version) = ("", 0L);
        while (reader.Next())
            switch (reader.Field)
            {
                case 1: domain = reader.Text(); break;
                case 2: version = reader.Varint(); break;
                default: throw reader.RefuseUnknown();
            }
        if (opsets.Count == MostParts) throw reader.Refuse($"names more than {MostParts} domains");
        if (!opsets.TryAdd(domain == "ai.onnx" ? "" : domain, version)) throw reader.Refuse($"names the domain '{domain}' twice");
    }

    private static OnnxGraph ReadGraph(ReadOnlyMemory<byte> bytes, ElementBudget budget)
    {
        var reader = new WireReader(bytes, "graph");
        var (nodes, inputs, outputs) = (new List<OnnxNode>(), new List<OnnxValueInfo>(), new List<OnnxValueInfo>());
        var initializers = new Dictionary<string, OnnxTensor>();
        while (reader.Next())
        {
            if (nodes.Count + initializers.Count + inputs.Count + outputs.Count > MostParts) throw reader.Refuse($"has more than {MostParts} parts");
            switch (reader.Field)
            {
                case 1: nodes.Add(OnnxNodeReader.Read(reader.Bytes(), $"graph.node[{nodes.Count}]", budget)); break;
                // name, doc_string, value_info (shapes that follow from the rest), metadata_props
                case 2 or 10 or 13 or 16: reader.Skip(); break;
                case 5:
                    OnnxTensor tensor = OnnxTensorReader.Read(reader.Bytes(), $"graph.initializer[{initializers.Count}]", budget);
                    if (!initializers.TryAdd(tensor.Name, tensor)) throw new ArtifactRefusedException(tensor.Path, $"is the second named '{tensor.Name}'");
                    break;
                case 11: inputs.Add(OnnxValueInfoReader.Read(reader.Bytes(), $"graph.input[{inputs.Count}]")); break;
                case 12: outputs.Add(OnnxValueInfoReader.Read(reader.Bytes(), $"graph.output[{outputs.Count}]")); break;
                case 14: throw reader.RefuseField("quantization_annotation");
                case 15: throw reader.RefuseField("sparse_initializer");
                default: throw reader.RefuseUnknown();
            }
        }
        CheckNames(nodes, initializers, inputs);
        return new OnnxGraph(nodes, initializers, inputs, outputs);
    }

    // A name stands for one tensor; only an input may have an initializer of its name, which is its default and then always its value here.
    private static void CheckNames(List<OnnxNode> nodes, Dictionary<string, OnnxTensor> initializers, List<OnnxValueInfo> inputs)
    {
        HashSet<string> names = [.. initializers.Keys, .. inputs.Select(input => input.Name)];
        foreach (OnnxNode node in nodes)
            foreach (string output in node.Outputs)
                if (output.Length > 0 && !names.Add(output)) throw node.Refuse($"makes '{output}', which is made before");
    }
}
