using CreditDecision.Core.Reviews;
using CreditDecision.Service.Ledger;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Reviews;

/// <summary>Tells decisions that people approved, for who goes on with what is lent.</summary>
internal sealed class ReviewApprovals(IReviewStore store)
{
    /// <summary>
    /// A referred decision that was approved, as if the system had approved it then: with that moment, amount and reservation. Of every other decision the
    /// same. Never to be written where decisions are.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public async ValueTask<LedgerEntry> ReadAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        if (entry.Outcome != (int)Wire.Outcome.Refer || await store.ApprovalOfAsync(entry.DecisionId, cancellation) is not { Record: ReviewRecord approval }) return entry;
        Wire.Decision summary = Wire.Decision.Parser.ParseFrom(entry.Summary);
        summary.Outcome = Wire.Outcome.Approve;
        summary.Offer.LimitFen = approval.Amount.Fen;
        return entry with { Outcome = (int)Wire.Outcome.Approve, DecidedAt = approval.At, ReservedFen = approval.Reserved.Fen, Summary = summary.ToByteArray() };
    }
}
