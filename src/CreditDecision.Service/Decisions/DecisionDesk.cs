using System.Security.Cryptography;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Strategies.Rollouts;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Shadowing;
using CreditDecision.Service.Strategies;
using Google.Protobuf;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>
/// What happens to one application between the wire and the ledger: read what is known, decide, commit, and only then answer.
/// </summary>
public sealed class DecisionDesk(IDecisionLedger ledger, PersonalDataKeys keys, StrategyShelf shelf, ShadowIntake shadows, TimeProvider time)
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
        byte[] contentHash = SHA256.HashData(request.ToByteArray());
        if (Admit(request, book, decidedAt, out IReadOnlyList<FieldError> errors) is not { } application)
        {
            // What was acceptable when it was decided may not be any more; a retry still gets its answer.
            LedgerEntry? first = await ledger.FindAsync(request.ClientId, request.ApplicationId, cancellation);
            return first is null ? throw Refusals.InvalidArgument(errors) : SameContent(first, contentHash);
        }

        BorrowerToken borrower = keys.TokenOf(application.Borrower.Id.Text);
        Standing standing = await ledger.ReadAsync(application.ClientId.Text, application.ApplicationId.Text, borrower, cancellation);
        if (standing.Recorded is { } recorded) return SameContent(recorded, contentHash);

        // Admission saw that the product is served.
        StrategyAssignment assigned = book.Choose(application.Product, borrower)!.Value;
        var admitted = new AdmittedApplication
        {
            Request = request,
            Application = application,
            Strategy = assigned.Strategy,
            Documents = book.Documents,
            ContentHash = contentHash,
            Borrower = borrower,
            DecisionId = Guid.CreateVersion7(decidedAt),
            DecidedAt = decidedAt,
            Experiment = assigned.ToWire(),
        };
        return await CommitAsync(admitted, standing.Exposure, assigned.Rollout, cancellation);
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

    private static Application? Admit(
        Wire.DecideRequest request, StrategyBook book, DateTimeOffset now, out IReadOnlyList<FieldError> errors)
    {
        Application? application = Application.TryCreate(ApplicationTranslation.ToDraft(request), book.Catalog.Objection, now, out errors);
        bool served = book.RolloutOf(request.Product) is not null;
        if (!served && request.Product.Length > 0)
            errors = [.. errors, new FieldError("product", "is not served by any running strategy")];
        return served ? application : null;
    }

    private static Wire.Decision SameContent(LedgerEntry recorded, byte[] contentHash) =>
        recorded.ContentHash.AsSpan().SequenceEqual(contentHash) ? Parse(recorded) : throw Refusals.AlreadyExists();
}
