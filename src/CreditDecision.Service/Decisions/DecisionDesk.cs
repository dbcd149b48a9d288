using CreditDecision.Core.Applications;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Shadowing;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Following;
using Decision = CreditDecision.Core.Decisions.Decision;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>
/// What happens to one application between the wire and the ledger: read what is known, decide, commit, and only then answer.
/// </summary>
internal sealed class DecisionDesk(
    IDecisionLedger ledger, EvidenceSeal seal, StrategyShelf shelf, ContentLease lease, IContentEvents events, FactGathering facts, ShadowIntake shadows,
    TimeProvider time)
{
    /// <summary>Decides a request that came over the wire.</summary>
    /// <returns>The recorded decision; for an application that was already decided, the first one.</returns>
    /// <exception cref="Grpc.Core.RpcException">The request cannot be accepted, or its id was used for other content.</exception>
    /// <exception cref="LedgerBusyException">Too many applications wait; nothing was recorded.</exception>
    /// <exception cref="LedgerUnavailableException">The decision could not be recorded; nothing is reserved.</exception>
    public async ValueTask<WrittenDecision> DecideAsync(ReceivedRequest request, CancellationToken cancellation)
    {
        DecisionMetrics.StageTime whole = DecisionMetrics.Begin("whole", time);
        // Each turn but the first follows a change of what may decide, which people make; the caller's deadline ends the waiting.
        while (true)
        {
            lease.Check();
            try
            {
                WrittenDecision decision = await DecideAsync(request, shelf.Now, cancellation);
                whole.End();
                return decision;
            }
            catch (ContentChangedException changed)
            {
                DecisionMetrics.WasOvertaken();
                // Decided anew by what serves now, as soon as this replica has it.
                await shelf.ReachAsync(changed.Number, cancellation);
            }
        }
    }

    public static Wire.Decision Parse(LedgerEntry entry) => Wire.Decision.Parser.ParseFrom(entry.Decision);

    private async ValueTask<WrittenDecision> DecideAsync(ReceivedRequest request, Serving serving, CancellationToken cancellation)
    {
        StrategyBook book = serving.Book;
        DateTimeOffset decidedAt = Moments.ToMicroseconds(time.GetUtcNow());
        var admission = new Admission(request, book, decidedAt);
        byte[] contentHash = admission.ContentHash();
        if (admission.Check(out IReadOnlyList<FieldError> errors) is not { } application) return await RefuseAsync(request.Message, contentHash, errors, serving, cancellation);

        BorrowerToken borrower = seal.Keys.TokenOf(application.Borrower.Id.Text);
        DecisionMetrics.StageTime stage = DecisionMetrics.Begin("gather", time);
        ValueTask<Facts> gathering = facts.GatherAsync(application, admission, borrower, cancellation);
        Standing standing = await ledger.ExpectAsync(application.ClientId.Text, application.ApplicationId.Text, borrower, cancellation);
        if (standing.Recorded is { } recorded) return SameContent(recorded, contentHash);
        Facts known = await gathering;
        stage.End();
        if (known.StoredFeatures.Count > 0)
        {
            admission = admission with { StoredFeatures = known.StoredFeatures };
            application = admission.Check(out errors) ?? throw new InvalidOperationException("An application is refused for the risk data that was stored.");
        }
        AdmittedApplication admitted = admission.Admit(application, borrower, Guid.CreateVersion7(decidedAt), contentHash, known.Velocity, known.ListHits);
        return await CommitAsync(admitted, standing.Exposure, serving, cancellation);
    }

    /// <returns>What was answered before. What was acceptable when it was decided may not be any more; a retry still gets its answer.</returns>
    private async ValueTask<WrittenDecision> RefuseAsync(
        Wire.DecideRequest message, byte[] contentHash, IReadOnlyList<FieldError> errors, Serving serving, CancellationToken cancellation)
    {
        // Nothing was ever recorded under ids that cannot be: whatever a caller wrote there does not reach the store, nor its log.
        if (!Identifier.TryParse(message.ClientId, out _, out _) || !Identifier.TryParse(message.ApplicationId, out _, out _)) throw Refusals.InvalidArgument(errors);
        if (await ledger.FindAsync(message.ClientId, message.ApplicationId, cancellation) is { } first) return SameContent(first, contentHash);
        // Nobody is refused by what another replica has replaced already: the product may be served now.
        if (!events.IsOfOneProcess && await events.LastAsync(cancellation) is { } last && last.Number > serving.Number) throw new ContentChangedException(last.Number);
        throw Refusals.InvalidArgument(errors);
    }

    private async ValueTask<WrittenDecision> CommitAsync(AdmittedApplication admitted, Exposure exposure, Serving serving, CancellationToken cancellation)
    {
        Exposure decidedWith = exposure;
        Decision? decision = null;
        LedgerEntry Decide(Exposure current) => admitted.Decide(decidedWith = current, seal, out decision);
        DecisionMetrics.StageTime stage = DecisionMetrics.Begin("decide", time);
        LedgerEntry first = Decide(exposure);
        stage.End();
        stage = DecisionMetrics.Begin("commit", time);
        var pending = new PendingDecision(first, exposure, admitted.Strategy.Bank.ConsumerCreditCap.Fen, Decide, serving.Number, seal);
        CommitResult result = await ledger.CommitAsync(pending, cancellation);
        stage.End();
        if (result.Outcome == CommitOutcome.ContentDiffers) throw Refusals.AlreadyExists();
        WrittenDecision answer = WrittenDecision.Of(result.Entry!);
        if (result.Outcome == CommitOutcome.AlreadyRecorded) DecisionMetrics.AnsweredAgain();
        if (result.Outcome != CommitOutcome.Recorded) return answer;
        DecisionMetrics.Recorded(admitted.Application.Product, admitted.Experiment, decision!);
        shadows.Offer(ShadowJob.Of(admitted, decidedWith, serving.Book.RolloutOf(admitted.Application.Product)!.Shadows, decision!));
        return answer;
    }

    private static WrittenDecision SameContent(LedgerEntry recorded, byte[] contentHash)
    {
        if (!recorded.ContentHash.AsSpan().SequenceEqual(contentHash)) throw Refusals.AlreadyExists();
        DecisionMetrics.AnsweredAgain();
        return WrittenDecision.Of(recorded);
    }
}
