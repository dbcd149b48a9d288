namespace CreditDecision.Core.Reviews;

/// <summary>A referred decision in the hands of people: a fold of what they did. A decision that nobody touched yet is an open case.</summary>
public sealed record ReviewCase
{
    private ReviewCase(ReviewSubject subject) => Subject = subject;

    public ReviewSubject Subject { get; }

    /// <summary>As the last event left it; a claim may have lapsed since.</summary>
    public ReviewState State { get; private init; } = ReviewState.Open;

    /// <summary>Who claimed it last; empty where nobody has since it was open.</summary>
    public string ClaimedBy { get; private init; } = "";

    public DateTimeOffset ClaimedUntil { get; private init; }

    /// <summary>The approval that waits for its confirmation, or was confirmed.</summary>
    public ReviewEvent? Proposal { get; private init; }

    /// <summary>What closed it; null while it is not.</summary>
    public ReviewEvent? Closing { get; private init; }

    public ReviewEvent? Last { get; private init; }

    /// <summary>How many events there are.</summary>
    public int Version { get; private init; }

    /// <summary>Who said what became of it; empty while nobody did.</summary>
    public string ResolvedBy => (Proposal ?? Closing)?.Who ?? "";

    /// <summary>The second person; empty where none was needed.</summary>
    public string ConfirmedBy => Closing is { Act: ReviewAct.Confirm } confirmed ? confirmed.Who : "";

    public static ReviewCase Of(ReviewSubject subject, IEnumerable<ReviewEvent> events) =>
        events.Aggregate(new ReviewCase(subject), (current, next) => current.After(next));

    public ReviewState StateAt(DateTimeOffset at) => State == ReviewState.Claimed && at >= ClaimedUntil ? ReviewState.Open : State;

    /// <summary>Whether it is not closed and the time for that is over.</summary>
    public bool IsOverdue(ReviewPolicy policy, DateTimeOffset at) => Closing is null && at >= Subject.ReferredAt + policy.Due;

    public ReviewCase After(ReviewEvent next)
    {
        bool isClaimed = next.Became == ReviewState.Claimed;
        return this with
        {
            State = next.Became,
            ClaimedBy = isClaimed ? next.Who : "",
            ClaimedUntil = isClaimed ? next.ClaimedUntil : default,
            Proposal = next.Became == ReviewState.AwaitingConfirmation ? next : next.Act == ReviewAct.Confirm ? Proposal : null,
            Closing = next.Closes ? next : null,
            Last = next,
            Version = Version + 1,
        };
    }
}
