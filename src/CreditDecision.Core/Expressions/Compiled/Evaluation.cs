using System.Runtime.CompilerServices;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Compiled;

/// <summary>One evaluation of compiled code: what it reads, the macros' variables, and the error that the code asked last could not avoid.</summary>
internal ref struct Evaluation(ExpressionFrame frame, Span<CelValue> locals, ExpressionLimits limits)
{
    public readonly ReadOnlySpan<double> Slots = frame.Slots;
    public readonly ReadOnlySpan<CelValue> Given = frame.Given;
    public readonly Span<CelValue> Locals = locals;
    public Budget Budget = new(limits.MostCost, limits.MostElements);

    /// <summary>Set by code that answers <see cref="Answer.Unspecified"/> or finds no number.</summary>
    public CelValue Error;
}

/// <summary>What code says that is asked for true or false.</summary>
internal enum Answer : byte
{
    /// <summary>Neither: <see cref="Evaluation.Error"/> says why.</summary>
    Unspecified = 0,
    No,
    Yes,
}

/// <summary>The variables of macros, on the stack.</summary>
[InlineArray(Size)]
internal struct LocalValues
{
    public const int Size = 8;
    private CelValue _first;
}
