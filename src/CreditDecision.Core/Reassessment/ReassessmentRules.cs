using CreditDecision.Core.Values;

namespace CreditDecision.Core.Reassessment;

/// <summary>Why a decision was not re-assessed so. Numbers are never reused.</summary>
public enum ReassessmentRefusalReason
{
    Unspecified = 0,
    AlreadyResolved = 1,
    /// <summary>It was sent to a reviewer, and the caller is none.</summary>
    ReviewerNeeded = 2,
    /// <summary>Whoever sent it to a reviewer does not resolve it.</summary>
    SamePerson = 3,
    /// <summary>Nothing was approved: its case is decided where reviews are.</summary>
    NotApproved = 4,
    LoanEnded = 5,
    AlreadyDrawn = 6,
    /// <summary>Less than was disbursed already.</summary>
    BelowDrawn = 7,
    NotBelowLimit = 8,
    AlreadyReferred = 9,
}

/// <param name="Text">What would be needed, in English; nothing personal.</param>
public sealed record ReassessmentRefusal(ReassessmentRefusalReason Reason, string Text);

/// <summary>A queued decision as it stands now.</summary>
/// <param name="Last">The last thing done with it, by <paramref name="LastWho"/>.</param>
/// <param name="IsApproved">By the service or by a person.</param>
/// <param name="Limit">What may be lent, after cuts.</param>
/// <param name="Reserved">What it still holds of the borrower's cap.</param>
/// <param name="Drawn">All that was ever disbursed.</param>
public sealed record AffectedCase(ReassessmentAct Last, string LastWho, bool IsApproved, bool LoanEnded, Money Limit, Money Reserved, Money Drawn);

/// <param name="Limit">Of a cut the new limit; of others nothing.</param>
/// <param name="Who">Whom the call's token names.</param>
/// <param name="IsReviewer">Holds the role.</param>
public sealed record ReassessmentCommand(ReassessmentAct Act, Money Limit, string Who, bool IsReviewer);

/// <summary>What may be done with what rested on something that was stopped (A41). Pure.</summary>
public static class ReassessmentRules
{
    /// <returns>Everything that stands against it; empty where it may be done.</returns>
    public static IReadOnlyList<ReassessmentRefusal> Against(AffectedCase now, ReassessmentCommand command)
    {
        var refusals = new List<ReassessmentRefusal>();
        void Refuse(bool does, ReassessmentRefusalReason reason, string text)
        {
            if (does) refusals.Add(new ReassessmentRefusal(reason, text));
        }
        bool isReferred = now.Last == ReassessmentAct.Refer, lendsLess = command.Act is ReassessmentAct.Cut or ReassessmentAct.Withdraw;
        Refuse(now.Last is not (ReassessmentAct.Queue or ReassessmentAct.Refer), ReassessmentRefusalReason.AlreadyResolved, "it was resolved already");
        Refuse(isReferred && !command.IsReviewer, ReassessmentRefusalReason.ReviewerNeeded, "it was sent to a reviewer, and only one may resolve it");
        Refuse(isReferred && now.LastWho == command.Who, ReassessmentRefusalReason.SamePerson, "whoever sent it to a reviewer does not resolve it");
        Refuse(!now.IsApproved && command.Act != ReassessmentAct.Keep, ReassessmentRefusalReason.NotApproved, "nothing was approved; its case is decided by the service of reviews");
        Refuse(lendsLess && now.LoanEnded, ReassessmentRefusalReason.LoanEnded, "the loan has ended");
        Refuse(command.Act == ReassessmentAct.Withdraw && now.Drawn.IsPositive, ReassessmentRefusalReason.AlreadyDrawn, "it was drawn already; its limit can be cut");
        if (command.Act == ReassessmentAct.Cut)
        {
            Refuse(command.Limit < now.Drawn, ReassessmentRefusalReason.BelowDrawn, $"{now.Drawn.Fen} fen were disbursed already");
            Refuse(now.IsApproved && command.Limit >= now.Limit, ReassessmentRefusalReason.NotBelowLimit, $"the limit is {now.Limit.Fen} fen already");
        }
        Refuse(isReferred && command.Act == ReassessmentAct.Refer, ReassessmentRefusalReason.AlreadyReferred, "it was sent to a reviewer already");
        return refusals;
    }

    /// <summary>What an allowed act gives back of the borrower's cap: never more than is held.</summary>
    public static Money Released(AffectedCase now, ReassessmentCommand command) => command.Act switch
    {
        ReassessmentAct.Withdraw => now.Reserved,
        ReassessmentAct.Cut when command.Limit < now.Reserved => Money.FromFen(now.Reserved.Fen - command.Limit.Fen),
        _ => Money.FromFen(0),
    };
}
