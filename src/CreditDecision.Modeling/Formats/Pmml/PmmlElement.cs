using System.Text;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>
/// One element, which knows what of it has been read: whatever nobody asked for when it is <see cref="Done"/> is refused, so that
/// nothing that could change a score is passed over.
/// </summary>
internal sealed class PmmlElement(string name, PmmlElement? parent)
{
    // One bit for each attribute: no element of PMML has more than thirty.
    internal const int MostAttributes = 64;

    private readonly List<PmmlElement> _children = [];
    private (string Name, string Value)[] _attributes = [];
    private ulong _read;
    private bool _taken;
    private string _text = "";
    private StringBuilder? _pieces;

    internal string Name { get; } = name;

    internal string Path
    {
        get
        {
            if (parent is null) return Name;
            var alike = parent._children.Where(child => child.Name == Name).ToList();
            return alike.Count < 2 ? $"{parent.Path}/{Name}" : $"{parent.Path}/{Name}[{alike.IndexOf(this) + 1}]";
        }
    }

    internal PmmlElement? Parent => parent;

    internal void Fill((string Name, string Value)[] attributes) => _attributes = attributes;

    internal void Append(PmmlElement child) => _children.Add(child);

    // Comments cut a text into pieces; a document may be made of little else.
    internal void Append(string text)
    {
        if (_text.Length == 0) _text = text;
        else (_pieces ??= new StringBuilder()).Append(text);
    }

    internal ArtifactRefusedException Refusal(string what) => new(Path, what);

    internal string? Optional(string attribute)
    {
        for (int i = 0; i < _attributes.Length; i++)
        {
            if (_attributes[i].Name != attribute) continue;
            _read |= 1UL << i;
            return _attributes[i].Value;
        }
        return null;
    }

    internal string Required(string attribute) => Optional(attribute) ?? throw Refusal($"has no {attribute}");

    /// <summary>Names attributes that do not change a score.</summary>
    internal void Ignore(params ReadOnlySpan<string> attributes)
    {
        foreach (string attribute in attributes) Optional(attribute);
    }

    internal string Text()
    {
        string text = _pieces is null ? _text : _text + _pieces;
        (_text, _pieces) = ("", null);
        return text;
    }

    internal PmmlElement? Child(string element)
    {
        PmmlElement? found = null;
        foreach (PmmlElement child in Children(element))
            found = found is null ? child : throw child.Refusal("stands here twice");
        return found;
    }

    internal PmmlElement RequiredChild(string element) => Child(element) ?? throw Refusal($"has no {element}");

    internal List<PmmlElement> Children(string element) => Children(name => name == element);

    internal List<PmmlElement> Children(Func<string, bool> wanted)
    {
        var found = new List<PmmlElement>();
        foreach (PmmlElement child in _children)
        {
            if (!wanted(child.Name)) continue;
            child._taken = true;
            found.Add(child);
        }
        return found;
    }

    /// <summary>Refuses what has not been read.</summary>
    internal void Done()
    {
        for (int i = 0; i < _attributes.Length; i++)
            if ((_read >> i & 1) == 0) throw new ArtifactRefusedException($"{Path}/@{_attributes[i].Name}", "is not supported");
        foreach (PmmlElement child in _children)
            if (!child._taken) throw child.Refusal("is not supported here");
        if (!string.IsNullOrWhiteSpace(Text())) throw Refusal("holds text that does not belong there");
    }
}
