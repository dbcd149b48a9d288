using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions;

/// <summary>What one evaluation reads.</summary>
/// <param name="slots">By slot: the feature vector and what the decision worked out so far; NaN is missing.</param>
/// <param name="given">Values of variables of the form <see cref="VariableForm.Given"/>, by index.</param>
public readonly ref struct ExpressionFrame(ReadOnlySpan<double> slots, ReadOnlySpan<CelValue> given = default)
{
    public ReadOnlySpan<double> Slots { get; } = slots;

    public ReadOnlySpan<CelValue> Given { get; } = given;
}
