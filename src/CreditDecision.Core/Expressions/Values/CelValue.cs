namespace CreditDecision.Core.Expressions.Values;

/// <summary>
/// One value of an expression, or the error that stands in its place. Numbers, truth values, categories and errors take no memory of their own.
/// </summary>
public readonly partial struct CelValue
{
    private readonly object? _reference;
    private readonly long _bits;

    private CelValue(CelKind kind, long bits, object? reference) => (Kind, _bits, _reference) = (kind, bits, reference);

    public CelKind Kind { get; }

    public bool IsError => Kind == CelKind.Error;
}
