using CreditDecision.Core.Values;

namespace CreditDecision.Core.Reviews;

/// <summary>
/// What people may do with a referred decision (A22): (case, command, who, at) → an event, or every cause why not. Pure, so that the shell can ask it
/// in the middle of the transaction that keeps the event and reserves what it approves.
/// </summary>
public static class ReviewRules
{
    /// <summary>A case that was claimed so often is not reviewed but kept busy.</summary>
    public const int MostEvents = 1_000;

    /// <param name="who">The person, as the bank names its people. Whether they are a reviewer was checked before.</param>
    /// <param name="at">Not before the case's last event.</param>
    public static ReviewResult Decide(ReviewCase subject, ReviewCommand command, string who, DateTimeOffset at, ReviewPolicy policy)
    {
        // Who got no answer asks again.
        if (IsRepeated(subject, command, who)) return new ReviewResult(null, []);
        var asked = new Asked(subject, command, who, at);
        ReviewRefusal[] refusals = [.. Refusals(asked).OrderBy(refusal => refusal.Reason)];
        return refusals.Length > 0 ? new ReviewResult(null, refusals) : new ReviewResult(Do(asked, policy), []);
    }

    private static bool IsRepeated(ReviewCase subject, ReviewCommand command, string who) =>
        command.Act != ReviewAct.Claim && subject.Last is { } last && last.Act == command.Act && last.Who == who && last.Text == command.Text
        && last.Codes.SequenceEqual(command.Codes) && (command.Act != ReviewAct.Approve || last.Amount == command.Amount);

    private static IEnumerable<ReviewRefusal> Refusals(Asked asked)
    {
        IEnumerable<ReviewRefusal> hard = asked.Case.Subject.HardRuleStands
            ? [new(ReviewRefusalReason.HardRuleStands, "a stage of the decision declined, and a reviewer cannot lift that")] : [];
        if (asked.Case.Closing is not null) return [.. hard, new(ReviewRefusalReason.AlreadyClosed, "the case is closed")];
        return hard.Concat(asked.Command.Act switch
        {
            ReviewAct.Claim => OfClaim(asked),
            ReviewAct.Release or ReviewAct.Decline => OfHolder(asked),
            ReviewAct.Approve => OfHolder(asked).Concat(OfAmount(asked, asked.Command.Amount)),
            ReviewAct.Confirm when asked.Case.Proposal is { } proposal => OfSecond(asked).Concat(OfAmount(asked, proposal.Amount)),
            ReviewAct.Confirm => OfSecond(asked),
            ReviewAct.SendBack => OfSecond(asked),
            _ => throw new ArgumentOutOfRangeException(nameof(asked)),
        });
    }

    private static IEnumerable<ReviewRefusal> OfClaim(Asked asked)
    {
        ReviewState state = asked.Case.StateAt(asked.At);
        if (state == ReviewState.Claimed && asked.Case.ClaimedBy != asked.Who) yield return Other(asked);
        if (state == ReviewState.AwaitingConfirmation) yield return Awaiting();
        if (asked.Case.Version >= MostEvents) yield return new(ReviewRefusalReason.TooManyEvents, $"the case has {asked.Case.Version} events already, and {MostEvents} are the most");
    }

    private static IEnumerable<ReviewRefusal> OfHolder(Asked asked)
    {
        bool isMine = asked.Case.ClaimedBy == asked.Who;
        switch (asked.Case.StateAt(asked.At))
        {
            case ReviewState.Claimed when isMine:
                break;
            case ReviewState.Claimed:
                yield return Other(asked);
                break;
            case ReviewState.AwaitingConfirmation:
                yield return Awaiting();
                break;
            default:
                yield return isMine
                    ? new(ReviewRefusalReason.ClaimLapsed, "the claim has lapsed; claim the case again")
                    : new(ReviewRefusalReason.NotClaimed, "the case is not claimed; claim it first");
                break;
        }
    }

    private static IEnumerable<ReviewRefusal> OfSecond(Asked asked)
    {
        if (asked.Case.State != ReviewState.AwaitingConfirmation)
            yield return new(ReviewRefusalReason.NothingToConfirm, "no approval of the case waits for a confirmation");
        // Names that differ in their case only are most likely one person's.
        else if (string.Equals(asked.Case.Proposal!.Who, asked.Who, StringComparison.OrdinalIgnoreCase))
            yield return new(ReviewRefusalReason.SamePerson, "whoever approved an amount cannot be the one who confirms it or sends it back");
    }

    private static IEnumerable<ReviewRefusal> OfAmount(Asked asked, Money amount)
    {
        ReviewSubject subject = asked.Case.Subject;
        if (!subject.Limit.IsPositive) yield return new(ReviewRefusalReason.NoLimit, "the decision reached no limit, so nothing can be approved");
        else if (amount > subject.Limit) yield return new(ReviewRefusalReason.AmountAboveLimit, $"the decision's own limit is {subject.Limit}, and {amount} is more");
        else if (amount < subject.Limit && OfTerms(subject.Terms, amount) is { } unfit) yield return unfit;
        if (!subject.TakesOfCap) yield break;
        if (subject.Headroom is not { } headroom) yield return new(ReviewRefusalReason.HeadroomUnknown, "what the borrower holds elsewhere was erased, so what is left under the cap cannot be known");
        else if (amount > headroom) yield return new(ReviewRefusalReason.CapReached, $"{Money.Max(headroom, Money.Zero)} are left under the borrower's consumer credit cap, and {amount} is more");
    }

    // The decision's own amount was priced when it was decided.
    private static ReviewRefusal? OfTerms(ReviewTerms? terms, Money amount)
    {
        if (terms is null) return new(ReviewRefusalReason.TermsUnknown, "the strategy that decided cannot be read any more; only the decision's own limit can be approved");
        if (!terms.IsOfProduct(amount)) return new(ReviewRefusalReason.AmountOutsideProduct, $"the product lends {terms.Limit.MinAmount} or more in whole steps of {terms.Limit.Step}");
        return terms.LoanOf(amount) is null ? new(ReviewRefusalReason.PriceAboveCeiling, $"with its fees {amount} would cost more than the ceiling of the all-in cost") : null;
    }

    private static ReviewRefusal Other(Asked asked) => new(ReviewRefusalReason.ClaimedByOther, $"{asked.Case.ClaimedBy} holds the case until {asked.Case.ClaimedUntil:u}");

    private static ReviewRefusal Awaiting() => new(ReviewRefusalReason.AwaitingConfirmation, "an approval of the case waits for a second person, who confirms it or sends it back");

    private static ReviewEvent Do(Asked asked, ReviewPolicy policy)
    {
        ReviewCommand command = asked.Command;
        Money amount = command.Act == ReviewAct.Confirm ? asked.Case.Proposal!.Amount : command.Amount;
        ReviewState became = command.Act switch
        {
            ReviewAct.Claim => ReviewState.Claimed,
            ReviewAct.Approve when amount >= policy.TwoPersonFrom => ReviewState.AwaitingConfirmation,
            ReviewAct.Approve or ReviewAct.Confirm => ReviewState.Approved,
            ReviewAct.Decline => ReviewState.Declined,
            _ => ReviewState.Open,
        };
        bool reserves = became == ReviewState.Approved && asked.Case.Subject.TakesOfCap;
        DateTimeOffset until = became == ReviewState.Claimed ? asked.At + policy.Claim : default;
        return new ReviewEvent(command.Act, asked.Who, asked.At, became, until, amount, reserves ? amount : Money.Zero, command.Text, command.Codes);
    }

    private sealed record Asked(ReviewCase Case, ReviewCommand Command, string Who, DateTimeOffset At);
}
