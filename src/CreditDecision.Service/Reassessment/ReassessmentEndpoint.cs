using CreditDecision.Core.Applications;
using CreditDecision.Core.Reassessment;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Door.Tokens;
using CreditDecision.Service.Ledger;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Reassessment;

/// <summary>The gRPC face of re-assessment. Every member throws <see cref="LedgerUnavailableException"/> where the store cannot be read or written.</summary>
internal sealed class ReassessmentEndpoint(ReassessmentDesk desk, ReassessmentQueries queries, EffectQueries effects) : Wire.ReassessmentService.ReassessmentServiceBase
{
    private const int DefaultPage = 50, LargestPage = 500, LongestGrounds = 2_000;

    public override Task<Wire.ListReassessmentsResponse> ListReassessments(Wire.ListReassessmentsRequest request, ServerCallContext context) =>
        queries.CausesAsync(context.CancellationToken);

    /// <exception cref="RpcException">The request cannot be accepted.</exception>
    public override Task<Wire.ListAffectedResponse> ListAffected(Wire.ListAffectedRequest request, ServerCallContext context)
    {
        var errors = new List<FieldError>();
        int size = Paging.SizeOf(request.PageSize, DefaultPage, LargestPage, errors);
        long after = Paging.NumberOf(request.PageToken, 0, errors);
        if (request.Cause < 0) errors.Add(new("cause", "must be the number of an event of governance, or 0 for all"));
        if (!Enum.IsDefined(request.Kind)) errors.Add(new("kind", $"has the unknown value {request.Kind}"));
        return errors.Count == 0 ? queries.ListAsync(after, size, request, context.CancellationToken) : throw Refusals.InvalidArgument(errors);
    }

    /// <exception cref="RpcException">The request cannot be accepted, it is not queued, or it cannot be resolved so.</exception>
    public override async Task<Wire.AffectedDecision> ResolveAffected(Wire.ResolveAffectedRequest request, ServerCallContext context)
    {
        Caller caller = Caller.Bearing(context);
        var errors = new List<FieldError>();
        if (request.Cause < 1) errors.Add(new("cause", "must be the number of an event of governance"));
        if (!Guid.TryParseExact(request.DecisionId, "D", out Guid decision)) errors.Add(new("decision_id", "must be an id as Decide returned it"));
        bool isCut = request.Act == Wire.ReassessmentAct.Cut;
        if (!isCut && request.Act is not (Wire.ReassessmentAct.Keep or Wire.ReassessmentAct.Withdraw or Wire.ReassessmentAct.Refer)) errors.Add(new("act", "must be keep, cut, withdraw or refer"));
        if (isCut && request.LimitFen < 1) errors.Add(new("limit_fen", "must be above 0; withdraw what is not to be lent at all"));
        if (!isCut && request.LimitFen != 0) errors.Add(new("limit_fen", "is of a cut only"));
        if (string.IsNullOrWhiteSpace(request.Grounds) || request.Grounds.Length > LongestGrounds || request.Grounds.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t')))
            errors.Add(new("grounds", $"must be 1 to {LongestGrounds} characters without control characters but line feeds and tabs"));
        if (errors.Count > 0) throw Refusals.InvalidArgument(errors);
        var command = new ReassessmentCommand((ReassessmentAct)request.Act, Money.FromFen(request.LimitFen), caller.Identity.Name, caller.Roles.Contains(Wire.Role.Reviewer));
        QueuedDecision queued = await desk.ResolveAsync(request.Cause, decision, command, request.Grounds, context.CancellationToken);
        return await queries.ToWireAsync(queued, context.CancellationToken);
    }

    /// <exception cref="RpcException">The request cannot be accepted, or the thing was never stopped.</exception>
    public override Task<Wire.EffectReport> GetEffect(Wire.GetEffectRequest request, ServerCallContext context) => effects.OfAsync(request, context.CancellationToken);
}
