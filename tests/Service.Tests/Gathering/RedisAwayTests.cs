using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;

namespace CreditDecision.Service.Tests.Gathering;

/// <summary>Decisions while Redis is there, gone, and back.</summary>
[Trait("Article", "A19")]
public sealed class RedisAwayTests(RedisCluster cluster) : IDisposable
{
    // A server of its own: it is killed, and no other test should see that.
    private readonly RedisServer _server = new();
    private readonly ServiceHome _home = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Persons_on_one_device_are_referred_and_the_decision_is_made_again_byte_for_byte()
    {
        await using RunningService service = await StartAsync();
        var outcomes = new List<Outcome>();
        for (int person = 1; person <= 6; person++)
        {
            DecideRequest request = Requests.Clean($"a-{person}", person);
            request.Channel.DeviceId = "one-device";
            Decision decision = await service.Client.DecideAsync(request, cancellationToken: _cancellation);
            outcomes.Add(decision.Outcome);
            // Its repetition is the same decision, and counts no further.
            Assert.Equal(decision, await service.Client.DecideAsync(request, cancellationToken: _cancellation));
            if (person == 5) Assert.Equal(["device-of-many"], decision.Trace.SelectMany(stage => stage.Rules).Where(rule => rule.Outcome == Outcome.Refer).Select(rule => rule.Id));
        }
        Assert.Equal([Outcome.Approve, Outcome.Approve, Outcome.Approve, Outcome.Approve, Outcome.Refer, Outcome.Refer], outcomes);
        Assert.Equal(6, (await service.ReplayAsync(new ReplayRequest())).Last.Identical);
    }

    [Fact]
    [Trait("Fault", "redis")]
    public async Task Without_redis_decisions_go_on_marked_and_none_is_approved_and_with_it_they_recover()
    {
        await using RunningService service = await StartAsync();
        Assert.Equal(Outcome.Approve, (await DecideAsync(service, "before", 1)).Outcome);
        _server.Kill();
        for (int i = 0; i < 30; i++)
        {
            Decision without = await DecideAsync(service, $"without-{i}", 100 + i);
            Assert.Equal(Outcome.Refer, without.Outcome);
            Assert.Contains(without.Degraded, mark => mark is { Subject: "velocity_device_borrowers_24h", Cause: "unavailable" });
            Assert.Equal(0, without.ReservedFen);
        }
        Assert.Contains(service.Output, line => line.Contains("Redis does not answer", StringComparison.Ordinal));
        _server.Start();
        Decision after;
        int asked = 0;
        do after = await DecideAsync(service, $"after-{asked}", 1_000 + asked++);
        while (after.Outcome != Outcome.Approve);
        Assert.Empty(after.Degraded);
        // Also those that were decided without are decided again without.
        Assert.Equal(31 + asked, (await service.ReplayAsync(new ReplayRequest())).Last.Identical);
    }

    [Fact]
    [Trait("Fault", "redis")]
    public async Task A_service_that_starts_without_redis_serves_and_finds_it_later()
    {
        string address = _server.ConnectionString;
        _server.Kill();
        await using RunningService service = await StartAsync(address);
        Assert.Equal(Outcome.Refer, (await DecideAsync(service, "without", 1)).Outcome);
        _server.Start();
        int asked = 0;
        while ((await DecideAsync(service, $"after-{asked}", 1_000 + asked++)).Outcome != Outcome.Approve) { }
    }

    [Fact]
    [Trait("Article", "A34")]
    public async Task Nothing_personal_is_in_redis()
    {
        await using RunningService service = await StartAsync();
        DecideRequest request = Requests.Clean("a-1");
        await service.Client.DecideAsync(request, cancellationToken: _cancellation);
        IReadOnlyList<(string Key, byte[] Value)> all = _server.All();
        Assert.Equal(5, all.Count);
        string everything = string.Join('\n', all.Select(entry => $"{entry.Key} {System.Text.Encoding.Latin1.GetString(entry.Value)}"));
        foreach (string personal in new[] { request.Borrower.IdNumber, request.Borrower.Phone, request.Borrower.BankAccount, request.Borrower.Name, request.Channel.DeviceId, request.Channel.IpAddress, request.ApplicationId })
            Assert.DoesNotContain(personal, everything);
        Assert.All(all, entry => Assert.StartsWith("cd:v1:{", entry.Key));
    }

    [Fact]
    public async Task A_cluster_that_is_not_said_to_be_one_is_refused_at_start()
    {
        (int exitCode, string output) = await RunningService.StartRefusedAsync(
            _home.Store, "--Cache:Kind", "redis", "--Cache:ConnectionString", cluster.ConnectionString + ",connectTimeout=30000");
        Assert.Equal(1, exitCode);
        Assert.Contains("setting Cache:Cluster: must be true", output);
    }

    [Fact]
    public async Task A_cluster_serves()
    {
        await using RunningService service = await _home.StartAsync(
            "--Cache:Kind", "redis", "--Cache:ConnectionString", cluster.ConnectionString, "--Cache:Cluster", "true", "--Cache:TimeoutMilliseconds", "10000");
        Assert.Equal(Outcome.Approve, (await DecideAsync(service, "on-a-cluster", 1)).Outcome);
    }

    private Task<RunningService> StartAsync(string? address = null) =>
        _home.StartAsync("--Cache:Kind", "redis", "--Cache:ConnectionString", address ?? _server.ConnectionString, "--Cache:PauseMilliseconds", "500", "--Cache:TimeoutMilliseconds", "10000");

    private async Task<Decision> DecideAsync(RunningService service, string application, int person) =>
        await service.Client.DecideAsync(Requests.Clean(application, person), cancellationToken: _cancellation);
}
