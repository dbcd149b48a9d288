using System.Buffers.Binary;
using CreditDecision.Core.Features;
using CreditDecision.Service.PersonalData;
using Polly;
using StackExchange.Redis;

namespace CreditDecision.Service.Gathering;

/// <summary>
/// Velocity in Redis, for any number of replicas.
/// </summary>
/// <remarks>
/// Keys: <c>cd:v1:{subject}</c>, the subject being the first letter of its kind and 16 bytes of a keyed hash in base64; the value is the log as
/// <see cref="VelocityLog"/> packs it, with a time to live of the longest window. One call of one script adds to and reads all five. The braces
/// make the subject the key's slot in a Redis Cluster, where subjects of one application lie on different nodes and one call may touch only
/// one slot: there each subject is a call of its own, sent together. The borrower's cached features (<see cref="RedisFeatureCache"/>) are read by the
/// same call, in a cluster by one more beside them.
/// </remarks>
internal sealed class RedisVelocity(IDatabase database, RedisGuard guard, bool isCluster) : IVelocityStore
{
    // As VelocityLog.With.
    private const string Script = """
        local at, application, longest = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
        local most, event = tonumber(ARGV[4]), tonumber(ARGV[5])
        local moment = struct.pack('>i8', at)
        local logs = {}
        for i = 1, #ARGV - 5 do
          local log = redis.call('GET', KEYS[i]) or ''
          local first = 1
          while first < #log and struct.unpack('>i8', log, first) <= at - longest do first = first + event end
          -- Most of a long log is never taken apart: a busy network address would hold up everybody else.
          local there = string.find(log, application, first + 8, true)
          while there and (there - first) % event ~= 8 do there = string.find(log, application, there + 1, true) end
          log = string.sub(log, first)
          if not there then log = string.sub(log .. moment .. application .. ARGV[5 + i], -most * event) end
          redis.call('SET', KEYS[i], log, 'PX', ARGV[3])
          logs[i] = log
        end
        -- A key more than there are subjects is the borrower's cached features.
        if #KEYS > #logs then logs[#KEYS] = redis.call('GET', KEYS[#KEYS]) end
        return logs
        """;

    private static readonly RedisValue Longest = (long)Velocity.Windows[^1].TotalMilliseconds;

    public async ValueTask<Remembered> CountAsync(VelocityQuestion question, BorrowerToken? featuresOf, CancellationToken cancellation)
    {
        Outcome<byte[]?[]> answer = await guard.AskAsync(() => isCluster ? EachAsync(question, featuresOf) : AllAsync(question, featuresOf), cancellation);
        if (answer.Result is not { } found) return default;
        int subjects = question.Subjects.Length;
        return new Remembered(question.Count(found[..subjects]!), found.Length > subjects ? RedisFeatureCache.Read(found[subjects]) : null);
    }

    private async Task<byte[]?[]> AllAsync(VelocityQuestion question, BorrowerToken? featuresOf)
    {
        int[] all = [.. Enumerable.Range(0, question.Subjects.Length)];
        IEnumerable<RedisKey> subjects = all.Select(i => KeyOf(question, i));
        return ((byte[]?[]?)await database.ScriptEvaluateAsync(
            Script, [.. featuresOf is { } borrower ? subjects.Append(RedisFeatureCache.KeyOf(borrower)) : subjects], ValuesOf(question, all)))!;
    }

    private async Task<byte[]?[]> EachAsync(VelocityQuestion question, BorrowerToken? featuresOf)
    {
        Task<RedisValue>? features = featuresOf is { } borrower ? database.StringGetAsync(RedisFeatureCache.KeyOf(borrower)) : null;
        Task<RedisResult>[] calls =
            [.. question.Subjects.Select((_, i) => database.ScriptEvaluateAsync(Script, [KeyOf(question, i)], ValuesOf(question, [i])))];
        IEnumerable<byte[]?> logs = (await Task.WhenAll(calls)).Select(answer => ((byte[][])answer!)[0]);
        return features is null ? [.. logs] : [.. logs, (byte[]?)await features];
    }

    private static RedisKey KeyOf(VelocityQuestion question, int subject) =>
        $"cd:v1:{{{char.ToLowerInvariant(Velocity.Subjects[subject].ToString()[0])}{Convert.ToBase64String(VelocityQuestion.BytesOf(question.Subjects[subject]))}}}";

    private static RedisValue[] ValuesOf(VelocityQuestion question, int[] subjects) =>
    [
        question.At, Bytes(question.Events[0].Application), Longest, VelocityLog.MostEvents, VelocityLog.EventBytes,
        .. subjects.Select(i => (RedisValue)Bytes(question.Events[i].Other)),
    ];

    private static byte[] Bytes(ulong number)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }
}
