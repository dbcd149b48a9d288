using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;
using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace CreditDecision.Service.Tests.Health;

public sealed class HealthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Article", "A43")]
    public async Task The_server_and_its_service_are_serving_and_others_are_unknown()
    {
        await using RunningService service = await RunningService.StartAsync(_folder.At("decisions.db"));
        var client = new HealthClient(service.Channel);
        foreach (string name in new[] { "", DecisionService.Descriptor.FullName })
            Assert.Equal(ServingStatus.Serving, (await client.CheckAsync(new HealthCheckRequest { Service = name }, cancellationToken: _cancellation)).Status);
        RpcException unknown = await Assert.ThrowsAsync<RpcException>(
            () => client.CheckAsync(new HealthCheckRequest { Service = "nobody" }, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    [Trait("Article", "A43")]
    public async Task A_watcher_is_told_that_the_server_stops()
    {
        await using RunningService service = await RunningService.StartAsync(_folder.At("decisions.db"));
        using AsyncServerStreamingCall<HealthCheckResponse> watch = new HealthClient(service.Channel).Watch(new HealthCheckRequest(), cancellationToken: _cancellation);
        Assert.True(await watch.ResponseStream.MoveNext(_cancellation));
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);
        await service.TerminateAsync();
        Assert.True(await watch.ResponseStream.MoveNext(_cancellation));
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
    }
}
