using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Benchmarks.Populations;
using CreditDecision.Core.Applications;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Benchmarks.Velocities;

/// <summary>
/// How many applications a second are counted in Redis and in the memory of this process, by callers that wait for each answer, and how
/// much of Redis's memory a subject takes. Once with applicants who are alone with what they have, once with a network address that all of
/// them share, whose log is full.
/// </summary>
internal static class VelocityBenchmark
{
    public static async Task<int> RunAsync(VelocityOptions options)
    {
        var book = ContentLoader.Load(new ContentFolder("."), out var problems);
        if (book is null)
        {
            Console.Error.WriteLine($"Run it in the folder that holds strategies/ and models/:\n{string.Join('\n', problems)}");
            return 1;
        }

        using var connection = await ConnectionMultiplexer.ConnectAsync(options.Redis, redis => redis.AllowAdmin = true);
        var database = connection.GetDatabase();
        // A call that takes longer fails the run: its time would be missing in the figures.
        var guard = new RedisGuard(new CacheOptions { TimeoutMilliseconds = 10_000 }, new GatheringLog(NullLogger<GatheringLog>.Instance), TimeProvider.System);
        foreach (var isShared in new[] { false, true })
        {
            var questions = Questions(book, options.Applications, isShared);
            var shape = isShared ? "one network address" : "each alone";
            var before = await StateAsync(connection);
            await MeasureAsync($"Redis, {shape}", new RedisVelocity(database, guard, options.IsCluster), questions, options.Callers);
            var after = await StateAsync(connection);
            Console.WriteLine($"  Redis was at it for {(after.Microseconds - before.Microseconds) / (after.Calls - before.Calls):N1} us a call");
            Console.WriteLine($"  {after.Keys - before.Keys:N0} keys, {(after.Bytes - before.Bytes) / (after.Keys - before.Keys):N0} bytes each");
            await MeasureAsync($"in process, {shape}", new InProcessVelocity(5 * options.Applications), questions, options.Callers);
        }

        return 0;
    }

    /// <summary>In the order of their moments, under keys that no other run has.</summary>
    private static VelocityQuestion[] Questions(StrategyBook book, int count, bool isShared)
    {
        var keys = new PersonalDataKeys("made-up", new Dictionary<string, byte[]> { ["made-up"] = new byte[32] }, RandomNumberGenerator.GetBytes(32));
        var questions = new VelocityQuestion[count];
        foreach (var (row, request) in new PopulationRequests(book.Catalog, count, 20_260_101).Read())
        {
            if (isShared) request.Channel.IpAddress = "192.0.2.10";
            var application = Application.TryCreate(ApplicationTranslation.ToDraft(request), book.Catalog.Objection, PopulationRequests.End, out _)
                ?? throw new InvalidDataException($"{request.ApplicationId} is no application.");
            questions[row] = VelocityQuestion.Of(application, PopulationRequests.End.AddMilliseconds(row), keys);
        }

        return questions;
    }

    private static async Task MeasureAsync(string name, IVelocityStore store, VelocityQuestion[] questions, int callers)
    {
        // The script is loaded and the code compiled before it is timed.
        foreach (var question in questions.Take(500)) await store.CountAsync(question, null, CancellationToken.None);
        var times = new double[questions.Length];
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < questions.Length; i = Interlocked.Increment(ref next))
            {
                var asked = Stopwatch.GetTimestamp();
                if ((await store.CountAsync(questions[i], null, CancellationToken.None)).Velocity is null) throw new InvalidOperationException($"{name}: no answer");
                times[i] = Stopwatch.GetElapsedTime(asked).TotalMicroseconds;
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(times);
        Console.WriteLine($"{name}: {questions.Length / seconds:N0}/s, p50 {times[times.Length / 2]:N0} us, p99 {times[times.Length * 99 / 100]:N0} us");
    }

    private static async Task<(double Bytes, double Keys, double Calls, double Microseconds)> StateAsync(ConnectionMultiplexer connection)
    {
        double bytes = 0, keys = 0, calls = 0, microseconds = 0;
        foreach (var server in connection.GetServers())
        {
            bytes += Figure(await server.InfoRawAsync("memory"), "used_memory:");
            keys += await server.DatabaseSizeAsync();
            var commands = await server.InfoRawAsync("commandstats") ?? "";
            var script = commands.Split('\n').FirstOrDefault(line => line.StartsWith("cmdstat_evalsha:", StringComparison.Ordinal));
            calls += Figure(script, "calls=");
            microseconds += Figure(script, "usec=");
        }

        return (bytes, keys, calls, microseconds);
    }

    /// <summary>0 where it is not there: nothing was called yet.</summary>
    private static double Figure(string? text, string name)
    {
        var at = text?.IndexOf(name, StringComparison.Ordinal) ?? -1;
        if (at < 0) return 0;
        var digits = text!.AsSpan(at + name.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return double.Parse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
