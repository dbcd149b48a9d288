using System.Text;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Service.Tests.RiskData;

/// <summary>Features that were put on one replica, in the decisions of another, with Redis there, gone and back.</summary>
[Trait("Article", "A36")]
[Trait("Store", "PostgreSQL")]
public sealed class CachedFeaturesTests : IDisposable
{
    private const string Emptied = "DELETE FROM stored_features";

    // A server of its own: it is killed, and no other test should see that.
    private readonly RedisServer _redis = new();
    private readonly PostgresServiceHome _home;
    private readonly RedisCluster _cluster;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public CachedFeaturesTests(PostgresServer server, RedisCluster cluster) => (_home, _cluster) = (new PostgresServiceHome(server, _redis), cluster);

    public void Dispose()
    {
        _redis.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Every_replica_uses_what_was_put_on_another_at_once_and_without_asking_the_store()
    {
        await using RunningService one = await _home.StartAsync(), other = await _home.StartAsync();
        // The very first that is put of anybody, and of somebody of whom it was just seen that there is nothing.
        await PutAsync(one, "first", 1, 0);
        Decision nothing = await DecideAsync(other, "nothing", 2);
        Assert.Equal(Outcome.Refer, nothing.Outcome);
        await PutAsync(one, "second", 2, 0);
        // Behind their backs, so that only what is cached can tell.
        _home.Run(Emptied);
        Decision first = await DecideAsync(other, "first", 1), second = await DecideAsync(other, "second", 2);
        Assert.Equal((Outcome.Approve, Outcome.Approve), (first.Outcome, second.Outcome));
        Assert.Equal(Outcome.Refer, (await DecideAsync(other, "stranger", 3)).Outcome);
        foreach (Decision decision in new[] { nothing, first, second })
            Assert.Equal(ReplayOutcome.Identical, (await one.ReplayOneAsync(decision.DecisionId)).Outcome);
    }

    [Fact]
    public async Task What_was_read_from_the_store_is_there_for_the_next_decision()
    {
        await using RunningService one = await _home.StartAsync("--Cache:WarmBorrowers", "0");
        await PutAsync(one, "put", 1, 0);
        _redis.Kill();
        _redis.Start();
        int asked = 0;
        while ((await DecideAsync(one, $"read-{asked++}", 1)).Outcome != Outcome.Approve) { }
        await CachedAsync(1);
        _home.Run(Emptied);
        // Another facility of the same borrower, well below the cap.
        Assert.Equal(Outcome.Approve, (await DecideAsync(one, "cached", 1, 100_000)).Outcome);
    }

    [Fact]
    [Trait("Fault", "redis")]
    public async Task Without_redis_decisions_use_what_was_put_and_with_it_again_too()
    {
        await using RunningService one = await _home.StartAsync("--Cache:PauseMilliseconds", "500"), other = await _home.StartAsync("--Cache:PauseMilliseconds", "500");
        await PutAsync(one, "before", 1, 0);
        _redis.Kill();
        // Put while nobody can be told of it: velocity is missing too, but arrears decline whatever else is known.
        for (int i = 0; i < 12; i++)
        {
            await PutAsync(one, $"without-{i}", 10 + i, 3);
            Assert.Equal(Outcome.Decline, (await DecideAsync(other, $"without-{i}", 10 + i)).Outcome);
        }
        _redis.Start();
        int asked = 0;
        while ((await DecideAsync(other, $"back-{asked}", 100 + asked++)).Degraded.Any(mark => mark.Cause == "unavailable")) { }
        for (int i = 0; i < 12; i++)
            Assert.Equal(Outcome.Decline, (await DecideAsync(i % 2 == 0 ? one : other, $"again-{i}", 10 + i)).Outcome);
        Assert.Equal(Outcome.Approve, (await DecideAsync(other, "before", 1)).Outcome);
    }

    [Fact]
    public async Task A_service_that_starts_brings_what_was_put_last_into_redis()
    {
        await using (RunningService before = await _home.StartAsync())
            for (int i = 1; i <= 5; i++) await PutAsync(before, $"put-{i}", i, 0);
        _redis.Kill();
        _redis.Start();
        await using RunningService after = await _home.StartAsync("--Cache:WarmBorrowers", "3");
        await CachedAsync(3);
        _home.Run(Emptied);
        var outcomes = new List<Outcome>();
        for (int i = 1; i <= 5; i++) outcomes.Add((await DecideAsync(after, $"warm-{i}", i)).Outcome);
        Assert.Equal([Outcome.Refer, Outcome.Refer, Outcome.Approve, Outcome.Approve, Outcome.Approve], outcomes);
    }

    [Fact]
    public async Task A_cluster_caches_too()
    {
        await using RunningService service = await _home.StartAsync("--Cache:ConnectionString", _cluster.ConnectionString, "--Cache:Cluster", "true");
        await PutAsync(service, "cluster", 1, 0);
        _home.Run(Emptied);
        Assert.Equal(Outcome.Approve, (await DecideAsync(service, "cluster", 1)).Outcome);
    }

    [Fact]
    [Trait("Article", "A34")]
    public async Task Nothing_that_was_put_lies_open_in_redis_and_what_nobody_sealed_is_not_taken()
    {
        await using RunningService service = await _home.StartAsync();
        await PutAsync(service, "put", 1, 0);
        (string key, byte[] value) = Assert.Single(_redis.All());
        Assert.StartsWith("cd:f1:{f", key, StringComparison.Ordinal);
        foreach (string word in new[] { "months_past_due_now", "credit-bureau", "bureau-feed", Requests.IdNumber(1) })
            Assert.DoesNotContain(word, Encoding.Latin1.GetString(value) + key, StringComparison.Ordinal);
        value[^1] ^= 1;
        _redis.Set(key, value);
        Assert.Equal(Outcome.Approve, (await DecideAsync(service, "changed", 1)).Outcome);
    }

    private async Task CachedAsync(int borrowers)
    {
        while (_redis.All().Count(entry => entry.Key.StartsWith("cd:f1:", StringComparison.Ordinal) && entry.Value.Length > sizeof(long)) < borrowers)
            _cancellation.ThrowIfCancellationRequested();
    }

    private async Task PutAsync(RunningService service, string record, int person, double monthsPastDue)
    {
        Timestamp Ago(int minutes) => TimeProvider.System.GetUtcNow().AddMinutes(-minutes).ToTimestamp();
        var request = new PutFeaturesRequest
        {
            ClientId = "bureau-feed", RecordId = record, IdNumber = Requests.IdNumber(person), Source = "credit-bureau",
            Features = { new Feature { Name = "months_past_due_now", Number = monthsPastDue, ObservedAt = Ago(1) } },
            Consents = { new Consent { Scope = ConsentScope.CreditBureau, GrantedAt = Ago(60), ExpiresAt = Ago(-60), EvidenceId = "doc-7" } },
        };
        PutFeaturesResponse put = await new RiskDataService.RiskDataServiceClient(service.Channel).PutFeaturesAsync(request, cancellationToken: _cancellation);
        Assert.Equal(FeatureQuality.Used, Assert.Single(put.Results).Quality);
    }

    private async Task<Decision> DecideAsync(RunningService service, string application, int person, long? amountFen = null)
    {
        DecideRequest request = Requests.Clean(application, person);
        request.AmountFen = amountFen ?? request.AmountFen;
        request.Features.Remove(request.Features.Single(given => given.Name == "months_past_due_now"));
        return await service.Client.DecideAsync(request, cancellationToken: _cancellation);
    }
}
