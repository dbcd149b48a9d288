using CreditDecision.Core.Reasons;
using CreditDecision.Core.Reviews;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Reviews;

/// <summary>From cases to replies.</summary>
internal static class ReviewTranslation
{
    public static Wire.ReviewCase ToWire(KeptCase kept, ReviewCase folded, ReviewPolicy policy, DateTimeOffset now)
    {
        LedgerEntry entry = kept.Entry;
        Wire.Decision reply = DecisionDesk.Parse(entry);
        ReviewState state = folded.StateAt(now);
        bool isClaimed = state == ReviewState.Claimed, isApproved = state == ReviewState.Approved;
        return new Wire.ReviewCase
        {
            DecisionId = entry.DecisionId.ToString("D"),
            ClientId = entry.ClientId,
            ApplicationId = entry.ApplicationId,
            Product = entry.Product,
            State = (Wire.ReviewState)state,
            ReferredAt = entry.DecidedAt.ToTimestamp(),
            DueAt = (entry.DecidedAt + policy.Due).ToTimestamp(),
            Overdue = folded.IsOverdue(policy, now),
            LimitFen = folded.Subject.Limit.Fen,
            Reasons = { reply.Reasons },
            Grade = reply.Grade,
            Strategy = reply.Strategy,
            ClaimedBy = isClaimed ? folded.ClaimedBy : "",
            ClaimedUntil = isClaimed ? folded.ClaimedUntil.ToTimestamp() : null,
            ProposedFen = state == ReviewState.AwaitingConfirmation ? folded.Proposal!.Amount.Fen : 0,
            ApprovedFen = isApproved ? folded.Closing!.Amount.Fen : 0,
            ReservedFen = folded.Closing?.Reserved.Fen ?? 0,
            ResolvedBy = folded.ResolvedBy,
            ConfirmedBy = folded.ConfirmedBy,
            ClosedAt = folded.Closing?.At.ToTimestamp(),
            Version = folded.Version,
        };
    }

    /// <param name="offer">What was approved; null while nothing was.</param>
    public static Wire.ReviewOutcome OutcomeOf(KeptCase kept, ReviewCase folded, Wire.Offer? offer, ReviewPolicy policy, ReasonCatalog reasons)
    {
        LedgerEntry entry = kept.Entry;
        var outcome = new Wire.ReviewOutcome
        {
            DecisionId = entry.DecisionId.ToString("D"),
            ClientId = entry.ClientId,
            ApplicationId = entry.ApplicationId,
            Outcome = folded.Closing is not { } closing ? Wire.Outcome.Refer : closing.Became == ReviewState.Approved ? Wire.Outcome.Approve : Wire.Outcome.Decline,
            Offer = offer,
            DueAt = (entry.DecidedAt + policy.Due).ToTimestamp(),
            ClosedAt = folded.Closing?.At.ToTimestamp(),
            ReservedFen = folded.Closing?.Reserved.Fen ?? 0,
        };
        if (outcome.Outcome == Wire.Outcome.Refer) outcome.Reasons.Add(DecisionDesk.Parse(entry).Reasons);
        if (outcome.Outcome == Wire.Outcome.Decline) outcome.Reasons.Add(folded.Closing!.Codes.Select(code => ReasonOf(code, reasons)));
        return outcome;
    }

    private static Wire.Reason ReasonOf(ReasonCode code, ReasonCatalog reasons) =>
        reasons.All.FirstOrDefault(reason => reason.Code == code) is { } known ? DecisionTranslation.ToWire(known) : new Wire.Reason { Code = code.Number };

    public static Wire.ReviewEvent ToWire(StoredReview stored, ReviewEvent read) => new()
    {
        Number = stored.Record.Number,
        Act = (Wire.ReviewAct)read.Act,
        Who = read.Who,
        At = read.At.ToTimestamp(),
        Became = (Wire.ReviewState)read.Became,
        AmountFen = read.Amount.Fen,
        ReservedFen = read.Reserved.Fen,
        Text = read.Text ?? "",
        TextErased = read.Text is null,
        ReasonCodes = { read.Codes.Select(code => code.Number) },
        Digest = ByteString.CopyFrom(stored.Digest.ToArray()),
    };

    public static Wire.OverridesReport ToWire(OverrideTally tally) => new()
    {
        Reviewers =
        {
            tally.Reviewers.Select(each => new Wire.ReviewerOverrides { Reviewer = each.Key, Counts = ToWire(each.Value), Confirmed = each.Value.Confirmed, SentBack = each.Value.SentBack }),
        },
        Artifacts =
        {
            tally.Artifacts.Select(each => new Wire.ArtifactOverrides
            {
                Artifact = new Wire.Artifact { Id = each.Key.Id, Version = each.Key.Version, Kind = each.Key.Kind }, Counts = ToWire(each.Value),
            }),
        },
    };

    private static Wire.OverrideCounts ToWire(OverrideCounts counts) =>
        new() { Cases = counts.Cases, Approvals = counts.Approvals, Declines = counts.Declines, ApprovedFen = counts.Approved.Fen };
}
