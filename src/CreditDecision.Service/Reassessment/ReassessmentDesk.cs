using CreditDecision.Core.Documents;
using CreditDecision.Core.Reassessment;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Reviews;
using Google.Rpc;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Reassessment;

/// <summary>Does what a person wants to do with a decision that rests on something that was stopped. What it answers is durable.</summary>
internal sealed class ReassessmentDesk(ReassessmentStore store, IDecisionLedger ledger, ReviewApprovals reviews, ReassessmentSeal seal, TimeProvider time)
{
    /// <exception cref="RpcException">It is not queued, or cannot be resolved so.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot be read or written; nothing was done, or all of it.</exception>
    public async ValueTask<QueuedDecision> ResolveAsync(long cause, Guid decision, ReassessmentCommand command, string grounds, CancellationToken cancellation)
    {
        QueuedDecision queued = await store.FindAsync(cause, decision, cancellation) ?? throw new RpcException(new Grpc.Core.Status(StatusCode.NotFound, "That event queued no such decision."));
        LedgerEntry recorded = await ledger.GetAsync(decision, cancellation) ?? throw Refusals.NotFound();
        LedgerEntry approved = await reviews.ReadAsync(recorded, cancellation);
        DateTimeOffset at = Moments.ToMicroseconds(time.GetUtcNow());
        IReadOnlyList<ReassessmentRefusal> refused = [];
        ReassessmentEntry? Judge(ReassessmentGround ground)
        {
            AffectedCase now = CaseOf(queued, approved, ground);
            refused = ReassessmentRules.Against(now, command);
            return refused.Count == 0 ? EntryOf(queued, approved, command, ReassessmentRules.Released(now, command), grounds, ground, at) : null;
        }
        await store.AppendAsync(decision, recorded.Borrower, Judge, cancellation);
        return refused.Count == 0 ? queued : throw NotAllowed(refused);
    }

    private static AffectedCase CaseOf(QueuedDecision queued, LedgerEntry approved, ReassessmentGround ground)
    {
        ReassessmentRecord last = ground.Events.Last(stored => stored.Record.Cause == queued.Cause).Record;
        LedgerEntry now = LimitCuts.Apply(approved, ground.Events);
        Wire.Decision summary = Wire.Decision.Parser.ParseFrom(now.Summary);
        bool isApproved = now.Outcome == (int)Wire.Outcome.Approve;
        Money limit = isApproved ? Money.FromFen(summary.Offer?.LimitFen ?? 0) : Money.Zero;
        return new AffectedCase(last.Act, last.Who, isApproved, ground.LoanEnded, limit, Money.FromFen(now.ReservedFen), ground.Drawn);
    }

    private ReassessmentEntry EntryOf(
        QueuedDecision queued, LedgerEntry approved, ReassessmentCommand command, Money released, string grounds, ReassessmentGround ground, DateTimeOffset at)
    {
        long number = ground.LastNumber + 1;
        (byte[] text, byte[]? keyToKeep) = seal.Write(grounds, ground.BorrowerKey, number, queued.Decision);
        var record = new ReassessmentRecord(
            number, queued.Cause, queued.Decision.ToByteArray(bigEndian: true), approved.Borrower.ToArray(), queued.Kind, command.Act, command.Who, at, command.Limit, released, text,
            ground.LastDigest);
        return new ReassessmentEntry(new StoredReassessment(record, record.Digest(), seal.Chain.Of(record.Digest())), keyToKeep);
    }

    private static RpcException NotAllowed(IReadOnlyList<ReassessmentRefusal> refusals)
    {
        var failure = new PreconditionFailure();
        failure.Violations.AddRange(refusals.Select(refusal => new PreconditionFailure.Types.Violation
        {
            Type = SnakeCase.Of(refusal.Reason).ToUpperInvariant(), Subject = "affected", Description = refusal.Text,
        }));
        return Refusals.NotYet($"It cannot be resolved so: {string.Join("; ", refusals.Select(refusal => refusal.Text))}.", failure);
    }
}
