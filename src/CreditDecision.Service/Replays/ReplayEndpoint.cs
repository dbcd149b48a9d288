using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Replays;

/// <summary>The gRPC face of replays and simulations.</summary>
internal sealed class ReplayEndpoint(ReplayDesk desk, Simulation simulation) : ReplayService.ReplayServiceBase
{
    public override Task Replay(ReplayRequest request, IServerStreamWriter<ReplayProgress> responseStream, ServerCallContext context) =>
        desk.ReplayAsync(request, progress => responseStream.WriteAsync(progress, context.CancellationToken), context.CancellationToken);

    public override Task<SimulateResponse> Simulate(SimulateRequest request, ServerCallContext context) =>
        simulation.SimulateAsync(request, context.CancellationToken).AsTask();
}
