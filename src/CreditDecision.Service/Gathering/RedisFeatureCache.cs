using System.Buffers.Binary;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.RiskData;
using StackExchange.Redis;

namespace CreditDecision.Service.Gathering;

/// <summary>
/// What was put of borrowers, cached in Redis for all replicas.
/// </summary>
/// <remarks>
/// Keys: <c>cd:f1:{f...}</c>, in the braces the letter f and the borrower's token in base64, by itself the key's slot in a Redis Cluster: a
/// warm-up knows no more of a borrower than the token, so it cannot lie beside the borrower's velocity. Values: 8 bytes of version, big-endian,
/// and the features as the store has them, sealed; version 0 and nothing more says that nothing was put. The time to live is at most
/// <see cref="CacheOptions.FeatureSeconds"/> and down to four fifths of it, told apart by the token, so that what was remembered together does
/// not end together.
/// What a reader can rely on: a put writes here after its commit and before its answer, and an older version never replaces a newer one, so a
/// decision that begins after the answer uses what was put, on every replica. It uses what was there before only where that write was lost
/// (Redis or the putting process failed just then) or Redis lost the entry while somebody was reading the version before from the store; and
/// no longer than the time to live.
/// </remarks>
internal sealed class RedisFeatureCache(IDatabase database, RedisGuard guard, TimeSpan timeToLive) : IFeatureCache
{
    private const int VersionBytes = sizeof(long);

    // Versions are compared as the numbers that they are; Lua's are exact up to 2^53.
    private const string Script = """
        local there = redis.call('GETRANGE', KEYS[1], 0, 7)
        if #there == 8 and struct.unpack('>i8', there) > struct.unpack('>i8', ARGV[1]) then return 0 end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return 1
        """;

    public static RedisKey KeyOf(BorrowerToken borrower) => $"cd:f1:{{f{Convert.ToBase64String(borrower.ToArray())}}}";

    /// <returns>Null where nothing is cached, or something that is none of this.</returns>
    public static StoredFeaturesBlob? Read(byte[]? value)
    {
        if (value is null || value.Length < VersionBytes) return null;
        var blob = new StoredFeaturesBlob(BinaryPrimitives.ReadInt64BigEndian(value), value[VersionBytes..]);
        return blob.Version >= 0 && (blob.Version == 0) == (blob.Sealed.Length == 0) ? blob : null;
    }

    // Nobody waits whose call could be given up: what is remembered serves others.
    public async ValueTask RememberAsync(IReadOnlyCollection<(BorrowerToken Borrower, StoredFeaturesBlob Features)> features) =>
        await guard.AskAsync(
            () => Task.WhenAll(features.Select(each => database.ScriptEvaluateAsync(Script, [KeyOf(each.Borrower)], [Value(each.Features), Milliseconds(each.Borrower)]))),
            CancellationToken.None);

    private static byte[] Value(StoredFeaturesBlob features)
    {
        byte[] value = new byte[VersionBytes + features.Sealed.Length];
        BinaryPrimitives.WriteInt64BigEndian(value, features.Version);
        features.Sealed.CopyTo(value, VersionBytes);
        return value;
    }

    private long Milliseconds(BorrowerToken borrower)
    {
        long most = (long)timeToLive.TotalMilliseconds;
        return most - (uint)borrower.GetHashCode() % (most / 5);
    }
}
