namespace CreditDecision.Core.Reviews;

/// <summary>Why a command was not done. Numbers are never reused.</summary>
public enum ReviewRefusalReason
{
    Unspecified = 0,
    /// <summary>A stage of the decision declined, which no reviewer lifts.</summary>
    HardRuleStands = 1,
    AlreadyClosed = 2,
    ClaimedByOther = 3,
    NotClaimed = 4,
    ClaimLapsed = 5,
    AwaitingConfirmation = 6,
    NothingToConfirm = 7,
    SamePerson = 8,
    NoLimit = 9,
    AmountAboveLimit = 10,
    /// <summary>The amount is more than what is left under the borrower's consumer credit cap (A6).</summary>
    CapReached = 11,
    /// <summary>What is left under the cap cannot be known: the borrower's data were erased.</summary>
    HeadroomUnknown = 12,
    TooManyEvents = 13,
    /// <summary>The strategy that decided cannot be read, so what another amount than the decision's own would cost cannot be known.</summary>
    TermsUnknown = 14,
    /// <summary>Below the product's least amount, or in no whole steps.</summary>
    AmountOutsideProduct = 15,
    /// <summary>With its fees the amount would cost more than the legal ceiling allows (A17).</summary>
    PriceAboveCeiling = 16,
}

/// <param name="Text">What would be needed, in English; nothing personal.</param>
public sealed record ReviewRefusal(ReviewRefusalReason Reason, string Text);

/// <summary>What came of a command: one of the two is set, or neither where the same person had done the same thing just before.</summary>
/// <param name="Refusals">Every cause, in the order of their numbers; empty where it was done.</param>
public sealed record ReviewResult(ReviewEvent? Event, IReadOnlyList<ReviewRefusal> Refusals);
