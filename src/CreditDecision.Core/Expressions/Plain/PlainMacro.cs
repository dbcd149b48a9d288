using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Plain;

/// <summary>Macros by walking: one round after the other, each with its own variables.</summary>
internal static class PlainMacro
{
    public static CelValue Value(ref PlainWalk walk, MacroNode macro, PlainLocals? locals)
    {
        CelValue range = walk.Value(macro.Range, locals);
        if (range.IsError) return range;
        if (range.Kind is not (CelKind.List or CelKind.Map)) return CelErrors.NotARange;
        var gathering = new PlainGathering(macro.Kind, walk.Budget.MostElements);
        foreach (var (first, second) in Rounds(range, macro.Second is not null))
        {
            if (!walk.Budget.Charge(RoundCost.Of(macro))) return CelErrors.CostExceeded;
            var inner = new PlainLocals(macro.First, first, locals);
            if (macro.Second is not null) inner = new PlainLocals(macro.Second, second, inner);
            CelValue holds = macro.Condition is null ? CelValue.True : PlainWalk.Truth(walk.Value(macro.Condition, inner));
            // What every element is turned into is only asked of those that are taken.
            CelValue made = holds.IsTrue && macro.Transform is not null ? walk.Value(macro.Transform, inner) : first;
            if (gathering.Take(holds, first, made) is { Kind: not CelKind.Unspecified } end) return end;
        }
        return gathering.End();
    }

    private static IEnumerable<(CelValue First, CelValue Second)> Rounds(CelValue range, bool two)
    {
        if (range.Kind == CelKind.Map) return range.AsMap.Entries.ToArray().Select(entry => (entry.Key, entry.Value));
        return range.AsList.Elements.ToArray().Select((element, index) => two ? (CelValue.Int(index), element) : (element, default));
    }
}

/// <summary>What the rounds of one macro come to.</summary>
internal sealed class PlainGathering(MacroKind kind, int mostElements)
{
    private readonly List<CelValue> _elements = [];
    private readonly CelMap.Builder _entries = new();
    private CelValue _error;
    private int _held;

    /// <returns>The answer where no further round can change it, else the default.</returns>
    public CelValue Take(CelValue holds, CelValue first, CelValue made)
    {
        if (kind is MacroKind.All or MacroKind.Exists) return TakeTest(holds, decisive: kind == MacroKind.Exists);
        if (holds.IsError) return holds;
        if (holds.IsFalse) return default;
        if (made.IsError) return made;
        _held++;
        return kind switch
        {
            MacroKind.ExistsOne => default,
            MacroKind.Map => Bounded(_entries.Add(first, made)),
            MacroKind.MapEntry => AddAll(made),
            _ => AddElement(made),
        };
    }

    public CelValue End() => kind switch
    {
        MacroKind.All or MacroKind.Exists => _error.IsError ? _error : CelValue.Bool(kind == MacroKind.All),
        MacroKind.ExistsOne => CelValue.Bool(_held == 1),
        MacroKind.Map or MacroKind.MapEntry => CelValue.Map(_entries.Build()),
        _ => CelValue.List(CelList.Of(_elements)),
    };

    private CelValue TakeTest(CelValue holds, bool decisive)
    {
        if (holds.IsError)
            _error = _error.IsError ? _error : holds;
        else if (holds.AsBool == decisive)
            return holds;
        return default;
    }

    private CelValue AddElement(CelValue element)
    {
        _elements.Add(element);
        return Bounded(default);
    }

    private CelValue AddAll(CelValue made)
    {
        if (made.Kind != CelKind.Map) return CelErrors.NotARange;
        foreach (var (key, value) in made.AsMap.Entries)
            if (Bounded(_entries.Add(key, value)) is { IsError: true } refused) return refused;
        return default;
    }

    private CelValue Bounded(CelValue refused) => refused.IsError ? refused : _elements.Count > mostElements || _entries.Count > mostElements ? CelErrors.CostExceeded : default;
}
