using Grpc.Core;
using Grpc.Health.V1;

namespace CreditDecision.Cli.Tests.Commands;

/// <summary>Says what the test wants, and then something else.</summary>
public sealed class ScriptedHealth : Health.HealthBase
{
    private int _asked;

    public HealthCheckResponse.Types.ServingStatus Status { get; set; } = HealthCheckResponse.Types.ServingStatus.Serving;

    /// <summary>How often it says NOT_SERVING first.</summary>
    public int NotYet { get; set; }

    public int Asked => _asked;

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => Task.FromResult(new HealthCheckResponse
    {
        Status = Interlocked.Increment(ref _asked) <= NotYet ? HealthCheckResponse.Types.ServingStatus.NotServing : Status,
    });
}
