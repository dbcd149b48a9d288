using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using CreditDecision.LoadTests.Applications;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Rows;
using CreditDecision.LoadTests.Scenarios;
using CreditDecision.LoadTests.Wire;
using CreditDecision.Service.Strategies;

namespace CreditDecision.LoadTests.Commands;

/// <summary>The commands of the program. Each ends with 0 where all that was asked for held, with 1 where not, with 2 on a wrong call.</summary>
internal static class LoadCommands
{
    internal const int WrongCall = 2;

    private static readonly Option<Uri> Server = Address("--server", "Address of the service.");
    internal static readonly Option<string[]> Watch = new("--watch") { Description = "name=process whose processor time and memory are told; may be given several times." };
    private static readonly Option<string> Report = new("--report") { Description = "Writes the results to this JSON file." };
    internal static readonly Option<long> Seed = new("--seed") { Description = "The same seed makes the same applications.", DefaultValueFactory = _ => 1 };

    public static Command Rows()
    {
        Option<Uri> bare = Address("--bare", "Address of the bare handler.");
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3 };
        var seconds = new Option<int>("--seconds") { Description = "Of each measurement.", DefaultValueFactory = _ => 20 };
        var borrowers = new Option<int>("--borrowers") { DefaultValueFactory = _ => 200_000 };
        var command = new Command("rows", "Measures durable decisions and latencies as the design asks for them.") { bare, Server, Watch, Report, Seed, rounds, seconds, borrowers };
        command.SetAction(async (call, cancellation) =>
        {
            Runner runner = NewRunner(Usual(call.GetValue(borrowers)) with { RepeatShare = 0.01 }, call);
            var rows = new DesignRows(runner, call.GetValue(Server)!, call.GetValue(bare)!, call.GetValue(rounds), call.GetValue(seconds));
            bool met = await rows.RunAsync(cancellation);
            if (call.GetValue(Report) is { } report) runner.Write(report);
            return met ? 0 : 1;
        });
        return command;
    }

    public static Command Queries()
    {
        var ids = new Option<string>("--ids") { Description = "File with ids of decisions in the store, a line each.", Required = true };
        var seconds = new Option<int>("--seconds") { Description = "Of each measurement.", DefaultValueFactory = _ => 10 };
        var before = new Option<string>("--before") { Description = "What --save wrote on another store; the ratios are told, and 1.2 is the most." };
        var save = new Option<string>("--save") { Description = "Writes the figures to this JSON file." };
        var command = new Command("queries", "Measures a decision and each kind of query on the store as it is.") { ids, Server, Watch, Seed, seconds, before, save };
        command.SetAction(async (call, cancellation) =>
        {
            Runner runner = NewRunner(Usual(50_000), call);
            var rows = new QueryRows(runner, call.GetValue(Server)!, await File.ReadAllLinesAsync(call.GetValue(ids)!, cancellation), call.GetValue(seconds));
            IReadOnlyDictionary<string, double> medians = await rows.RunAsync(cancellation);
            Dictionary<string, double>? then = call.GetValue(before) is { } file
                ? JsonSerializer.Deserialize<Dictionary<string, double>>(await File.ReadAllTextAsync(file, cancellation))
                : null;
            QueryRows.Print(medians, then);
            if (call.GetValue(save) is { } saved) await File.WriteAllTextAsync(saved, JsonSerializer.Serialize(medians), cancellation);
            return then is null || medians.All(each => !then.TryGetValue(each.Key, out double was) || each.Value <= was * QueryRows.MostGrowth) ? 0 : 1;
        });
        return command;
    }

    public static Command First()
    {
        var started = new Option<long>("--started") { Description = "When the service was started, milliseconds since 1970.", Required = true };
        var command = new Command("first", "Waits for a service that is starting and says when its first decision came, and how long that call took.") { started, Server, Seed };
        command.SetAction(async (call, cancellation) =>
        {
            ApplicationPool pool = Pool(PopulationMix.Of(10), call.GetValue(Seed), out _);
            byte[] body = new byte[pool.Longest];
            int length = pool.Write(0, body);
            while (true)
            {
                var answered = new TaskCompletionSource<Http2Connection.Call>(TaskCreationOptions.RunContinuationsAsynchronously);
                try
                {
                    await using Http2Connection connection = await Http2Connection.OpenAsync(
                        call.GetValue(Server)!, Runner.DecidePath, (in Http2Connection.Call answer) => answered.TrySetResult(answer), cancellation);
                    long begin = Stopwatch.GetTimestamp();
                    connection.Send(body.AsSpan(0, length), new Http2Connection.Call(0, begin));
                    Http2Connection.Call answer = await answered.Task.WaitAsync(cancellation);
                    if (!answer.Answer.IsOk) continue;
                    double since = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - call.GetValue(started);
                    Console.WriteLine($"first decision {since / 1000:0.00} s after the start; that call took {Stopwatch.GetElapsedTime(begin).TotalMilliseconds:0.0} ms");
                    return 0;
                }
                catch (System.Net.Sockets.SocketException)
                {
                    // Not listening yet.
                    await Task.Delay(5, cancellation);
                }
            }
        });
        return command;
    }

    // Two products, as most banks begin.
    private static PopulationMix Usual(int borrowers) => PopulationMix.Of(borrowers, new ProductShare("consumer-cash", 0.8), new ProductShare("consumer-instalment", 0.2));

    private static Option<Uri> Address(string name, string what) => new(name)
    {
        Description = what,
        Required = true,
        CustomParser = given =>
        {
            if (Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out Uri? address) && address.Scheme == "http") return address;
            given.AddError($"{name} must be http://host:port; the generator speaks HTTP/2 without TLS.");
            return null;
        },
    };

    internal static Option<Uri[]> Addresses(string name, string what) => new(name)
    {
        Description = what,
        Required = true,
        CustomParser = given =>
        {
            var addresses = new List<Uri>();
            foreach (var token in given.Tokens)
            {
                if (Uri.TryCreate(token.Value, UriKind.Absolute, out Uri? address) && address.Scheme == "http") addresses.Add(address);
                else given.AddError($"{name} must be http://host:port; the generator speaks HTTP/2 without TLS.");
            }
            return [.. addresses];
        },
    };

    /// <exception cref="InvalidDataException">The mix has a product that is not served.</exception>
    internal static Runner NewRunner(PopulationMix mix, ParseResult call, Happenings happenings, bool isLive, out string run, out IReadOnlyList<string> listed)
    {
        var watched = new Dictionary<string, int> { ["generator"] = Environment.ProcessId };
        foreach (string each in call.GetValue(Watch) ?? [])
            if (each.Split('=') is [var name, var id] && int.TryParse(id, out int process)) watched[name] = process;
        ApplicationPool pool = Pool(mix, call.GetValue(Seed), out run);
        listed = pool.ListedBorrowers;
        return new Runner(pool, mix, watched) { Happenings = happenings, IsLive = isLive };
    }

    private static Runner NewRunner(PopulationMix mix, ParseResult call) => NewRunner(mix, call, new Happenings(new Dictionary<string, string>()), isLive: false, out _, out _);

    private static ApplicationPool Pool(PopulationMix mix, long seed, out string run)
    {
        StrategyBook book = ContentLoader.Load(new ContentFolder("."), out IReadOnlyList<string> problems)
            ?? throw new InvalidOperationException($"Run it in the folder that holds strategies/ and models/: {string.Join("; ", problems)}");
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        run = $"L{now.ToUnixTimeMilliseconds() % 100_000_000_000:00000000000}";
        return ApplicationPool.Make(book, mix, run, seed, now);
    }
}
