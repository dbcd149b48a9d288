using System.Collections.Immutable;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Reviews;

/// <summary>What somebody did with a case, and what followed; computed by <see cref="ReviewRules"/> alone, so that the fold needs no policy.</summary>
/// <param name="Became">The case's state after it.</param>
/// <param name="ClaimedUntil">When the claim lapses; the default where it left none.</param>
/// <param name="Amount">Of an approval or its confirmation; zero of everything else.</param>
/// <param name="Reserved">What it took of the borrower's cap; above zero only where <paramref name="Became"/> is approved.</param>
/// <param name="Text">The person's reasons in words; null where they were erased with their borrower.</param>
/// <param name="Codes">The person's reasons by number.</param>
public sealed record ReviewEvent(
    ReviewAct Act, string Who, DateTimeOffset At, ReviewState Became, DateTimeOffset ClaimedUntil, Money Amount, Money Reserved, string? Text,
    ImmutableArray<ReasonCode> Codes)
{
    public bool Closes => Became >= ReviewState.Approved;
}
