namespace CreditDecision.Core.Expressions.Values;

/// <summary>What a value is. The default, <see cref="Unspecified"/>, is no value and answers nothing.</summary>
public enum CelKind : byte
{
    Unspecified = 0,
    Error,
    Null,
    Bool,
    /// <summary>64 bits, signed.</summary>
    Int,
    /// <summary>64 bits, unsigned.</summary>
    Uint,
    Double,
    /// <summary>Unicode text; its size is counted in code points.</summary>
    String,
    Bytes,
    List,
    Map,
    /// <summary>UTC, from year 1 to 9999, nanoseconds.</summary>
    Timestamp,
    /// <summary>Nanoseconds, signed, within about 10,000 years.</summary>
    Duration,
    Type,
}
