using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Replays;

/// <summary>The gRPC face of replays and simulations.</summary>
internal sealed class ReplayEndpoint(ReplayDesk desk, Simulation simulation) : ReplayService.ReplayServiceBase
{
    public override async Task Replay(ReplayRequest request, IServerStreamWriter<ReplayProgress> responseStream, ServerCallContext context)
    {
        try
        {
            await desk.ReplayAsync(request, progress => responseStream.WriteAsync(progress, context.CancellationToken), context.CancellationToken);
        }
        catch (LedgerUnavailableException)
        {
            throw Refusals.Unavailable();
        }
    }

    public override async Task<SimulateResponse> Simulate(SimulateRequest request, ServerCallContext context)
    {
        try
        {
            return await simulation.SimulateAsync(request, context.CancellationToken);
        }
        catch (LedgerUnavailableException)
        {
            throw Refusals.Unavailable();
        }
    }
}
