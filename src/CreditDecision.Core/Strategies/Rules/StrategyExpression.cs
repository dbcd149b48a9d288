using System.Collections.Immutable;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Strategies.Rules;

/// <summary>A condition or a formula of a strategy, checked and ready to be evaluated over the slots of a decision.</summary>
public sealed class StrategyExpression
{
    private static readonly CelError NotFinite = new(CelErrorKind.Range, "the result is no finite number");

    // What is only known by its value, such as an entry of a map of mixed values, passes the checker as anything.
    private static readonly CelError NoFlag = new(CelErrorKind.BadConversion, "a flag");

    private readonly IExpression _expression;

    internal StrategyExpression(string text, CelType type, IExpression expression, ImmutableArray<int> slots, long cost)
    {
        (Text, Type, _expression, Slots, Cost) = (text, type, expression, slots, cost);
    }

    /// <summary>As written in the document.</summary>
    public string Text { get; }

    public CelType Type { get; }

    /// <summary>The slots that it reads, each once, ascending.</summary>
    public ImmutableArray<int> Slots { get; }

    /// <summary>Upper bound of the steps of one evaluation.</summary>
    public long Cost { get; }

    /// <summary>How it is evaluated.</summary>
    internal IExpression Form => _expression;

    /// <summary>What a condition says.</summary>
    /// <returns>Null when it said true or false; else why it has no answer.</returns>
    public CelError? Holds(ReadOnlySpan<double> slots, out bool holds)
    {
        CelValue value = _expression.Evaluate(new ExpressionFrame(slots));
        holds = value.IsTrue;
        if (value.IsError) return value.AsError;
        return value.Kind == CelKind.Bool ? null : NoFlag;
    }

    /// <summary>What a formula gives: a finite number, or of a flag 0 or 1.</summary>
    /// <returns>Null when there is a number; else why there is none.</returns>
    public CelError? Number(ReadOnlySpan<double> slots, out double number)
    {
        CelValue value = _expression.Evaluate(new ExpressionFrame(slots));
        number = value.Kind switch
        {
            CelKind.Double => value.AsDouble,
            CelKind.Int => value.AsInt,
            CelKind.Uint => value.AsUint,
            CelKind.Bool => value.AsBool ? 1 : 0,
            _ => double.NaN,
        };
        if (double.IsFinite(number)) return null;
        number = double.NaN;
        return value.IsError ? value.AsError : NotFinite;
    }
}
