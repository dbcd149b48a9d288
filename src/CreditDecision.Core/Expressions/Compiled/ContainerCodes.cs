using CreditDecision.Core.Expressions.Functions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Compiled;

internal sealed class ListCode(Code[] elements) : Code
{
    public override CelValue Value(ref Evaluation evaluation)
    {
        CelValue[] made = new CelValue[elements.Length];
        for (int i = 0; i < made.Length; i++)
            if ((made[i] = elements[i].Value(ref evaluation)).IsError) return made[i];
        return made.Length > evaluation.Budget.MostElements ? CelErrors.CostExceeded : CelValue.List(CelList.Of(made.AsSpan()));
    }
}

internal sealed class MapCode((Code Key, Code Value)[] entries) : Code
{
    public override CelValue Value(ref Evaluation evaluation)
    {
        var made = new CelMap.Builder();
        foreach ((Code Key, Code Value) entry in entries)
        {
            CelValue key = entry.Key.Value(ref evaluation);
            if (key.IsError) return key;
            CelValue value = entry.Value.Value(ref evaluation);
            if (value.IsError) return value;
            if (made.Add(key, value) is { IsError: true } refused) return refused;
        }
        return made.Count > evaluation.Budget.MostElements ? CelErrors.CostExceeded : CelValue.Map(made.Build());
    }
}

/// <summary><c>operand.field</c>.</summary>
internal sealed class FieldCode(Code operand, string field) : Code
{
    private readonly CelValue _field = CelValue.String(field);
    private readonly CelValue _noSuchField = CelErrors.Of(CelErrorKind.NoSuchKey, field);

    public override CelValue Value(ref Evaluation evaluation) => Collections.Select(operand.Value(ref evaluation), _field, _noSuchField);
}

/// <summary><c>has(operand.field)</c>.</summary>
internal sealed class FieldPresence(Code operand, string field) : Code
{
    private readonly CelValue _field = CelValue.String(field);

    public override CelValue Value(ref Evaluation evaluation) => Collections.Has(operand.Value(ref evaluation), _field);
}
