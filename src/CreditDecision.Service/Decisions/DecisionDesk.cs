using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies.Rollouts;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Shadowing;
using CreditDecision.Service.Strategies;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>
/// What happens to one application between the wire and the ledger: read what is known, decide, commit, and only then answer.
/// </summary>
internal sealed class DecisionDesk(IDecisionLedger ledger, PersonalDataKeys keys, StrategyShelf shelf, IVelocityStore velocities, ShadowIntake shadows, TimeProvider time)
{
    /// <summary>Decides a request that came over the wire.</summary>
    /// <returns>The recorded decision; for an application that was already decided, the first one.</returns>
    /// <exception cref="Grpc.Core.RpcException">The request cannot be accepted, or its id was used for other content.</exception>
    /// <exception cref="LedgerBusyException">Too many applications wait; nothing was recorded.</exception>
    /// <exception cref="LedgerUnavailableException">The decision could not be recorded; nothing is reserved.</exception>
    public async ValueTask<Wire.Decision> DecideAsync(Wire.DecideRequest request, CancellationToken cancellation)
    {
        StrategyBook book = shelf.Current;
        DateTimeOffset decidedAt = Moments.ToMicroseconds(time.GetUtcNow());
        var admission = new Admission(request, book, decidedAt);
        byte[] contentHash = admission.ContentHash();
        if (admission.Check(out IReadOnlyList<FieldError> errors) is not { } application)
        {
            // What was acceptable when it was decided may not be any more; a retry still gets its answer.
            LedgerEntry? first = await ledger.FindAsync(request.ClientId, request.ApplicationId, cancellation);
            return first is null ? throw Refusals.InvalidArgument(errors) : SameContent(first, contentHash);
        }

        BorrowerToken borrower = keys.TokenOf(application.Borrower.Id.Text);
        ValueTask<Velocity?> counting = velocities.CountAsync(VelocityQuestion.Of(application, decidedAt, keys), cancellation);
        Standing standing = await ledger.ExpectAsync(application.ClientId.Text, application.ApplicationId.Text, borrower, cancellation);
        Velocity? velocity = await counting;
        if (standing.Recorded is { } recorded) return SameContent(recorded, contentHash);
        AdmittedApplication admitted = admission.Admit(application, borrower, Guid.CreateVersion7(decidedAt), contentHash, velocity);
        return await CommitAsync(admitted, standing.Exposure, book.RolloutOf(application.Product)!, cancellation);
    }

    public static Wire.Decision Parse(LedgerEntry entry) => Wire.Decision.Parser.ParseFrom(entry.Decision);

    private async ValueTask<Wire.Decision> CommitAsync(AdmittedApplication admitted, Exposure exposure, Rollout rollout, CancellationToken cancellation)
    {
        Exposure decidedWith = exposure;
        LedgerEntry Decide(Exposure current) => admitted.Decide(decidedWith = current, keys);
        var pending = new PendingDecision(Decide(exposure), exposure, admitted.Strategy.Bank.ConsumerCreditCap.Fen, Decide);
        CommitResult result = await ledger.CommitAsync(pending, cancellation);
        if (result.Outcome == CommitOutcome.ContentDiffers) throw Refusals.AlreadyExists();
        Wire.Decision reply = Parse(result.Entry!);
        if (result.Outcome == CommitOutcome.Recorded) shadows.Offer(ShadowJob.Of(admitted, decidedWith, rollout.Shadows, reply));
        return reply;
    }

    private static Wire.Decision SameContent(LedgerEntry recorded, byte[] contentHash) =>
        recorded.ContentHash.AsSpan().SequenceEqual(contentHash) ? Parse(recorded) : throw Refusals.AlreadyExists();
}
