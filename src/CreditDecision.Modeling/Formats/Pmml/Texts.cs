namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>The number of every text that a document names. The same text has the same number everywhere, so texts of different fields compare.</summary>
internal sealed class Texts
{
    private readonly Dictionary<string, double> _codes = new(StringComparer.Ordinal);

    internal double CodeOf(string text)
    {
        if (_codes.TryGetValue(text, out double code)) return code;
        _codes.Add(text, _codes.Count);
        return _codes.Count - 1;
    }
}

/// <summary>The categories of one input: those that its dictionary lists or, where it lists none, all that the document compares it with.</summary>
internal sealed class Categories(Texts texts, bool open)
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    internal IReadOnlyList<string> Names => _names;

    internal double[] Codes() => [.. _names.Select(texts.CodeOf)];

    internal void List(string name)
    {
        if (_indices.TryAdd(name, _names.Count)) _names.Add(name);
    }

    /// <summary>-1 where it is none.</summary>
    internal int IndexOf(string name) => _indices.GetValueOrDefault(name, -1);

    internal void Compare(string name)
    {
        if (open) List(name);
    }
}
