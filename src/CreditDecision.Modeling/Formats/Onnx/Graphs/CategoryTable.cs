using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Onnx.Graphs;

/// <summary>
/// The texts that one column may hold, as far as any operator behind it knows them; a cell holds the index. Operators add theirs as they
/// are met, so an index never changes.
/// </summary>
internal sealed class CategoryTable
{
    /// <summary>As many as a split of a tree may list.</summary>
    internal const int Most = 65_536;

    private readonly Dictionary<string, int> _indices = [];
    private readonly List<string> _texts = [];

    internal IReadOnlyList<string> Texts => _texts;

    internal int IndexOf(string text, string path)
    {
        if (_indices.TryGetValue(text, out int index)) return index;
        if (_texts.Count == Most) throw new ArtifactRefusedException(path, $"makes more than {Most} categories");
        _texts.Add(text);
        return _indices[text] = _texts.Count - 1;
    }
}
