using CreditDecision.Core.Lending;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions;

/// <summary>What the borrower may have, at what price and when it is repaid.</summary>
/// <param name="Limit">In whole steps of the product; the schedule repays exactly this.</param>
public sealed record Offer(Money Limit, PricedLoan Loan);
