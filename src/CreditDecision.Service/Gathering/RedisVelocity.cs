using System.Buffers.Binary;
using System.Collections.Concurrent;
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
/// <see cref="VelocityLog"/> packs it, with a time to live of the longest window. One call of one script adds to and reads all five, and the
/// borrower's cached features (<see cref="RedisFeatureCache"/>) beside them; it takes as many applications as came while the calls before it were
/// under way, since a call costs Redis and this process more than what it does for one application. The braces make the subject the key's slot in a
/// Redis Cluster, where subjects of one application lie on different nodes and one call may touch only one slot: there each subject is a call of
/// its own, sent together, and the features are read by one more.
/// </remarks>
internal sealed class RedisVelocity(IDatabase database, RedisGuard guard, bool isCluster) : IVelocityStore
{
    // A call of so many takes Redis less than a millisecond, in which it answers nobody else.
    private const int MostInOne = 32;

    // While one is being answered the next one gathers; a second keeps Redis busy meanwhile.
    private const int MostCalls = 2;

    // What a call has before its applications, and each of them before its subjects.
    private const int HeadArguments = 4, ApplicationArguments = 3;

    // As VelocityLog.With, for each subject of each application.
    private const string Script = """
        local longest, most, event, subjects = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
        local answers, key, argument = {}, 0, 4
        while argument < #ARGV do
          local at, application = tonumber(ARGV[argument + 1]), ARGV[argument + 2]
          local moment = struct.pack('>i8', at)
          for i = 1, subjects do
            key = key + 1
            local log = redis.call('GET', KEYS[key]) or ''
            local first = 1
            while first < #log and struct.unpack('>i8', log, first) <= at - longest do first = first + event end
            -- Most of a long log is never taken apart: a busy network address would hold up everybody else.
            local there = string.find(log, application, first + 8, true)
            while there and (there - first) % event ~= 8 do there = string.find(log, application, there + 1, true) end
            if first > 1 then log = string.sub(log, first) end
            if not there then log = string.sub(log .. moment .. application .. ARGV[argument + 3 + i], -most * event) end
            redis.call('SET', KEYS[key], log, 'PX', ARGV[1])
            answers[key] = log
          end
          if ARGV[argument + 3] == '1' then
            key = key + 1
            answers[key] = redis.call('GET', KEYS[key])
          end
          argument = argument + 3 + subjects
        end
        return answers
        """;

    private static readonly string[] Prefixes = [.. Velocity.Subjects.Select(subject => $"cd:v1:{{{char.ToLowerInvariant(subject.ToString()[0])}")];

    private static readonly RedisValue Longest = (long)Velocity.Windows[^1].TotalMilliseconds;

    private readonly ConcurrentQueue<Asked> _waiting = new();
    private int _calls;

    public async ValueTask<Remembered> CountAsync(VelocityQuestion question, BorrowerToken? featuresOf, CancellationToken cancellation)
    {
        if (isCluster)
        {
            Outcome<byte[]?[]> answer = await guard.AskAsync(() => EachAsync(question, featuresOf), cancellation);
            return answer.Result is { } found ? Read(question, found) : default;
        }
        var asked = new Asked(question, featuresOf);
        _waiting.Enqueue(asked);
        Send();
        return await asked.Answer.WaitAsync(cancellation);
    }

    public async ValueTask RehearseAsync(CancellationToken cancellation)
    {
        var values = new List<RedisValue>(HeadArguments);
        Begin(values, Velocity.Subjects.Count);
        await guard.AskAsync(() => database.ScriptEvaluateAsync(Script, [], [.. values]), cancellation);
    }

    private static Remembered Read(VelocityQuestion question, ReadOnlySpan<byte[]?> found)
    {
        int subjects = question.Subjects.Length;
        return new Remembered(question.Count(found[..subjects]), found.Length > subjects ? RedisFeatureCache.Read(found[subjects]) : null);
    }

    // Begins a call where fewer than there may be are under way.
    private void Send()
    {
        while (!_waiting.IsEmpty)
        {
            int calls = Volatile.Read(ref _calls);
            if (calls >= MostCalls) return;
            if (Interlocked.CompareExchange(ref _calls, calls + 1, calls) == calls)
            {
                _ = SendAsync();
                return;
            }
        }
    }

    private async Task SendAsync()
    {
        while (Take() is { Count: > 0 } some) await AskAsync(some);
        Interlocked.Decrement(ref _calls);
        // For who came after the last look and before there was one call less.
        Send();
    }

    private List<Asked> Take()
    {
        var some = new List<Asked>();
        while (some.Count < MostInOne && _waiting.TryDequeue(out Asked? asked)) some.Add(asked);
        return some;
    }

    // Answers all of them, whatever happens.
    private async Task AskAsync(List<Asked> some)
    {
        byte[]?[]? found = null;
        try
        {
            Outcome<byte[]?[]> answer = await guard.AskAsync(() => AllAsync(some), CancellationToken.None);
            found = answer.Result;
        }
        finally
        {
            int at = 0;
            foreach (Asked asked in some)
            {
                int length = asked.Question.Subjects.Length + (asked.FeaturesOf is null ? 0 : 1);
                asked.Tell(found is null ? default : Read(asked.Question, found.AsSpan(at, length)));
                at += length;
            }
        }
    }

    private async Task<byte[]?[]> AllAsync(List<Asked> some)
    {
        int subjects = Velocity.Subjects.Count;
        var keys = new List<RedisKey>(some.Count * (subjects + 1));
        var values = new List<RedisValue>(HeadArguments + (some.Count * (ApplicationArguments + subjects)));
        Begin(values, subjects);
        foreach ((VelocityQuestion question, BorrowerToken? featuresOf) in some)
        {
            Ask(values, question, featuresOf is not null);
            for (int i = 0; i < subjects; i++) Add(keys, values, question, i);
            if (featuresOf is { } borrower) keys.Add(RedisFeatureCache.KeyOf(borrower));
        }
        return ((byte[]?[]?)await database.ScriptEvaluateAsync(Script, [.. keys], [.. values]))!;
    }

    private async Task<byte[]?[]> EachAsync(VelocityQuestion question, BorrowerToken? featuresOf)
    {
        Task<RedisValue>? features = featuresOf is { } borrower ? database.StringGetAsync(RedisFeatureCache.KeyOf(borrower)) : null;
        Task<RedisResult>[] calls = [.. question.Subjects.Select((_, i) => OneAsync(question, i))];
        IEnumerable<byte[]?> logs = (await Task.WhenAll(calls)).Select(answer => ((byte[][])answer!)[0]);
        return features is null ? [.. logs] : [.. logs, (byte[]?)await features];
    }

    private Task<RedisResult> OneAsync(VelocityQuestion question, int subject)
    {
        (List<RedisKey> keys, List<RedisValue> values) = ([], []);
        Begin(values, 1);
        Ask(values, question, withFeatures: false);
        Add(keys, values, question, subject);
        return database.ScriptEvaluateAsync(Script, [.. keys], [.. values]);
    }

    private static void Begin(List<RedisValue> values, int subjects) => values.AddRange([Longest, VelocityLog.MostEvents, VelocityLog.EventBytes, subjects]);

    private static void Ask(List<RedisValue> values, VelocityQuestion question, bool withFeatures) =>
        values.AddRange([question.At, Bytes(question.Events[0].Application), withFeatures ? 1 : 0]);

    private static void Add(List<RedisKey> keys, List<RedisValue> values, VelocityQuestion question, int subject)
    {
        keys.Add(KeyOf(question, subject));
        values.Add(Bytes(question.Events[subject].Other));
    }

    private static RedisKey KeyOf(VelocityQuestion question, int subject) =>
        string.Concat(Prefixes[subject], Convert.ToBase64String(VelocityQuestion.BytesOf(question.Subjects[subject])), "}");

    private static byte[] Bytes(ulong number)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }

    // An application that waits for its answer.
    private sealed record Asked(VelocityQuestion Question, BorrowerToken? FeaturesOf)
    {
        // Whoever reads the answers has the next call to send.
        private readonly TaskCompletionSource<Remembered> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Remembered> Answer => _answer.Task;

        public void Tell(Remembered answer) => _answer.TrySetResult(answer);
    }
}
