namespace CreditDecision.Modeling.Formats.Onnx.Wire;

/// <summary>Reads ValueInfoProto and as much of TypeProto as inputs and outputs of tabular models have.</summary>
internal static class OnnxValueInfoReader
{
    internal static OnnxValueInfo Read(ReadOnlyMemory<byte> bytes, string path)
    {
        var reader = new WireReader(bytes, path);
        var info = new OnnxValueInfo("", ElementType.Unspecified, null, false, path);
        while (reader.Next())
            switch (reader.Field)
            {
                case 1: info = info with { Name = reader.Text() }; break;
                case 2: info = ReadType(reader.Bytes(), info); break;
                // doc_string, metadata_props
                case 3 or 4: reader.Skip(); break;
                default: throw reader.RefuseUnknown();
            }
        return info;
    }

    private static OnnxValueInfo ReadType(ReadOnlyMemory<byte> bytes, OnnxValueInfo info)
    {
        var reader = new WireReader(bytes, $"{info.Path}.type");
        while (reader.Next())
            switch (reader.Field)
            {
                case 1: info = ReadTensorType(reader.Bytes(), info); break;
                // A sequence or a map; nothing but ZipMap's result is one here, so what it holds is known.
                case 4 or 5:
                    reader.Skip();
                    info = info with { IsMap = true };
                    break;
                case 6: reader.Skip(); break;
                default: throw reader.Refuse($"field {reader.Field} is a type that is not supported");
            }
        return info;
    }

    private static OnnxValueInfo ReadTensorType(ReadOnlyMemory<byte> bytes, OnnxValueInfo info)
    {
        var reader = new WireReader(bytes, $"{info.Path}.type.tensor_type");
        while (reader.Next())
            switch (reader.Field)
            {
                case 1: info = info with { Type = (ElementType)reader.Varint() }; break;
                case 2: info = info with { Dimensions = ReadShape(reader.Bytes(), info.Path) }; break;
                default: throw reader.RefuseUnknown();
            }
        return info;
    }

    private static List<long> ReadShape(ReadOnlyMemory<byte> bytes, string path)
    {
        var reader = new WireReader(bytes, $"{path}.type.tensor_type.shape");
        var dimensions = new List<long>();
        while (reader.Next())
        {
            if (reader.Field != 1) throw reader.RefuseUnknown();
            dimensions.Add(ReadDimension(reader.Bytes(), reader.Path));
        }
        return dimensions;
    }

    private static long ReadDimension(ReadOnlyMemory<byte> bytes, string path)
    {
        var reader = new WireReader(bytes, path);
        long size = -1;
        while (reader.Next())
            switch (reader.Field)
            {
                case 1: size = reader.Varint(); break;
                // dim_param names an open dimension; denotation says what it stands for.
                case 2 or 3: reader.Skip(); break;
                default: throw reader.RefuseUnknown();
            }
        return size;
    }
}
