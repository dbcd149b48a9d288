namespace CreditDecision.Core.Expressions.Values;

/// <summary>Errors that do not depend on the expression, made once.</summary>
public static class CelErrors
{
    public static readonly CelValue NoSuchKey = Of(CelErrorKind.NoSuchKey, "");
    public static readonly CelValue IndexOutOfRange = Of(CelErrorKind.IndexOutOfRange, "");
    public static readonly CelValue DivisionByZero = Of(CelErrorKind.DivisionByZero, "");
    public static readonly CelValue Overflow = Of(CelErrorKind.Overflow, "the result");
    public static readonly CelValue RepeatedKey = Of(CelErrorKind.RepeatedKey, "");
    public static readonly CelValue TimestampRange = Of(CelErrorKind.Range, "timestamp");
    public static readonly CelValue DurationRange = Of(CelErrorKind.Range, "duration");
    public static readonly CelValue Unordered = Of(CelErrorKind.Unordered, "");
    public static readonly CelValue CostExceeded = Of(CelErrorKind.CostExceeded, "");
    public static readonly CelValue NotAKey = Of(CelErrorKind.NoSuchOverload, "a map's key");
    public static readonly CelValue NotARange = Of(CelErrorKind.NoSuchOverload, "a macro");
    public static readonly CelValue NotATruth = Of(CelErrorKind.NoSuchOverload, "a condition");
    public static readonly CelValue NoFields = Of(CelErrorKind.NoSuchOverload, "field selection");

    public static CelValue Of(CelErrorKind kind, string subject) => CelValue.Error(new CelError(kind, subject));
}
