using CreditDecision.Core.Values;

namespace CreditDecision.Core.Reviews;

/// <summary>What the bank says of reviews (A22).</summary>
/// <param name="Due">Time after the referral within which a case is to be closed.</param>
/// <param name="Claim">Time after which a claim lapses.</param>
/// <param name="TwoPersonFrom">Approvals of this amount or more need a second person.</param>
public sealed record ReviewPolicy(TimeSpan Due, TimeSpan Claim, Money TwoPersonFrom);
