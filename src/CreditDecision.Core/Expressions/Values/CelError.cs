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
    /// <summary>The evaluation took more steps than its bound.</summary>
    CostExceeded,
}

/// <param name="Subject">The variable that is missing, or what could not be done; for people.</param>
public sealed record CelError(CelErrorKind Kind, string Subject);
