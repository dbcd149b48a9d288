using CreditDecision.Core.Reassessment;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Governance;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Reviews;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Reassessment;

/// <summary>Reads what rests on things that were stopped. Its members throw <see cref="LedgerUnavailableException"/> where the store cannot be read.</summary>
internal sealed class ReassessmentQueries(ReassessmentStore store, GovernanceBook book, IDecisionLedger ledger, ReviewApprovals reviews, ReassessmentSeal seal)
{
    public async Task<Wire.ListReassessmentsResponse> CausesAsync(CancellationToken cancellation)
    {
        GovernanceState state = await book.FollowAsync(cancellation);
        // What is complete first: a cause that becomes so meanwhile is told as if it were not yet.
        HashSet<long> complete = [.. await store.CompleteAsync(cancellation)];
        var counts = (await store.CountAsync(cancellation)).ToLookup(count => count.Cause);
        var response = new Wire.ListReassessmentsResponse();
        foreach (StopCause cause in StopCause.In(state).Reverse())
        {
            var wire = new Wire.ReassessmentCause
            {
                Cause = cause.Number, Thing = GovernanceTranslation.ToWire(cause.Event.Command.Thing), Act = (Wire.GovernanceAct)cause.Event.Command.Act, At = cause.Event.At.ToTimestamp(),
                Complete = complete.Contains(cause.Number),
            };
            wire.Strategies.Add(cause.Strategies.Select(strategy => new Wire.AffectedStrategy { Id = strategy.Id, Version = strategy.Version }));
            wire.Counts.Add(counts[cause.Number].Select(count => new Wire.AffectedCount { Kind = (Wire.AffectedKind)count.Kind, Act = (Wire.ReassessmentAct)count.Act, Decisions = count.Decisions }));
            response.Reassessments.Add(wire);
        }
        return response;
    }

    public async Task<Wire.ListAffectedResponse> ListAsync(long after, int size, Wire.ListAffectedRequest request, CancellationToken cancellation)
    {
        // One more tells whether there is another page.
        IReadOnlyList<QueuedDecision> found = await store.ListAsync(after, size + 1, request.Cause, (AffectedKind)request.Kind, request.Resolved, cancellation);
        var response = new Wire.ListAffectedResponse();
        foreach (QueuedDecision queued in found.Take(size)) response.Affected.Add(await ToWireAsync(queued, cancellation));
        if (found.Count > size) response.NextPageToken = Paging.TokenOf(found[size - 1].Number);
        return response;
    }

    public async Task<Wire.AffectedDecision> ToWireAsync(QueuedDecision queued, CancellationToken cancellation)
    {
        var wire = new Wire.AffectedDecision { Cause = queued.Cause, DecisionId = queued.Decision.ToString(), Kind = (Wire.AffectedKind)queued.Kind };
        // A month that is kept elsewhere: what was done is here all the same.
        if (await ledger.GetAsync(queued.Decision, cancellation) is not { } recorded) return wire;
        IReadOnlyList<StoredReassessment> events = await store.EventsAsync(queued.Decision, cancellation);
        LedgerEntry now = LimitCuts.Apply(await reviews.ReadAsync(recorded, cancellation), events);
        (Core.Values.Money drawn, byte[]? key) = await store.StandingAsync(queued.Decision, recorded.Borrower, cancellation);
        (wire.ClientId, wire.ApplicationId, wire.Product, wire.DrawnFen) = (now.ClientId, now.ApplicationId, now.Product, drawn.Fen);
        if (now.Outcome == (int)Wire.Outcome.Approve) (wire.LimitFen, wire.ReservedFen) = (Wire.Decision.Parser.ParseFrom(now.Summary).Offer?.LimitFen ?? 0, now.ReservedFen);
        wire.History.Add(events.Where(stored => stored.Record.Cause == queued.Cause).Select(stored => ToWire(stored, seal.Read(stored.Record, key))));
        return wire;
    }

    private static Wire.ReassessmentEvent ToWire(StoredReassessment stored, string? grounds)
    {
        ReassessmentRecord record = stored.Record;
        return new Wire.ReassessmentEvent
        {
            Number = record.Number, Act = (Wire.ReassessmentAct)record.Act, Who = record.Who, At = record.At.ToTimestamp(), LimitFen = record.Limit.Fen, ReleasedFen = record.Released.Fen,
            Grounds = grounds ?? "", GroundsErased = grounds is null, Digest = ByteString.CopyFrom(stored.Digest.ToArray()),
        };
    }
}
