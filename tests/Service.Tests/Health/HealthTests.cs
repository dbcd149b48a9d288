using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace CreditDecision.Service.Tests.Health;

public sealed class HealthTests(RedisServer redis) : IDisposable
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
        foreach (string name in new[] { "", "live", "ready", DecisionService.Descriptor.FullName })
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

    [Fact]
    [Trait("Article", "A43")]
    public async Task A_service_that_drains_is_not_ready_but_lives_and_decides()
    {
        // Longer than any machine takes for the rest; it is killed then.
        await using RunningService service = await RunningService.StartAsync(_folder.At("decisions.db"), "--Health:DrainSeconds", "600");
        var client = new HealthClient(service.Channel);
        using AsyncServerStreamingCall<HealthCheckResponse> watch = client.Watch(new HealthCheckRequest { Service = "ready" }, cancellationToken: _cancellation);
        Assert.True(await watch.ResponseStream.MoveNext(_cancellation));
        await service.TerminateAsync();
        Assert.True(await watch.ResponseStream.MoveNext(_cancellation));
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        foreach (string name in new[] { "", DecisionService.Descriptor.FullName })
            Assert.Equal(ServingStatus.NotServing, (await client.CheckAsync(new HealthCheckRequest { Service = name }, cancellationToken: _cancellation)).Status);
        Assert.Equal(ServingStatus.Serving, (await client.CheckAsync(new HealthCheckRequest { Service = "live" }, cancellationToken: _cancellation)).Status);
        // On the connection that there is, and on a new one.
        Assert.Equal(Outcome.Approve, (await service.Client.DecideAsync(Requests.Clean("old-connection"), cancellationToken: _cancellation)).Outcome);
        using GrpcChannel other = GrpcChannel.ForAddress(service.Address);
        var late = new DecisionService.DecisionServiceClient(other);
        Assert.Equal(Outcome.Approve, (await late.DecideAsync(Requests.Clean("new-connection", person: 2), cancellationToken: _cancellation)).Outcome);
        await service.KillAsync();
    }

    [Fact]
    [Trait("Article", "A43")]
    [Trait("Store", "PostgreSQL")]
    [Trait("Fault", "postgres")]
    public async Task Ready_follows_the_store_and_live_does_not()
    {
        // A server of its own: it is crashed.
        using var own = new PostgresServer();
        using var home = new PostgresServiceHome(own, redis);
        // The lease outlasts the test: the store alone says it.
        await using RunningService service = await home.StartAsync("--Content:LeaseSeconds", "3600", "--Health:CheckMilliseconds", "100");
        var client = new HealthClient(service.Channel);
        using AsyncServerStreamingCall<HealthCheckResponse> watch = client.Watch(new HealthCheckRequest { Service = "ready" }, cancellationToken: _cancellation);
        await NextAsync(watch, ServingStatus.Serving);
        own.Crash();
        await NextAsync(watch, ServingStatus.NotServing);
        Assert.Equal(ServingStatus.Serving, (await client.CheckAsync(new HealthCheckRequest { Service = "live" }, cancellationToken: _cancellation)).Status);
        own.Start();
        await NextAsync(watch, ServingStatus.Serving);
        Assert.Equal(Outcome.Approve, (await service.Client.DecideAsync(Requests.Clean("again"), cancellationToken: _cancellation)).Outcome);
    }

    [Fact]
    [Trait("Article", "A43")]
    public async Task Settings_without_sense_are_refused()
    {
        (int code, string output) = await RunningService.StartRefusedAsync(_folder.At("decisions.db"), "--Health:CheckMilliseconds", "1", "--Health:DrainSeconds", "601");
        Assert.Equal(1, code);
        foreach (string setting in new[] { "CheckMilliseconds", "DrainSeconds" }) Assert.Contains($"setting Health:{setting}: ", output, StringComparison.Ordinal);
    }

    private async Task NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch, ServingStatus wanted)
    {
        do Assert.True(await watch.ResponseStream.MoveNext(_cancellation));
        while (watch.ResponseStream.Current.Status != wanted);
    }
}
