namespace CreditDecision.Modeling.Formats.Onnx.Wire;

/// <summary>The numbers of TensorProto.DataType that are read here.</summary>
internal enum ElementType
{
    Unspecified = 0,
    Single = 1,
    UInt8 = 2,
    Int32 = 6,
    Int64 = 7,
    Text = 8,
    Boolean = 9,
    Double = 11,
}

/// <param name="Opsets">Version by domain; the default domain is "".</param>
internal sealed record OnnxFile(OnnxGraph Graph, IReadOnlyDictionary<string, long> Opsets);

/// <param name="Initializers">By name.</param>
internal sealed record OnnxGraph(
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyDictionary<string, OnnxTensor> Initializers,
    IReadOnlyList<OnnxValueInfo> Inputs,
    IReadOnlyList<OnnxValueInfo> Outputs);

/// <param name="Dimensions">-1 where the file leaves one open; null where there is no shape.</param>
/// <param name="IsMap">Whether it is what ZipMap makes: a sequence of maps from class to probability.</param>
internal sealed record OnnxValueInfo(string Name, ElementType Type, IReadOnlyList<long>? Dimensions, bool IsMap, string Path);

/// <summary>A constant. Reals for floats and doubles, Wholes for the integer types and booleans, Texts for strings.</summary>
internal sealed record OnnxTensor(
    string Name, ElementType Type, IReadOnlyList<long> Dimensions, IReadOnlyList<double> Reals, IReadOnlyList<long> Wholes,
    IReadOnlyList<ReadOnlyMemory<byte>> Texts, string Path)
{
    internal int Count => Math.Max(Reals.Count, Math.Max(Wholes.Count, Texts.Count));

    /// <summary>The numbers, whatever their type.</summary>
    internal IReadOnlyList<double> Numbers => Type is ElementType.Single or ElementType.Double ? Reals : [.. Wholes.Select(whole => (double)whole)];
}
