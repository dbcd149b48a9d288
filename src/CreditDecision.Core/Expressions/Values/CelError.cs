namespace CreditDecision.Core.Expressions.Values;

/// <summary>Why an expression has no answer. Made once, when the expression is compiled, so that failing costs no memory.</summary>
public enum CelErrorKind
{
    Unspecified = 0,
    /// <summary>A variable of the scope has no value for this application.</summary>
    Missing,
    NoSuchOverload,
    NoSuchKey,
    IndexOutOfRange,
    DivisionByZero,
    Overflow,
    BadConversion,
    /// <summary>A timestamp or duration beyond its range.</summary>
    Range,
    /// <summary>Two entries of one map have the same key.</summary>
    RepeatedKey,
    BadPattern,
    /// <summary>The evaluation took more steps than its bound, or a list or map grew beyond its own.</summary>
    CostExceeded,
    /// <summary>A name that the scope does not know, in an expression that was not checked.</summary>
    Undeclared,
    /// <summary>A NaN, such as 0.0 / 0.0, was asked whether it is less or greater.</summary>
    Unordered,
}

/// <param name="Subject">The variable that is missing, or what could not be done; for people.</param>
public sealed record CelError(CelErrorKind Kind, string Subject)
{
    /// <summary>A sentence for people.</summary>
    public override string ToString() => Kind switch
    {
        CelErrorKind.Missing => $"{Subject} is missing",
        CelErrorKind.NoSuchOverload => $"{Subject} does not take operands of these types",
        CelErrorKind.NoSuchKey => Subject.Length == 0 ? "no such key" : $"no such key: {Subject}",
        CelErrorKind.IndexOutOfRange => "the index is outside the list or text",
        CelErrorKind.DivisionByZero => "division by zero",
        CelErrorKind.Overflow => $"{Subject} leaves the range of 64-bit integers",
        CelErrorKind.BadConversion => $"the value cannot be converted to {Subject}",
        CelErrorKind.Range => $"the {Subject} is out of range",
        CelErrorKind.RepeatedKey => "a map has the same key twice",
        CelErrorKind.BadPattern => $"the pattern is not valid: {Subject}",
        CelErrorKind.CostExceeded => "the expression takes more steps or elements than it may",
        CelErrorKind.Undeclared => $"{Subject} is not declared",
        CelErrorKind.Unordered => "what is no number, such as 0.0 / 0.0, is neither less nor greater than anything",
        _ => Subject,
    };
}
