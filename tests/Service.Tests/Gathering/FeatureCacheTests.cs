using System.Security.Cryptography;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.RiskData;
using FsCheck;
using FsCheck.Fluent;
using StackExchange.Redis;

namespace CreditDecision.Service.Tests.Gathering;

/// <summary>Which version of a borrower's features a cache holds, whoever writes when.</summary>
public abstract class FeatureCacheTests
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(10);

    private static readonly Arbitrary<int[]> Versions = Gen.Choose(0, 9).ArrayOf().Where(versions => versions.Length > 0).ToArbitrary();

    private readonly Lazy<IDatabase> _database;
    private readonly Lazy<IFeatureCache> _cache;

    private protected FeatureCacheTests(Func<string> address)
    {
        _database = new(() => ConnectionMultiplexer.Connect(address() + ",connectTimeout=30000").GetDatabase());
        _cache = new(() => RedisStores.FeaturesOn(address(), TimeToLive));
    }

    [Fact]
    public void After_every_writing_the_newest_that_was_written_is_there() => Prop.ForAll(Versions, versions => CheckAsync(async borrower =>
    {
        for (int i = 0; i < versions.Length; i++)
        {
            await RememberAsync(borrower, versions[i]);
            if (Of(borrower) != Blob(versions.Take(i + 1).Max())) return false;
        }
        return true;
    })).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_writers_at_once_the_newest_is_there_in_the_end() => Prop.ForAll(Versions, versions => CheckAsync(async borrower =>
    {
        await Task.WhenAll(versions.Select(version => Task.Run(() => RememberAsync(borrower, version))));
        return Of(borrower) == Blob(versions.Max());
    })).QuickCheckThrowOnFailure();

    [Fact]
    public async Task What_is_remembered_ends_by_itself_and_not_all_at_once()
    {
        BorrowerToken[] borrowers = [.. Enumerable.Range(0, 50).Select(_ => NewBorrower())];
        await _cache.Value.RememberAsync([.. borrowers.Select(borrower => (borrower, StoredFeaturesBlob.None))]);
        TimeSpan[] left = [.. borrowers.Select(borrower => _database.Value.KeyTimeToLive(RedisFeatureCache.KeyOf(borrower))!.Value)];
        Assert.All(left, time => Assert.InRange(time, TimeSpan.Zero, TimeToLive));
        Assert.True(left.Max() - left.Min() > TimeToLive / 20, $"between {left.Min()} and {left.Max()}");
    }

    [Fact]
    public async Task What_is_none_of_ours_is_as_good_as_nothing()
    {
        BorrowerToken borrower = NewBorrower();
        foreach (string value in new[] { "", "short", "\0\0\0\0\0\0\0\0and more", "\0\0\0\0\0\0\0\u0001", "\u00ff2345678and more" })
        {
            await _database.Value.StringSetAsync(RedisFeatureCache.KeyOf(borrower), value.Select(letter => (byte)letter).ToArray());
            Assert.Null(Read(borrower));
        }
        // A key of another kind in its place is an error of Redis, which holds up nobody.
        await _database.Value.KeyDeleteAsync(RedisFeatureCache.KeyOf(borrower));
        await _database.Value.ListLeftPushAsync(RedisFeatureCache.KeyOf(borrower), "list");
        await RememberAsync(borrower, 1);
    }

    private static bool CheckAsync(Func<BorrowerToken, Task<bool>> check) => Task.Run(() => check(NewBorrower())).GetAwaiter().GetResult();

    private Task RememberAsync(BorrowerToken borrower, int version) =>
        _cache.Value.RememberAsync([(borrower, version == 0 ? StoredFeaturesBlob.None : new StoredFeaturesBlob(version, [(byte)version, 7]))]).AsTask();

    private StoredFeaturesBlob? Read(BorrowerToken borrower) => RedisFeatureCache.Read((byte[]?)_database.Value.StringGet(RedisFeatureCache.KeyOf(borrower)));

    private string Of(BorrowerToken borrower) => Read(borrower) is { } blob ? $"{blob.Version}: {Convert.ToHexString(blob.Sealed)}" : "nothing";

    private static string Blob(int version) => version == 0 ? "0: " : $"{version}: {version:X2}07";

    // Of each check's own, so that they may share a server.
    private static BorrowerToken NewBorrower() => new(RandomNumberGenerator.GetBytes(BorrowerToken.Length));
}

public sealed class OneRedisFeatureCacheTests(RedisServer server) : FeatureCacheTests(() => server.ConnectionString);

public sealed class RedisClusterFeatureCacheTests(RedisCluster cluster) : FeatureCacheTests(() => cluster.ConnectionString);
