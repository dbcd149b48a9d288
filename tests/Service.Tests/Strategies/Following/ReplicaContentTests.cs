using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Strategies.Rollouts;
using CreditDecision.V1;
using Grpc.Core;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace CreditDecision.Service.Tests.Strategies.Following;

/// <summary>Replicas on one store decide by one content.</summary>
[Trait("Store", "PostgreSQL")]
[Trait("Article", "A41")]
public sealed class ReplicaContentTests(PostgresServer server, RedisServer redis) : IDisposable
{
    private readonly PostgresServiceHome _home = new(server, redis);
    private readonly TemporaryFolder _other = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _home.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task After_a_change_on_one_replica_none_decides_by_what_was_before()
    {
        string content = ContentCopy.In(_home.Folder), others = ContentCopy.In(_other);
        await using RunningService one = await StartAsync(content), other = await StartAsync(others);
        for (int round = 0; round < 5; round++)
        {
            TwoArms.Version(content, $"v{round}");
            string serves = (await Strategies(one).ReloadContentAsync(new ReloadContentRequest { RequestedBy = "tests" }, cancellationToken: _cancellation)).Running.Sha256;
            // At once, and not after the other one had time to follow: the commit would not take anything else.
            Assert.Equal((serves, serves), (await ContentOfAsync(one, $"one-{round}"), await ContentOfAsync(other, $"other-{round}")));
        }
        string before = (await Strategies(other).GetContentAsync(new GetContentRequest(), cancellationToken: _cancellation)).Earlier[0].Sha256;
        await Strategies(other).RollBackContentAsync(new RollBackContentRequest { RequestedBy = "tests" }, cancellationToken: _cancellation);
        Assert.Equal((before, before), (await ContentOfAsync(one, "one-back"), await ContentOfAsync(other, "other-back")));
    }

    [Fact]
    public async Task Under_load_no_call_fails_and_each_decision_names_one_content_that_served_while_it_was_made()
    {
        string content = ContentCopy.In(_home.Folder);
        await using RunningService one = await StartAsync(content), other = await StartAsync(ContentCopy.In(_other));
        using var end = new CancellationTokenSource();
        var served = new List<string> { await ContentOfAsync(one, "first") };
        Task<int>[] callers = [.. Enumerable.Range(0, 8).Select(i => Task.Run(() => CallAsync(i % 2 == 0 ? one : other, $"c{i}", served, end.Token)))];
        for (int round = 0; round < 10; round++)
        {
            TwoArms.Version(content, $"v{round}");
            // Known before the first decision by it can be answered.
            ChangeContentResponse changed = await Strategies(one).ReloadContentAsync(new ReloadContentRequest { RequestedBy = "tests" }, cancellationToken: _cancellation);
            lock (served) served.Add(changed.Running.Sha256);
        }
        await end.CancelAsync();
        Assert.True((await Task.WhenAll(callers)).Sum() > 0);
    }

    [Fact]
    public async Task A_replica_that_starts_with_another_folder_decides_by_what_serves()
    {
        string content = ContentCopy.In(_home.Folder), others = ContentCopy.In(_other);
        TwoArms.Version(others, "another");
        await using RunningService one = await StartAsync(content);
        string serves = await ContentOfAsync(one, "one");
        await using RunningService other = await StartAsync(others);
        Assert.Equal(serves, await ContentOfAsync(other, "other"));
        Assert.Contains(other.Output, line => line.Contains($"but {serves} was put to use for all replicas", StringComparison.Ordinal));
        string next = (await Strategies(other).ReloadContentAsync(new ReloadContentRequest { RequestedBy = "tests" }, cancellationToken: _cancellation)).Running.Sha256;
        Assert.NotEqual(serves, next);
        Assert.Equal(next, await ContentOfAsync(one, "one-again"));
    }

    [Fact]
    [Trait("Fault", "postgres")]
    public async Task A_replica_that_does_not_see_what_serves_refuses_says_so_and_recovers()
    {
        // A server of its own: it is crashed.
        using var own = new PostgresServer();
        using var home = new PostgresServiceHome(own, redis);
        await using RunningService service = await home.StartAsync("--Content:LeaseSeconds", "2", "--Content:PollMilliseconds", "100");
        await ContentOfAsync(service, "before");
        own.Crash();
        await UntilAsync(service, ServingStatus.NotServing);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => ContentOfAsync(service, "without"));
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
        own.Start();
        await UntilAsync(service, ServingStatus.Serving);
        await ContentOfAsync(service, "after");
    }

    private async Task<int> CallAsync(RunningService service, string caller, List<string> served, CancellationToken end)
    {
        int decided = 0;
        for (; !end.IsCancellationRequested; decided++)
        {
            int before;
            lock (served) before = served.Count;
            string content = await ContentOfAsync(service, $"{caller}-{decided}");
            // What the change before the call put to use, or something later, which may not be written down yet.
            lock (served) Assert.DoesNotContain(content, served.Take(before - 1));
        }
        return decided;
    }

    private async Task UntilAsync(RunningService service, ServingStatus wanted)
    {
        using AsyncServerStreamingCall<HealthCheckResponse> watch = new Grpc.Health.V1.Health.HealthClient(service.Channel).Watch(new HealthCheckRequest(), cancellationToken: _cancellation);
        while (await watch.ResponseStream.MoveNext(_cancellation))
            if (watch.ResponseStream.Current.Status == wanted) return;
    }

    private Task<RunningService> StartAsync(string content) => _home.StartAsync("--Content:Directory", content);

    private async Task<string> ContentOfAsync(RunningService service, string application)
    {
        Decision decision = await service.Client.DecideAsync(Requests.Clean(application), cancellationToken: _cancellation);
        return Assert.Single(decision.Documents, document => document.Kind == "content").Sha256;
    }

    private static StrategyService.StrategyServiceClient Strategies(RunningService service) => new(service.Channel);
}
