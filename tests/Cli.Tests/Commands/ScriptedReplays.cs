using System.Collections.Concurrent;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Cli.Tests.Commands;

/// <summary>Tells what the test wants of replays and simulations, and keeps what it was asked.</summary>
public sealed class ScriptedReplays : ReplayService.ReplayServiceBase
{
    public ConcurrentQueue<ReplayRequest> Replayed { get; } = new();

    public ConcurrentQueue<SimulateRequest> Simulated { get; } = new();

    public IReadOnlyList<ReplayProgress> Tells { get; set; } = [new ReplayProgress { Total = 2, Done = 2, Identical = 2, PerSecond = 1_234, Finished = true }];

    public Func<SimulateRequest, SimulateResponse> Simulates { get; set; } = request => new SimulateResponse
    {
        Decision = ScriptedService.Approve(request.Application),
        StrategySource = StrategySource.Serving,
        ReservedConsumerCreditFen = request.ReservedConsumerCreditFen,
    };

    public override async Task Replay(ReplayRequest request, IServerStreamWriter<ReplayProgress> responseStream, ServerCallContext context)
    {
        Replayed.Enqueue(request);
        foreach (ReplayProgress progress in Tells) await responseStream.WriteAsync(progress);
    }

    public override Task<SimulateResponse> Simulate(SimulateRequest request, ServerCallContext context)
    {
        Simulated.Enqueue(request);
        return Task.FromResult(Simulates(request));
    }
}
