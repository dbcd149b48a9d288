using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Onnx.Wire;

/// <summary>Reads NodeProto and AttributeProto.</summary>
internal static class OnnxNodeReader
{
    // The richest operator, TreeEnsembleClassifier, has 21.
    private const int MostAttributes = 64;

    internal static OnnxNode Read(ReadOnlyMemory<byte> bytes, string path, ElementBudget budget)
    {
        var reader = new WireReader(bytes, path);
        var (operation, domain) = ("", "");
        var (inputs, outputs) = (new List<string>(), new List<string>());
        var attributes = new Dictionary<string, OnnxAttribute>();
        while (reader.Next())
            switch (reader.Field)
            {
                case 1: inputs.Add(Counted(reader.Text(), budget)); break;
                case 2: outputs.Add(Counted(reader.Text(), budget)); break;
                // name, doc_string, metadata_props
                case 3 or 6 or 9: reader.Skip(); break;
                case 4: operation = reader.Text(); break;
                case 5:
                    OnnxAttribute attribute = ReadAttribute(reader.Bytes(), $"{path}.attribute[{attributes.Count}]", budget);
                    if (!attributes.TryAdd(attribute.Name, attribute)) throw reader.Refuse($"has two attributes {attribute.Name}");
                    if (attributes.Count > MostAttributes) throw reader.Refuse($"has more than {MostAttributes} attributes");
                    break;
                case 7: domain = reader.Text(); break;
                case 8 when reader.Bytes().Length == 0: break;
                case 8: throw reader.RefuseField("overload");
                case 10: throw reader.RefuseField("device_configurations");
                default: throw reader.RefuseUnknown();
            }
        return new OnnxNode(operation, domain == "ai.onnx" ? "" : domain, inputs, outputs, attributes, path);
    }

    private static OnnxAttribute ReadAttribute(ReadOnlyMemory<byte> bytes, string path, ElementBudget budget)
    {
        var reader = new WireReader(bytes, path);
        var attribute = new OnnxAttribute();
        while (reader.Next())
            switch (reader.Field)
            {
                case 1: attribute.Name = reader.Text(); break;
                case 2: attribute.Single = reader.Single(); break;
                case 3: attribute.Whole = reader.Varint(); break;
                case 4: attribute.Text = reader.Bytes(); break;
                case 5: attribute.Tensor = OnnxTensorReader.Read(reader.Bytes(), path, budget); break;
                case 7: reader.Singles(attribute.Singles, budget); break;
                case 8: reader.Varints(attribute.Wholes, budget); break;
                case 9: attribute.Texts.Add(Counted(reader.Bytes(), budget)); break;
                case 13: reader.Skip(); break;
                case 20: attribute.Type = (AttributeType)reader.Varint(); break;
                case 6 or 11: throw new ArtifactRefusedException($"{path}.{attribute.Name}", "is a graph within the graph, which is not supported");
                default: throw reader.Refuse($"field {reader.Field} of attribute '{attribute.Name}' is not supported");
            }
        return Check(attribute, reader.Path);
    }

    private static OnnxAttribute Check(OnnxAttribute attribute, string path)
    {
        bool isKnown = Enum.IsDefined(attribute.Type) && attribute.Type != AttributeType.Unspecified;
        if (!isKnown) throw new ArtifactRefusedException(path, $"attribute '{attribute.Name}' is of type {(int)attribute.Type}, which is not supported");
        if (attribute.Type == AttributeType.Tensor && attribute.Tensor is null) throw new ArtifactRefusedException(path, "has no tensor");
        return attribute;
    }

    private static T Counted<T>(T value, ElementBudget budget)
    {
        budget.Take();
        return value;
    }
}
