using CreditDecision.Core.Applications;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Shadowing;
using CreditDecision.Service.Strategies.Contents;
using CreditDecision.Service.Strategies.Listing;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Strategies;

/// <summary>The gRPC face of what decides: shows it, changes it, goes back.</summary>
public sealed class StrategyEndpoint(ContentKeeper keeper, StrategyShelf shelf, ShadowQueries shadows) : Wire.StrategyService.StrategyServiceBase
{
    private const int LongestName = 64;

    public override Task<Wire.GetContentResponse> GetContent(Wire.GetContentRequest request, ServerCallContext context)
    {
        (ServedContent running, IReadOnlyList<ServedContent> earlier) = keeper.Served;
        var response = new Wire.GetContentResponse { Running = StrategyListing.ToWire(running), Shadows = shadows.Counts() };
        response.Earlier.Add(earlier.Select(StrategyListing.ToWire));
        return Task.FromResult(response);
    }

    public override Task<Wire.ListStrategiesResponse> ListStrategies(Wire.ListStrategiesRequest request, ServerCallContext context) =>
        Task.FromResult(StrategyListing.Strategies(shelf.Current, request.Product));

    public override async Task<Wire.ChangeContentResponse> ReloadContent(Wire.ReloadContentRequest request, ServerCallContext context)
    {
        CheckCaller(request.RequestedBy, context);
        return Answer(await keeper.ReloadAsync(request.RequestedBy, context.CancellationToken));
    }

    public override async Task<Wire.ChangeContentResponse> RollBackContent(Wire.RollBackContentRequest request, ServerCallContext context)
    {
        CheckCaller(request.RequestedBy, context);
        return Answer(await keeper.RollBackAsync(request.Sha256.Length == 0 ? null : request.Sha256, request.RequestedBy, context.CancellationToken));
    }

    public override Task<Wire.ListShadowsResponse> ListShadows(Wire.ListShadowsRequest request, ServerCallContext context) =>
        shadows.ListAsync(request, context.CancellationToken).AsTask();

    private static Wire.ChangeContentResponse Answer(ContentChange change) => change.Result switch
    {
        ContentChangeResult.Changed or ContentChangeResult.Unchanged => new Wire.ChangeContentResponse
        {
            Running = StrategyListing.ToWire(change.Running),
            Changed = change.Result == ContentChangeResult.Changed,
        },
        ContentChangeResult.Refused => throw Refusals.FailedPrecondition(
            $"The content was not taken; {change.Running.Sha256} goes on.", [.. change.Problems.Select(ToError)]),
        ContentChangeResult.Governed => throw new RpcException(new Status(
            StatusCode.FailedPrecondition, "Governance says what decides here: use ModelGovernanceService, RollBack, which goes back to an approved strategy.")),
        ContentChangeResult.Busy => throw new RpcException(new Status(StatusCode.Aborted, "Another reload has not finished; nothing changed.")),
        ContentChangeResult.Overtaken => throw new RpcException(new Status(
            StatusCode.Aborted, $"Somebody changed the content meanwhile; {change.Running.Sha256} decides, nothing else changed.")),
        _ => throw new RpcException(new Status(StatusCode.NotFound, $"No such earlier content is kept; {change.Running.Sha256} goes on.")),
    };

    // A problem starts with its file.
    internal static FieldError ToError(string problem)
    {
        string[] parts = problem.Split(": ", 2);
        return parts.Length == 2 ? new FieldError(parts[0], parts[1]) : new FieldError("", problem);
    }

    private static void CheckCaller(string requestedBy, ServerCallContext context)
    {
        if (!Peers.IsThisMachine(context.Peer))
            throw new RpcException(new Status(StatusCode.PermissionDenied, "What decides is changed from the service's own machine only."));
        if (requestedBy.Length is 0 or > LongestName || requestedBy.Any(char.IsControl))
            throw Refusals.InvalidArgument([new FieldError("requested_by", $"must be 1 to {LongestName} characters without control characters")]);
    }
}
