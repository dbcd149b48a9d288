using CreditDecision.Core.Documents;
using CreditDecision.Core.Reviews;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies.Following;
using Google.Rpc;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Reviews;

/// <summary>Does what a person wants to do with a case. What it answers is durable, and what was approved is reserved.</summary>
internal sealed class ReviewDesk(
    IReviewStore store, ReviewQueries queries, ReviewGrounds grounds, ReviewSeal seal, ReviewPolicy policy, ContentLease lease, TimeProvider time, ReviewLog log)
{
    /// <param name="who">Whom the call's token names.</param>
    /// <exception cref="RpcException">There is no such case, or it does not allow it.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot be read or written; nothing was done, or all of it.</exception>
    public async ValueTask<KeptCase> DoAsync(Guid decisionId, ReviewCommand command, string who, CancellationToken cancellation)
    {
        // The cap is the one that the bank's policy says now.
        lease.Check();
        KeptCase kept = await queries.CaseAsync(decisionId, cancellation);
        Wire.Decision reply = DecisionDesk.Parse(kept.Entry);
        bool lends = command.Act is ReviewAct.Approve or ReviewAct.Confirm;
        ReviewBounds bounds = lends ? await grounds.OfAsync(kept.Entry, reply, cancellation) : ReviewGrounds.WithoutAmounts(kept.Entry, reply);
        DateTimeOffset now = Moments.ToMicroseconds(time.GetUtcNow());
        var judged = new ReviewResult(null, []);
        ReviewEntry? Judge(ReviewGround ground)
        {
            ReviewCase before = ReviewCase.Of(bounds.With(ground.Exposure), ground.Events.Select(each => seal.Read(each, ground.BorrowerKey)));
            // Replicas' clocks differ a little, and a case's events do not run back.
            DateTimeOffset at = before.Last is { } last && last.At > now ? last.At : now;
            judged = ReviewRules.Decide(before, command, who, at, policy);
            return judged.Event is { } done ? seal.Write(kept.Entry, reply, bounds, before, done, ground) : null;
        }
        IReadOnlyList<StoredReview> events = await store.AppendAsync(new ReviewOrder(kept.Entry, bounds.Cap.Fen, Judge), cancellation);
        if (judged.Refusals.Count > 0) throw NotAllowed(judged.Refusals);
        if (judged.Event is { Closes: true } closing) log.Closed(closing.Became, events[^1].Record.Number);
        return kept with { Events = events };
    }

    private static RpcException NotAllowed(IReadOnlyList<ReviewRefusal> refusals)
    {
        var failure = new PreconditionFailure();
        failure.Violations.AddRange(refusals.Select(refusal => new PreconditionFailure.Types.Violation
        {
            Type = SnakeCase.Of(refusal.Reason).ToUpperInvariant(), Subject = "case", Description = refusal.Text,
        }));
        return Refusals.NotYet($"The case does not allow it: {string.Join("; ", refusals.Select(refusal => refusal.Text))}.", failure);
    }
}
