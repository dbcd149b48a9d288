using CreditDecision.Core.Values;

namespace CreditDecision.Core.Reviews;

/// <summary>What of the referred decision, and of its borrower now, binds a reviewer.</summary>
/// <param name="ReferredAt">When the decision was made.</param>
/// <param name="Limit">What the decision itself worked out, and so the most that can be approved; zero where it reached no limit.</param>
/// <param name="HardRuleStands">A stage declined. Such a decision is no referral; nobody lifts what a stage declined for.</param>
/// <param name="TakesOfCap">Whether an approval takes of the borrower's consumer credit cap (A6).</param>
/// <param name="Headroom">What is left under that cap; null where nobody can know any more what the borrower said to hold elsewhere.</param>
/// <param name="Terms">Null where the decision reached no offer, or its strategy cannot be read any more.</param>
public sealed record ReviewSubject(DateTimeOffset ReferredAt, Money Limit, bool HardRuleStands, bool TakesOfCap, Money? Headroom, ReviewTerms? Terms = null);
