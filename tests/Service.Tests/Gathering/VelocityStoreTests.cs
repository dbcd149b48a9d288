using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace CreditDecision.Service.Tests.Gathering;

/// <summary>What a velocity store promises, whatever it is made of.</summary>
[Trait("Article", "A19")]
public abstract class VelocityStoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    // Keys of each test's own, so that tests may share a server.
    private readonly PersonalDataKeys _keys = new("k", new Dictionary<string, byte[]> { ["k"] = new byte[32] }, Guid.CreateVersion7().ToByteArray().Concat(new byte[16]).ToArray());
    private readonly Lazy<IVelocityStore> _store;

    private protected VelocityStoreTests() => _store = new Lazy<IVelocityStore>(NewStore);

    private protected abstract IVelocityStore NewStore();

    [Fact]
    public async Task The_first_application_is_alone_and_its_repetition_too()
    {
        Assert.Equal(All(Velocity.First), All(await CountAsync("a-1", 1, Start)));
        Assert.Equal(All(Velocity.First), All(await CountAsync("a-1", 1, Start.AddMinutes(1))));
        // Asked for again on the next day, because it got no answer on the first.
        Assert.Equal(All(Velocity.First), All(await CountAsync("a-1", 1, Start.AddHours(25))));
    }

    [Fact]
    public async Task Borrowers_on_one_device_are_told_apart_from_applications_on_it()
    {
        Velocity last = Velocity.First;
        for (int i = 0; i < 12; i++) last = await CountAsync($"a-{i}", i % 4, Start.AddHours(i), device: "shared");
        // The one before is exactly an hour old.
        Assert.Equal([1, 12, 12, 12], Of(last, "device_applications"));
        AssertCounts([1, 4, 4, 4], Of(await CountAsync("b", 2, Start.AddHours(12).AddMinutes(59), device: "shared"), "device_borrowers"));
        Assert.Equal([1, 1, 1, 1], Of(last, "phone_borrowers"));
    }

    [Fact]
    public async Task A_borrowers_devices_are_counted()
    {
        for (int i = 0; i < 3; i++) await CountAsync($"a-{i}", 1, Start, device: $"d-{i}");
        Velocity last = await CountAsync("a-3", 1, Start.AddDays(8), device: "d-0");
        Assert.Equal([1, 1, 1, 3], Of(last, "borrower_devices"));
        Assert.Equal([1, 1, 1, 4], Of(last, "borrower_applications"));
    }

    [Fact]
    public async Task What_is_older_than_thirty_days_is_forgotten()
    {
        await CountAsync("a-1", 1, Start);
        AssertCounts([1, 1, 1, 2], Of(await CountAsync("a-2", 1, Start.AddDays(30).AddMilliseconds(-1)), "borrower_applications"));
        AssertCounts([1, 1, 1, 1], Of(await CountAsync("a-3", 1, Start.AddDays(60)), "borrower_applications"));
    }

    [Fact]
    public async Task Applications_at_once_are_all_counted()
    {
        // Connected before all threads wait for it.
        Assert.NotNull(_store.Value);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => CountAsync($"a-{i}", i % 10, Start, device: "shared"))));
        AssertCounts([101, 101, 101, 101], Of(await CountAsync("last", 3, Start, device: "shared"), "device_applications"));
    }

    [Fact]
    public async Task A_subject_in_more_applications_than_are_remembered_counts_as_that_many()
    {
        Velocity last = Velocity.First;
        for (int i = 0; i < VelocityLog.MostEvents + 20; i++) last = await CountAsync($"a-{i}", i, Start.AddSeconds(i), device: "shared");
        Assert.Equal([256, 256, 256, 256], Of(last, "device_borrowers"));
    }

    [Fact]
    public async Task It_counts_as_a_log_in_memory_does()
    {
        var random = new Random(7);
        var model = new InProcessVelocity(10_000);
        for (int i = 0; i < 300; i++)
        {
            VelocityQuestion question = Question($"a-{random.Next(200)}", random.Next(5), Start.AddMinutes(i * random.Next(300)), $"d-{random.Next(3)}");
            Velocity? expected = (await model.CountAsync(question, null, TestContext.Current.CancellationToken)).Velocity;
            Velocity? counted = (await _store.Value.CountAsync(question, null, TestContext.Current.CancellationToken)).Velocity;
            Assert.Equal(All(expected!), All(counted!));
        }
    }

    private async Task<Velocity> CountAsync(string application, int person, DateTimeOffset at, string? device = null)
    {
        Velocity? counted = (await _store.Value.CountAsync(Question(application, person, at, device), null, TestContext.Current.CancellationToken)).Velocity;
        Assert.NotNull(counted);
        return counted;
    }

    private VelocityQuestion Question(string id, int person, DateTimeOffset at, string? device)
    {
        V1.DecideRequest request = Requests.Clean(id, person, at);
        request.Channel.DeviceId = device ?? request.Channel.DeviceId;
        // One network address for everybody, which is nothing that these tests look at.
        Application application = Application.TryCreate(ApplicationTranslation.ToDraft(request), Book.Catalog.Objection, at, out _)!;
        return VelocityQuestion.Of(application, at, _keys);
    }

    private static int[] Of(Velocity velocity, string counted) =>
        [.. new[] { "1h", "24h", "7d", "30d" }.Select(window => velocity.Counts[VelocityFeatures.PlaceOf($"velocity_{counted}_{window}")])];

    private static void AssertCounts(int[] expected, int[] counted) => Assert.Equal(expected, counted);

    private static int[] All(Velocity velocity) => velocity.Counts.ToArray();

    private static StrategyBook Book { get; } = ContentLoader.Load(new ContentFolder(Repository.Root), out _)!;
}

public sealed class InProcessVelocityTests : VelocityStoreTests
{
    private protected override IVelocityStore NewStore() => new InProcessVelocity(10_000);
}

public sealed class RedisVelocityTests(RedisServer server) : VelocityStoreTests
{
    private protected override IVelocityStore NewStore() => RedisStores.On(server.ConnectionString, isCluster: false);
}

/// <summary>On three nodes, each subject on the one that holds its slot.</summary>
public sealed class RedisClusterVelocityTests(RedisCluster cluster) : VelocityStoreTests
{
    private protected override IVelocityStore NewStore() => RedisStores.On(cluster.ConnectionString, isCluster: true);
}

internal static class RedisStores
{
    public static RedisVelocity On(string address, bool isCluster) => new(Database(address), Guard(), isCluster);

    public static RedisFeatureCache FeaturesOn(string address, TimeSpan timeToLive) => new(Database(address), Guard(), timeToLive);

    private static IDatabase Database(string address) => ConnectionMultiplexer.Connect(address + ",connectTimeout=30000").GetDatabase();

    // A test waits for an answer; a busy machine is no failure.
    private static RedisGuard Guard() =>
        new(new CacheOptions { TimeoutMilliseconds = 30_000 }, new GatheringLog(NullLogger<GatheringLog>.Instance), TimeProvider.System);
}
