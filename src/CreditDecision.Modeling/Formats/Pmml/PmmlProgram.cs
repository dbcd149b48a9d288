using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Programs;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>What the parts of one document's program share while it is being read.</summary>
internal sealed class PmmlProgram(DataDictionary dictionary)
{
    internal const int MostTrees = TreeEnsembleLimits.MostTrees;
    internal const int MostNodes = TreeEnsembleLimits.MostNodes;

    // Of expressions within expressions and within the fields that they derive from: a few hundred kilobytes of stack.
    private const int MostNesting = 192;

    // As many numbers as a forest of a thousand trees of a thousand leaves and sixteen classes holds, 128 MiB.
    private const int MostProbabilities = 16_777_216;

    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Field> _fields = [];
    private int _next;
    private int _nesting;
    private int _probabilities;

    internal DataDictionary Dictionary { get; } = dictionary;

    internal Texts Texts { get; } = new();

    internal int Slots { get; private set; }

    internal ModelShape Shape { get; private set; }

    internal IReadOnlyList<string> ReasonCodes => [.. _reasons.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    internal Points? Scorecard { get; set; }

    /// <summary>Where the next slot would be; for <see cref="Release"/>.</summary>
    internal int Mark => _next;

    internal int Slot(PmmlElement element) => SlotRange(element, 1);

    internal int[] SlotArray(PmmlElement element, int count)
    {
        int first = SlotRange(element, count);
        return [.. Enumerable.Range(first, count)];
    }

    /// <returns>The first of so many.</returns>
    internal int SlotRange(PmmlElement element, int count)
    {
        if (_next + count > ProgramModel.MostSlots)
            throw element.Refusal($"needs more than {ProgramModel.MostSlots} fields and results at once");
        _next += count;
        Slots = Math.Max(Slots, _next);
        return _next - count;
    }

    /// <summary>Makes the mark the next slot: of several models that run one after the other, each may use the same slots.</summary>
    internal void Release(int mark) => _next = mark;

    internal void Register(Field field) => _fields[field.Slot] = field;

    /// <summary>What stands in a slot that a predicate in scope names; the last of them where several names share it.</summary>
    internal Field? FieldAt(int slot) => _fields.GetValueOrDefault(slot);

    internal void Enter(PmmlElement element)
    {
        if (++_nesting > MostNesting) throw element.Refusal($"is nested deeper than {MostNesting}, counting the derived fields that it needs");
    }

    internal void Leave() => _nesting--;

    internal void CountProbabilities(PmmlElement element, int count)
    {
        if ((_probabilities += count) > MostProbabilities) throw element.Refusal($"goes beyond {MostProbabilities} probabilities of classes");
    }

    internal void CountTree(PmmlElement element, int nodes, int leaves, int depth)
    {
        Shape = Shape with
        {
            Trees = Shape.Trees + 1, Nodes = Shape.Nodes + nodes, Leaves = Shape.Leaves + leaves, Depth = Math.Max(Shape.Depth, depth),
        };
        if (Shape.Trees > MostTrees) throw element.Refusal($"is one of more than {MostTrees} trees");
        if (Shape.Nodes > MostNodes) throw element.Refusal($"goes beyond {MostNodes} nodes");
    }

    internal int ReasonOf(string code)
    {
        _reasons.TryAdd(code, _reasons.Count);
        return _reasons[code];
    }
}
