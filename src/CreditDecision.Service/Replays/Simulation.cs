using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Candidates;
using CreditDecision.Storage.V1;
using CreditDecision.V1;
using Grpc.Core;
using EvaluationForm = CreditDecision.Core.Expressions.EvaluationForm;

namespace CreditDecision.Service.Replays;

/// <summary>Decides applications that nobody made. Reads the ledger where it is asked to, and writes nothing.</summary>
internal sealed class Simulation(StrategyShelf shelf, ContentBooks books, IDecisionLedger ledger, PersonalDataKeys keys, TimeProvider time)
{
    private const string ApplicationField = "application";
    private const string StrategyField = "strategy";

    /// <exception cref="RpcException">The request cannot be accepted.</exception>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    public async ValueTask<SimulateResponse> SimulateAsync(SimulateRequest request, CancellationToken cancellation)
    {
        var errors = new List<FieldError>();
        DateTimeOffset decidedAt = Moments.ToMicroseconds(ReplayOrder.Moment(request.DecidedAt, "decided_at", errors) ?? time.GetUtcNow());
        StrategyBook book = await BookAsync(ReplayOrder.FormOf(request.Form, "form", errors), cancellation);
        StrategySnapshot? chosen = request.Strategy is null ? null : Chosen(request, book, errors);
        CheckExposure(request, errors);
        var admission = new Admission(ReceivedRequest.Of(request.Application ?? new DecideRequest()), book, decidedAt) { Strategy = chosen };
        Application? application = admission.Check(out IReadOnlyList<FieldError> refused);
        errors.AddRange(refused.Where(error => IsAbout(request, error)).Select(error => error with { Field = $"{ApplicationField}.{error.Field}" }));
        if (application is null || errors.Count > 0) throw Refusals.InvalidArgument(errors);
        AdmittedApplication admitted = admission.Admit(application, keys.TokenOf(application.Borrower.Id.Text), Guid.Empty, admission.ContentHash(), Velocity.First, new ListHits());

        Exposure exposure = request.UseRecordedExposure
            ? (await ledger.ReadAsync(admitted.Application.ClientId.Text, admitted.Application.ApplicationId.Text, admitted.Borrower, cancellation)).Exposure
            : new Exposure(request.ReservedConsumerCreditFen);
        return Answer(request, admitted, exposure);
    }

    private static SimulateResponse Answer(SimulateRequest request, AdmittedApplication admitted, Exposure exposure)
    {
        Decision decision = DecisionDesk.Parse(admitted.Decide(exposure));
        decision.DecisionId = "";
        return new SimulateResponse
        {
            Decision = decision,
            ReservedConsumerCreditFen = exposure.ReservedFen,
            StrategySource = request.Strategy switch
            {
                null => StrategySource.Serving,
                { Document.Length: > 0 } => StrategySource.Document,
                _ => StrategySource.Loaded,
            },
            StrategySha256 = admitted.Strategy.Sha256,
        };
    }

    // What runs is compiled. The other form is read from the archive's copy of the same files, which was kept before it ran.
    private async ValueTask<StrategyBook> BookAsync(EvaluationForm form, CancellationToken cancellation)
    {
        StrategyBook running = shelf.Current;
        if (form == running.Context.Form) return running;
        FoundContent found = await books.FindAsync(running.Content.Sha256, form, cancellation);
        return found.Book ?? throw new RpcException(new Status(StatusCode.FailedPrecondition, $"The running content cannot be read in that form: {found.Explanation}."));
    }

    private static StrategySnapshot? Chosen(SimulateRequest request, StrategyBook book, List<FieldError> errors)
    {
        StrategySnapshot? chosen = CandidateStrategies.Find(book, request.Strategy, StrategyField, errors);
        string product = request.Application?.Product ?? "";
        if (chosen is not null && product.Length > 0 && chosen.Product.Code != product)
            errors.Add(new(StrategyField, $"decides product \"{chosen.Product.Code}\", and the application is for \"{product}\""));
        return chosen;
    }

    // A strategy that was chosen and not found is told as such; that the product is not served besides is no mistake then.
    private static bool IsAbout(SimulateRequest request, FieldError error) => request.Strategy is null || error.Field != "product" || request.Application?.Product.Length is null or 0;

    private static void CheckExposure(SimulateRequest request, List<FieldError> errors)
    {
        const string field = "reserved_consumer_credit_fen";
        if (request.HasReservedConsumerCreditFen && request.UseRecordedExposure) errors.Add(new(field, "give either this or use_recorded_exposure"));
        if (request.ReservedConsumerCreditFen is < 0 or > Application.MostFen) errors.Add(new(field, $"must be 0 to {Application.MostFen}"));
    }
}
