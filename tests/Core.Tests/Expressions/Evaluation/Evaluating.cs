using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Tests.Expressions.Evaluation;

/// <summary>Expressions over a few variables of every form, evaluated in both forms at once.</summary>
internal static class Evaluating
{
    public static readonly string[] Purposes = ["travel", "education", "renovation", "medical"];

    public static readonly ExpressionScope Scope = new(
    [
        Variable.Number("income", 0), Variable.Number("amount", 1), Variable.Number("risk.pd", 2),
        Variable.Flag("employed", 3), Variable.Flag("owner", 4),
        Variable.Category("purpose", 5, Purposes), Variable.Moment("decided_at", 6),
        Variable.Given("counts", CelType.List(CelType.Int), 0), Variable.Given("by_name", CelType.Map(CelType.String, CelType.Double), 1),
        Variable.Given("anything", CelType.Dyn, 2),
    ]);

    /// <summary>The checker's bound out of the way: it reckons with lists of a thousand where these hold three.</summary>
    public static readonly ExpressionLimits Wide = ExpressionLimits.Default with { MostCost = 1_000_000_000_000 };

    /// <summary>2026-03-01 08:30:00 UTC.</summary>
    public const double Moment = 1_772_353_800;

    public static readonly double[] Slots = [12_000, 50_000, 0.03, 1, 0, 1, Moment];

    public static readonly double[] NoSlots = [.. Enumerable.Repeat(double.NaN, Slots.Length)];

    public static readonly CelValue[] Given =
    [
        CelValue.List(new CelList([CelValue.Int(3), CelValue.Int(1), CelValue.Int(2)])),
        CelValue.Map(Map([CelValue.String("a")], [CelValue.Double(1.5)])),
        CelValue.Int(7),
    ];

    public static CelMap Map(CelValue[] keys, CelValue[] values)
    {
        var map = new CelMap.Builder();
        foreach ((CelValue key, CelValue value) in keys.Zip(values)) Assert.Equal(default, map.Add(key, value));
        return map.Build();
    }

    public static CheckedExpression Read(string text, ExpressionLimits? limits = null) =>
        ExpressionReader.Read(text, Scope, null, limits ?? Wide, out IReadOnlyList<ExpressionError> errors)
        ?? throw new InvalidOperationException($"{text}: {string.Join("; ", errors)}");

    /// <summary>Without the checker: what it would refuse is for the evaluation to say.</summary>
    public static CheckedExpression ReadUnchecked(string text) => Read(text, Wide with { Unchecked = true });

    public static CelValue Of(CheckedExpression expression, EvaluationForm form, double[] slots, CelValue[] given) =>
        Evaluator.Create(expression, form).Evaluate(new ExpressionFrame(slots, given));

    /// <summary>The answer on which both forms agree, the error's subject included.</summary>
    public static CelValue Both(CheckedExpression expression, double[] slots, CelValue[] given)
    {
        CelValue plain = Of(expression, EvaluationForm.Plain, slots, given), compiled = Of(expression, EvaluationForm.Compiled, slots, given);
        Assert.True(plain == compiled, $"{expression.Text}: plain {plain}, compiled {compiled}");
        return compiled;
    }

    public static CelValue Both(string text) => Both(Read(text), Slots, Given);

    public static CelValue BothMissing(string text) => Both(Read(text), NoSlots, [default, default, default]);

    /// <summary>Without the checker, which refuses much of what always fails.</summary>
    public static CelErrorKind Error(string text) => Error(Both(ReadUnchecked(text), Slots, Given));

    public static CelErrorKind Error(CelValue value)
    {
        Assert.True(value.IsError, $"no error but {value}");
        return value.AsError.Kind;
    }
}
