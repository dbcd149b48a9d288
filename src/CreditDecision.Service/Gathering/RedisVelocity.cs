using System.Buffers.Binary;
using CreditDecision.Core.Features;
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
/// one slot: there each subject is a call of its own, sent together.
/// </remarks>
internal sealed class RedisVelocity(IDatabase database, RedisGuard guard, bool isCluster) : IVelocityStore
{
    // As VelocityLog.With.
    private const string Script = """
        local at, application, longest = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
        local most, event = tonumber(ARGV[4]), tonumber(ARGV[5])
        local logs = {}
        for i = 1, #KEYS do
          local log = redis.call('GET', KEYS[i]) or ''
          local kept, there = {}, false
          for p = 1, #log - event + 1, event do
            if struct.unpack('>i8', log, p) > at - longest then
              kept[#kept + 1] = string.sub(log, p, p + event - 1)
              there = there or string.sub(log, p + 8, p + 15) == application
            end
          end
          if not there then kept[#kept + 1] = struct.pack('>i8', at) .. application .. ARGV[5 + i] end
          log = table.concat(kept, '', math.max(1, #kept - most + 1))
          redis.call('SET', KEYS[i], log, 'PX', ARGV[3])
          logs[i] = log
        end
        return logs
        """;

    private static readonly RedisValue Longest = (long)Velocity.Windows[^1].TotalMilliseconds;

    public async ValueTask<Velocity?> CountAsync(VelocityQuestion question, CancellationToken cancellation)
    {
        Outcome<byte[][]> logs = await guard.AskAsync(() => isCluster ? EachAsync(question) : AllAsync(question), cancellation);
        return logs.Result is { } found ? question.Count(found) : null;
    }

    private async Task<byte[][]> AllAsync(VelocityQuestion question)
    {
        int[] all = [.. Enumerable.Range(0, question.Subjects.Length)];
        return (byte[][])(await database.ScriptEvaluateAsync(Script, [.. all.Select(i => KeyOf(question, i))], ValuesOf(question, all)))!;
    }

    private async Task<byte[][]> EachAsync(VelocityQuestion question)
    {
        Task<RedisResult>[] calls =
            [.. question.Subjects.Select((_, i) => database.ScriptEvaluateAsync(Script, [KeyOf(question, i)], ValuesOf(question, [i])))];
        return [.. (await Task.WhenAll(calls)).Select(answer => ((byte[][])answer!)[0])];
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
