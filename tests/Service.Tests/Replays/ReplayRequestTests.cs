using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Health.V1;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace CreditDecision.Service.Tests.Replays;

[Trait("Store", "SQLite")]
public sealed class ReplayRequestTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_decision_that_is_not_there_is_not_found()
    {
        RpcException refused = await RefusedAsync(new ReplayRequest { DecisionId = Guid.Empty.ToString("D") });
        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task Every_bad_field_is_named_at_once()
    {
        RpcException refused = await RefusedAsync(new ReplayRequest
        {
            DecisionId = "x",
            Product = "consumer-cash",
            DecidedFrom = new Timestamp { Seconds = 100 },
            DecidedBefore = new Timestamp { Seconds = 50 },
            Parallelism = 257,
            MostTold = -1,
            Form = (EvaluationForm)9,
        });
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Equal(["decision_id", "decided_from", "parallelism", "most_told", "form"], Violations.Of(refused).Select(violation => violation.Field));
    }

    [Fact]
    public async Task A_decision_is_named_by_its_id_or_by_client_and_application()
    {
        foreach (ReplayRequest request in new[] { new ReplayRequest { DecisionId = "x" }, new ReplayRequest { ClientId = "c" }, new ReplayRequest { ApplicationId = "a" } })
        {
            RpcException refused = await RefusedAsync(request);
            Assert.Equal((StatusCode.InvalidArgument, "decision_id"), (refused.StatusCode, Assert.Single(Violations.Of(refused)).Field));
        }
    }

    [Fact]
    public async Task A_store_without_decisions_is_replayed_at_once()
    {
        var request = new ReplayRequest { DecidedBefore = new Timestamp { Seconds = 1 } };
        Assert.Equal(0, (await shared.Service.ReplayAsync(request)).Last.Done);
    }

    [Fact]
    public async Task The_service_says_that_it_serves_replays()
    {
        var health = new HealthClient(shared.Service.Channel);
        var request = new HealthCheckRequest { Service = "creditdecision.v1.ReplayService" };
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await health.CheckAsync(request, cancellationToken: _cancellation)).Status);
    }

    private Task<RpcException> RefusedAsync(ReplayRequest request) =>
        Assert.ThrowsAsync<RpcException>(() => shared.Service.Replays().Replay(request, cancellationToken: _cancellation).ResponseStream.MoveNext(_cancellation));
}
