using System.Buffers.Binary;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Onnx.Wire;

/// <summary>Reads TensorProto: numbers either in the field of their type or as little-endian bytes.</summary>
internal static class OnnxTensorReader
{
    internal static OnnxTensor Read(ReadOnlyMemory<byte> bytes, string path, ElementBudget budget)
    {
        var reader = new WireReader(bytes, path);
        var (name, type) = ("", 0L);
        var (dimensions, wholes, reals, texts) = (new List<long>(), new List<long>(), new List<double>(), new List<ReadOnlyMemory<byte>>());
        ReadOnlyMemory<byte>? raw = null;
        while (reader.Next())
            switch (reader.Field)
            {
                case 1: reader.Varints(dimensions, budget); break;
                case 2: type = reader.Varint(); break;
                case 3: throw reader.RefuseField("segment");
                case 4: reader.Singles(reals, budget); break;
                case 5 or 7: reader.Varints(wholes, budget); break;
                case 6:
                    budget.Take();
                    texts.Add(reader.Bytes());
                    break;
                case 8: name = reader.Text(); break;
                case 9: raw = reader.Bytes(); break;
                case 10: reader.Doubles(reals, budget); break;
                // doc_string, metadata_props
                case 12 or 16: reader.Skip(); break;
                case 13: throw reader.RefuseField("external_data");
                case 14 when reader.Varint() == 0: break;
                case 14: throw reader.RefuseField("data_location");
                default: throw reader.RefuseUnknown();
            }
        var tensor = new OnnxTensor(name, TypeOf(type, path), dimensions, reals, wholes, texts, path);
        if (raw is not null) Decode(tensor, raw.Value.Span, reals, wholes, budget);
        CheckCount(tensor);
        return tensor;
    }

    private static ElementType TypeOf(long type, string path) =>
        Enum.IsDefined((ElementType)type) && type != 0
            ? (ElementType)type
            : throw new ArtifactRefusedException(path, $"has elements of type {type}, which is not supported");

    private static void Decode(OnnxTensor tensor, ReadOnlySpan<byte> raw, List<double> reals, List<long> wholes, ElementBudget budget)
    {
        if (tensor.Count > 0) throw new ArtifactRefusedException(tensor.Path, "has its elements twice");
        int size = tensor.Type switch
        {
            ElementType.Single or ElementType.Int32 => 4,
            ElementType.Double or ElementType.Int64 => 8,
            ElementType.UInt8 or ElementType.Boolean => 1,
            _ => throw new ArtifactRefusedException(tensor.Path, "has texts as raw data"),
        };
        if (raw.Length % size != 0) throw new ArtifactRefusedException(tensor.Path, $"has {raw.Length} bytes of raw data, elements of {size}");
        for (int at = 0; at < raw.Length; at += size)
        {
            budget.Take();
            ReadOnlySpan<byte> element = raw.Slice(at, size);
            if (tensor.Type == ElementType.Single) reals.Add(BinaryPrimitives.ReadSingleLittleEndian(element));
            else if (tensor.Type == ElementType.Double) reals.Add(BinaryPrimitives.ReadDoubleLittleEndian(element));
            else wholes.Add(size == 8 ? BinaryPrimitives.ReadInt64LittleEndian(element) : size == 4 ? BinaryPrimitives.ReadInt32LittleEndian(element) : element[0]);
        }
    }

    private static void CheckCount(OnnxTensor tensor)
    {
        long count = 1;
        foreach (long dimension in tensor.Dimensions)
        {
            if (dimension is < 0 or > int.MaxValue) throw new ArtifactRefusedException(tensor.Path, $"has a dimension of {dimension}");
            count = Math.Min(count * dimension, int.MaxValue);
        }
        int found = tensor.Type switch
        {
            ElementType.Single or ElementType.Double => tensor.Reals.Count,
            ElementType.Text => tensor.Texts.Count,
            _ => tensor.Wholes.Count,
        };
        if (found != count || found != tensor.Reals.Count + tensor.Wholes.Count + tensor.Texts.Count)
            throw new ArtifactRefusedException(tensor.Path, $"has {found} elements of its type, its dimensions say {count}");
    }
}
