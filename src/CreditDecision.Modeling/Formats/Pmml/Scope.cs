using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>The fields that a model's parts may name: its own mining and derived fields, then those of the model around it.</summary>
internal sealed class Scope(PmmlProgram program, Scope? outer)
{
    // Derived fields that name a later one are compiled by recursion; producers write them in order, or nearly so.
    private const int MostForward = 128;

    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PmmlElement> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    internal PmmlProgram Program => program;

    /// <summary>Computes the derived fields, each after those that it needs.</summary>
    internal List<Operation> Derived { get; } = [];

    internal void Add(PmmlElement element, Field field)
    {
        if (_waiting.ContainsKey(field.Name) || !_fields.TryAdd(field.Name, field))
            throw element.Refusal($"{PmmlText.Shortened(field.Name)} is the name of another field");
        program.Register(field);
    }

    internal Field? Find(PmmlElement element, string name)
    {
        if (_fields.TryGetValue(name, out Field? field)) return field;
        return _waiting.TryGetValue(name, out PmmlElement? derived) ? Compile(element, name, derived) : outer?.Find(element, name);
    }

    internal Field Resolve(PmmlElement element, string attribute)
    {
        string name = element.Required(attribute);
        return Find(element, name) ?? throw PmmlText.Refusal(element, attribute, $"{PmmlText.Shortened(name)} is no field of this model");
    }

    /// <summary>A mining field that is not an input of the whole: it comes from the model around.</summary>
    internal Field? FindOuter(PmmlElement element, string name) => outer?.Find(element, name);

    internal bool IsInner => outer is not null;

    /// <summary>Compiles all derived fields, in whichever order they stand.</summary>
    internal void AddDerived(IReadOnlyList<PmmlElement> derived)
    {
        foreach (PmmlElement element in derived)
        {
            string name = element.Required("name");
            if (_fields.ContainsKey(name) || !_waiting.TryAdd(name, element))
                throw element.Refusal($"{PmmlText.Shortened(name)} is the name of another field");
        }
        foreach (PmmlElement element in derived)
            if (_waiting.ContainsKey(element.Required("name"))) Compile(element, element.Required("name"), element);
    }

    private Field Compile(PmmlElement by, string name, PmmlElement element)
    {
        if (!_open.Add(name)) throw by.Refusal($"derives the field {PmmlText.Shortened(name)} from itself");
        if (_open.Count > MostForward) throw by.Refusal($"is one of more than {MostForward} derived fields that each need a later one");
        Field field = DerivedFields.Read(element, name, this);
        _open.Remove(name);
        _waiting.Remove(name);
        _fields.Add(name, field);
        program.Register(field);
        return field;
    }
}
