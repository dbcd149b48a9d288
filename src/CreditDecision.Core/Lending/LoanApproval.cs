using CreditDecision.Core.Values;

namespace CreditDecision.Core.Lending;

/// <summary>What of an approving decision a loan is held against.</summary>
/// <param name="On">The Beijing day of the decision.</param>
/// <param name="Limit">What was approved.</param>
public readonly record struct LoanApproval(DateOnly On, Money Limit);
