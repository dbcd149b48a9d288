using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>A limit with every figure behind it. The default offers nothing.</summary>
public readonly record struct LimitResult
{
    /// <summary>A whole number of steps, from the product's minimum up; ¥0.00 when there is no offer.</summary>
    public Money Limit { get; init; }

    public LimitBinding Binding { get; init; }

    /// <summary>What the constraints leave in whole steps, before the product's minimum turns too little into nothing.</summary>
    public Money Supported { get; init; }

    /// <summary>The largest instalment that the borrower can bear, fees included.</summary>
    public Money AffordablePayment { get; init; }

    /// <summary>The principal that goes with it, in whole steps; not worked out beyond the product's maximum.</summary>
    public Money Affordable { get; init; }

    public Money DebtMultiple { get; init; }

    public Money GradeMaximum { get; init; }

    public Money ProductMaximum { get; init; }

    public Money CapHeadroom { get; init; }

    public Money Requested { get; init; }

    public bool IsOffer => Limit.IsPositive;
}
