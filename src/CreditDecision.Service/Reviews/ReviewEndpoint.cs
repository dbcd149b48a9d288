using CreditDecision.Core.Applications;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Reviews;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Door.Tokens;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Reviews;

/// <summary>The gRPC face of manual review. Every member throws <see cref="LedgerUnavailableException"/> where the store cannot be read or written.</summary>
internal sealed class ReviewEndpoint(ReviewDesk desk, ReviewQueries queries, StrategyShelf shelf) : Wire.ReviewService.ReviewServiceBase
{
    private ReasonCatalog Reasons => shelf.Current.Context.Reasons;

    /// <exception cref="RpcException">The request cannot be accepted.</exception>
    public override async Task<Wire.ListCasesResponse> ListCases(Wire.ListCasesRequest request, ServerCallContext context) =>
        await queries.ListAsync(request, context.CancellationToken);

    /// <exception cref="RpcException">There is no such case.</exception>
    public override async Task<Wire.ReviewCaseDetails> GetCase(Wire.GetCaseRequest request, ServerCallContext context) =>
        await queries.DetailsAsync(request.DecisionId, context.CancellationToken);

    /// <exception cref="RpcException">The request names no one decision, or it is no case.</exception>
    public override async Task<Wire.ReviewOutcome> GetOutcome(Wire.GetReviewOutcomeRequest request, ServerCallContext context) =>
        await queries.OutcomeAsync(request, Reasons, context.CancellationToken);

    /// <exception cref="RpcException">There is no such case, or it does not allow it.</exception>
    public override Task<Wire.ReviewCase> ClaimCase(Wire.ClaimCaseRequest request, ServerCallContext context) =>
        DoAsync(request.DecisionId, _ => ReviewCommand.Claim, context);

    /// <inheritdoc cref="ClaimCase"/>
    public override Task<Wire.ReviewCase> ReleaseCase(Wire.ReleaseCaseRequest request, ServerCallContext context) =>
        DoAsync(request.DecisionId, _ => ReviewCommand.Release, context);

    /// <exception cref="RpcException">The request cannot be accepted, there is no such case, or it does not allow it.</exception>
    public override Task<Wire.ReviewCase> ResolveCase(Wire.ResolveCaseRequest request, ServerCallContext context) => DoAsync(request.DecisionId, errors =>
    {
        if (request.Verdict == Wire.ReviewVerdict.Approve) return ReviewCommand.TryApprove(request.AmountFen, request.Text, request.ReasonCodes, Reasons, errors);
        if (request.Verdict != Wire.ReviewVerdict.Decline) errors.Add("verdict", "must be approve or decline");
        return ReviewCommand.TryDecline(request.AmountFen, request.Text, request.ReasonCodes, Reasons, errors);
    }, context);

    /// <inheritdoc cref="ResolveCase"/>
    public override Task<Wire.ReviewCase> ConfirmCase(Wire.ConfirmCaseRequest request, ServerCallContext context) => DoAsync(request.DecisionId, errors =>
    {
        if (request.Opinion is not (Wire.SecondOpinion.Confirm or Wire.SecondOpinion.SendBack)) errors.Add("opinion", "must be confirm or send back");
        return ReviewCommand.TryConfirm(request.Opinion == Wire.SecondOpinion.Confirm, request.Text, errors);
    }, context);

    /// <exception cref="RpcException">The request cannot be accepted.</exception>
    public override async Task<Wire.OverridesReport> ReportOverrides(Wire.ReportOverridesRequest request, ServerCallContext context) =>
        await queries.OverridesAsync(request, context.CancellationToken);

    private async Task<Wire.ReviewCase> DoAsync(string decisionId, Func<FieldErrors, ReviewCommand?> read, ServerCallContext context)
    {
        Caller caller = Caller.Bearing(context);
        var errors = new FieldErrors();
        if (!Guid.TryParseExact(decisionId, "D", out Guid id)) errors.Add("decision_id", "must be an id as Decide returned it");
        ReviewCommand? command = read(errors);
        if (errors.Any) throw Refusals.InvalidArgument(errors.All);
        return queries.ToWire(await desk.DoAsync(id, command!, caller.Identity.Name, context.CancellationToken));
    }
}
