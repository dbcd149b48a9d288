using CreditDecision.Modeling.Formats.Onnx.Wire;

namespace CreditDecision.Modeling.Formats.Onnx.Operators;

/// <summary>The keys and values of a LabelEncoder (ai.onnx.ml 2 and 4): of each one list of one type, as an attribute or as a tensor.</summary>
internal sealed record LabelLists
{
    private static readonly string[] Kinds = ["strings", "int64s", "floats", "tensor"];

    internal IReadOnlyList<string> KeyTexts { get; init; } = [];

    internal IReadOnlyList<double> KeyNumbers { get; init; } = [];

    /// <summary>Of the values.</summary>
    internal required ElementType Type { get; init; }

    internal IReadOnlyList<string> Texts { get; init; } = [];

    internal IReadOnlyList<double> Numbers { get; init; } = [];

    /// <summary>For what is no key.</summary>
    internal double OtherNumber { get; init; }

    internal string OtherText { get; init; } = "";

    internal static LabelLists Read(OnnxNode node, ElementType input, long version)
    {
        var (keyType, keyTexts, keyNumbers) = ReadList(node, "keys");
        var (type, texts, numbers) = ReadList(node, "values");
        if (keyType != input) throw node.Refuse($"has keys of type {keyType} for a tensor of {input}");
        int keys = keyTexts.Count + keyNumbers.Count, values = texts.Count + numbers.Count;
        if (keys != values || keys == 0) throw node.Refuse($"has {keys} keys and {values} values");
        // Before version 4 NaN equals no key, not even NaN; an index that no number has keeps the others' places.
        if (version < 4 && keyNumbers.Any(double.IsNaN))
            (keyNumbers, numbers, texts) = (WithoutNaN(keyNumbers, keyNumbers), WithoutNaN(numbers, keyNumbers), WithoutNaN(texts, keyNumbers));
        var (otherNumber, otherText) = ReadDefault(node, type);
        return new LabelLists
        {
            KeyTexts = keyTexts, KeyNumbers = keyNumbers, Type = type, Texts = texts, Numbers = numbers, OtherNumber = otherNumber, OtherText = otherText,
        };
    }

    private static (ElementType Type, IReadOnlyList<string> Texts, IReadOnlyList<double> Numbers) ReadList(OnnxNode node, string prefix)
    {
        string[] given = [.. Kinds.Select(kind => $"{prefix}_{kind}").Where(node.Has)];
        if (given.Length != 1) throw node.Refuse($"must have exactly one list of {prefix}, has {given.Length}");
        if (node.Has($"{prefix}_strings")) return (ElementType.Text, node.Texts(given[0]), []);
        if (node.Has($"{prefix}_int64s")) return (ElementType.Int64, [], [.. node.Wholes(given[0]).Select(whole => (double)whole)]);
        if (node.Has($"{prefix}_floats")) return (ElementType.Single, [], node.Singles(given[0]));
        OnnxTensor tensor = node.Tensor(given[0])!;
        return tensor.Type == ElementType.Text
            ? (ElementType.Text, [.. tensor.Texts.Select(text => WireText.Decode(text, node.Path))], [])
            : (tensor.Type, [], tensor.Numbers);
    }

    private static (double Number, string Text) ReadDefault(OnnxNode node, ElementType type)
    {
        var (text, whole, real) = (node.Text("default_string", "_Unused"), node.Whole("default_int64", -1), node.Single("default_float", 0));
        if (node.Tensor("default_tensor") is { } tensor)
        {
            if (tensor.Type != type || tensor.Count != 1) throw node.Refuse($"default_tensor must be one {type}");
            return type == ElementType.Text ? (0, WireText.Decode(tensor.Texts[0], node.Path)) : (tensor.Numbers[0], "");
        }
        return (type is ElementType.Single or ElementType.Double ? real : whole, text);
    }

    private static IReadOnlyList<T> WithoutNaN<T>(IReadOnlyList<T> list, IReadOnlyList<double> keys) =>
        list.Count == 0 ? list : [.. list.Where((_, i) => !double.IsNaN(keys[i]))];
}
