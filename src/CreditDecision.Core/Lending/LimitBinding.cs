namespace CreditDecision.Core.Lending;

/// <summary>What kept a limit from being higher. Where several are equally low, the one with the smallest number.</summary>
public enum LimitBinding
{
    Unspecified = 0,

    /// <summary>All that was asked for is supported.</summary>
    Requested = 1,
    ProductMaximum = 2,
    GradeMaximum = 3,

    /// <summary>What is left under the borrower's cap (A6).</summary>
    CapHeadroom = 4,
    DebtMultiple = 5,
    Affordability = 6,

    /// <summary>The grade gets nothing; no figure was worked out.</summary>
    GradeNotEligible = 7,

    /// <summary>The product does not run for so many months; no figure was worked out.</summary>
    TenorNotOffered = 8,

    /// <summary>A cap that the strategy works out for the application.</summary>
    StrategyCap = 9,
}
