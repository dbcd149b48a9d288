using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Onnx.Wire;

/// <summary>
/// One operator of a graph. Whoever compiles it takes its attributes one by one and then calls <see cref="RefuseRest"/>: an attribute that
/// nobody took could change the meaning.
/// </summary>
internal sealed class OnnxNode(
    string operation, string domain, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs,
    IReadOnlyDictionary<string, OnnxAttribute> attributes, string path)
{
    private readonly HashSet<string> _taken = [];

    internal string Operation => operation;

    /// <summary>"" is ONNX itself.</summary>
    internal string Domain => domain;

    internal IReadOnlyList<string> Inputs => inputs;

    internal IReadOnlyList<string> Outputs => outputs;

    internal string Path { get; } = $"{path}.{operation}";

    internal bool Has(string name) => attributes.ContainsKey(name);

    internal long Whole(string name, long otherwise) => Take(name, AttributeType.Whole)?.Whole ?? otherwise;

    internal double Single(string name, double otherwise) => Take(name, AttributeType.Single)?.Single ?? otherwise;

    internal string Text(string name, string otherwise) =>
        Take(name, AttributeType.Text) is { } attribute ? WireText.Decode(attribute.Text, $"{Path}.{name}") : otherwise;

    internal OnnxTensor? Tensor(string name) => Take(name, AttributeType.Tensor)?.Tensor;

    internal IReadOnlyList<double> Singles(string name) => Take(name, AttributeType.Singles)?.Singles ?? [];

    internal IReadOnlyList<long> Wholes(string name) => Take(name, AttributeType.Wholes)?.Wholes ?? [];

    internal IReadOnlyList<ReadOnlyMemory<byte>> RawTexts(string name) => Take(name, AttributeType.Texts)?.Texts ?? [];

    internal IReadOnlyList<string> Texts(string name) => [.. RawTexts(name).Select(text => WireText.Decode(text, $"{Path}.{name}"))];

    /// <summary>For attributes that are known not to matter for the score.</summary>
    internal void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (string name in names) _taken.Add(name);
    }

    internal void RefuseRest()
    {
        foreach (string name in attributes.Keys)
            if (!_taken.Contains(name)) throw Refuse($"attribute {name} is unknown");
    }

    internal ArtifactRefusedException Refuse(string what) => new(Path, what);

    private OnnxAttribute? Take(string name, AttributeType type)
    {
        _taken.Add(name);
        if (!attributes.TryGetValue(name, out OnnxAttribute? attribute)) return null;
        if (attribute.Type != type) throw Refuse($"attribute {name} must be of type {type}, is {attribute.Type}");
        return attribute;
    }
}
