namespace CreditDecision.Modeling.Formats.Onnx.Wire;

/// <summary>The numbers of AttributeProto.AttributeType that are read here.</summary>
internal enum AttributeType
{
    Unspecified = 0,
    Single = 1,
    Whole = 2,
    Text = 3,
    Tensor = 4,
    Singles = 6,
    Wholes = 7,
    Texts = 8,
}

/// <summary>One attribute of a node; only the member of its type means anything.</summary>
internal sealed class OnnxAttribute
{
    internal string Name { get; set; } = "";

    internal AttributeType Type { get; set; }

    internal float Single { get; set; }

    internal long Whole { get; set; }

    internal ReadOnlyMemory<byte> Text { get; set; }

    internal OnnxTensor? Tensor { get; set; }

    internal List<double> Singles { get; } = [];

    internal List<long> Wholes { get; } = [];

    internal List<ReadOnlyMemory<byte>> Texts { get; } = [];
}
