using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>What a macro loops over and what one round costs.</summary>
/// <param name="first">Where its first variable lies.</param>
/// <param name="second">Where its second lies; negative where it has one only.</param>
internal sealed class Loop(Code range, int first, int second, long roundCost)
{
    public bool TryRange(ref Evaluation evaluation, out CelValue values)
    {
        values = range.Value(ref evaluation);
        if (values.Kind is CelKind.List or CelKind.Map) return true;
        evaluation.Error = values.IsError ? values : CelErrors.NotARange;
        return false;
    }

    public static int Count(in CelValue values) => values.Kind == CelKind.List ? values.AsList.Count : values.AsMap.Count;

    public CelValue First(ref Evaluation evaluation) => evaluation.Locals[first];

    /// <summary>Sets the variables of one round.</summary>
    /// <returns>False, with the error, where the budget does not reach for it.</returns>
    public bool TryRound(ref Evaluation evaluation, in CelValue values, int round)
    {
        if (!evaluation.Budget.Charge(roundCost))
        {
            evaluation.Error = CelErrors.CostExceeded;
            return false;
        }
        var (key, value) = values.Kind == CelKind.Map ? values.AsMap.Entries[round]
            : second < 0 ? new(values.AsList[round], default) : new KeyValuePair<CelValue, CelValue>(CelValue.Int(round), values.AsList[round]);
        evaluation.Locals[first] = key;
        if (second >= 0) evaluation.Locals[second] = value;
        return true;
    }
}

/// <summary><c>all</c> and <c>exists</c>: the first decisive element decides, whatever is wrong with others.</summary>
internal sealed class TestMacro(Loop loop, Code condition, Answer decisive) : TruthCode
{
    public override Answer Ask(ref Evaluation evaluation)
    {
        if (!loop.TryRange(ref evaluation, out CelValue values)) return Answer.Unspecified;
        CelValue error = default;
        int count = Loop.Count(values);
        for (int i = 0; i < count; i++)
        {
            if (!loop.TryRound(ref evaluation, values, i)) return Answer.Unspecified;
            Answer answer = condition.Ask(ref evaluation);
            if (answer == decisive) return decisive;
            if (answer == Answer.Unspecified && !error.IsError) error = evaluation.Error;
        }
        if (!error.IsError) return decisive == Answer.Yes ? Answer.No : Answer.Yes;
        evaluation.Error = error;
        return Answer.Unspecified;
    }
}

/// <summary><c>exists_one</c>: looks at every element, and any error is the answer.</summary>
internal sealed class OneMacro(Loop loop, Code condition) : TruthCode
{
    public override Answer Ask(ref Evaluation evaluation)
    {
        if (!loop.TryRange(ref evaluation, out CelValue values)) return Answer.Unspecified;
        var (count, held) = (Loop.Count(values), 0);
        for (int i = 0; i < count; i++)
        {
            if (!loop.TryRound(ref evaluation, values, i)) return Answer.Unspecified;
            switch (condition.Ask(ref evaluation))
            {
                case Answer.Unspecified: return Answer.Unspecified;
                case Answer.Yes: held++; break;
            }
        }
        return Of(held == 1);
    }
}

/// <summary>Macros that make a list or a map.</summary>
/// <param name="condition">Null where every element is taken.</param>
/// <param name="transform">Null where the elements themselves are taken.</param>
internal sealed class MakingMacro(MacroKind kind, Loop loop, Code? condition, Code? transform) : Code
{
    public override CelValue Value(ref Evaluation evaluation)
    {
        if (!loop.TryRange(ref evaluation, out CelValue values)) return evaluation.Error;
        var made = new Made(kind, evaluation.Budget.MostElements);
        int count = Loop.Count(values);
        for (int i = 0; i < count; i++)
        {
            if (!loop.TryRound(ref evaluation, values, i)) return evaluation.Error;
            Answer answer = condition is null ? Answer.Yes : condition.Ask(ref evaluation);
            if (answer == Answer.Unspecified) return evaluation.Error;
            if (answer == Answer.No) continue;
            CelValue key = loop.First(ref evaluation);
            CelValue value = transform is null ? key : transform.Value(ref evaluation);
            if (value.IsError) return value;
            if (made.Add(key, value) is { IsError: true } refused) return refused;
        }
        return made.End();
    }

    private readonly struct Made(MacroKind kind, int mostElements)
    {
        private readonly List<CelValue>? _elements = kind is MacroKind.Map or MacroKind.MapEntry ? null : [];
        private readonly CelMap.Builder? _entries = kind is MacroKind.Map or MacroKind.MapEntry ? new() : null;

        public CelValue Add(CelValue key, CelValue value)
        {
            if (_elements is not null)
            {
                _elements.Add(value);
                return _elements.Count > mostElements ? CelErrors.CostExceeded : default;
            }
            return kind == MacroKind.Map ? AddEntry(key, value) : AddEntries(value);
        }

        public CelValue End() => _elements is not null ? CelValue.List(CelList.Of(_elements)) : CelValue.Map(_entries!.Build());

        private CelValue AddEntry(CelValue key, CelValue value)
        {
            CelValue refused = _entries!.Add(key, value);
            return refused.IsError ? refused : _entries.Count > mostElements ? CelErrors.CostExceeded : default;
        }

        private CelValue AddEntries(CelValue entries)
        {
            if (entries.Kind != CelKind.Map) return CelErrors.NotARange;
            foreach (var (key, value) in entries.AsMap.Entries)
                if (AddEntry(key, value) is { IsError: true } refused) return refused;
            return default;
        }
    }
}
