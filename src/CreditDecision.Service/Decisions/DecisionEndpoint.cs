using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions;

/// <summary>The gRPC face of decisions.</summary>
internal sealed class DecisionEndpoint(DecisionDesk desk, DecisionQueries queries) : Wire.DecisionService.DecisionServiceBase
{
    public override Task<Wire.Decision> Decide(Wire.DecideRequest request, ServerCallContext context) =>
        desk.DecideAsync(request, context.CancellationToken).AsTask();

    public override Task<Wire.Decision> GetDecision(Wire.GetDecisionRequest request, ServerCallContext context) =>
        queries.GetAsync(request, context.CancellationToken).AsTask();

    public override Task<Wire.ListDecisionsResponse> ListDecisions(Wire.ListDecisionsRequest request, ServerCallContext context) =>
        queries.ListAsync(request, context.CancellationToken).AsTask();
}
