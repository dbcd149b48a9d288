using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using CreditDecision.LoadTests.Applications;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Rows;
using CreditDecision.LoadTests.Scenarios;
using CreditDecision.LoadTests.Wire;
using CreditDecision.Service.Health;
using CreditDecision.Service.Strategies;
using CreditDecision.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace CreditDecision.LoadTests.Commands;

/// <summary>The commands of the program. Each ends with 0 where all that was asked for held, with 1 where not, with 2 on a wrong call.</summary>
internal static class LoadCommands
{
    internal const int WrongCall = 2;

    internal static readonly Option<Uri> Server = Address("--server", "Address of the service.");
    internal static readonly Option<string[]> Watch = new("--watch") { Description = "name=process whose processor time and memory are told; may be given several times." };
    internal static readonly Option<string> Report = new("--report") { Description = "Writes the results to this JSON file." };
    internal static readonly Option<long> Seed = new("--seed") { Description = "The same seed makes the same applications.", DefaultValueFactory = _ => 1 };

    /// <summary>Waits for a service that is starting.</summary>
    public static Command First()
    {
        var started = new Option<long>("--started") { Description = "When the service was started, milliseconds since 1970.", Required = true };
        var save = new Option<string>("--save") { Description = "Writes the figures to this JSON file." };
        var command = new Command("first", "Waits until a service that is starting says that it is ready, and says when its first decision came, and how long that call took.") { started, Server, Seed, save };
        command.SetAction(async (call, cancellation) =>
        {
            ApplicationPool pool = Pool(PopulationMix.Of(10), call.GetValue(Seed), out _);
            byte[] body = new byte[pool.Longest];
            int length = pool.Write(0, body);
            await ReadyAsync(call.GetValue(Server)!, cancellation);
            double ms = await FirstAsync(call.GetValue(Server)!, body.AsMemory(0, length), cancellation);
            var came = new FirstDecision((TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - call.GetValue(started)) / 1000.0, ms);
            Console.WriteLine($"first decision {came.Seconds:0.00} s after the start; that call took {came.CallMs:0.0} ms");
            if (call.GetValue(save) is { } file) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(came), cancellation);
            return 0;
        });
        return command;
    }

    /// <summary>Puts to use what the content folder holds.</summary>
    public static Command Reload()
    {
        var command = new Command("reload", "Has the service read its content folder anew.") { Server };
        command.SetAction(async (call, cancellation) =>
        {
            using GrpcChannel channel = GrpcChannel.ForAddress(call.GetValue(Server)!);
            await new StrategyService.StrategyServiceClient(channel).ReloadContentAsync(new ReloadContentRequest { RequestedBy = "load test" }, cancellationToken: cancellation);
            return 0;
        });
        return command;
    }

    // As balancers do: nothing is sent to a service before it says that it is ready.
    private static async Task ReadyAsync(Uri server, CancellationToken cancellation)
    {
        using GrpcChannel channel = GrpcChannel.ForAddress(server);
        var health = new Health.HealthClient(channel);
        while (true)
        {
            try
            {
                HealthCheckResponse said = await health.CheckAsync(new HealthCheckRequest { Service = HealthStatuses.Ready }, cancellationToken: cancellation);
                if (said.Status == HealthCheckResponse.Types.ServingStatus.Serving) return;
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.Unavailable)
            {
                // Not listening yet.
            }
            await Task.Delay(5, cancellation);
        }
    }

    // Milliseconds of the first call that is answered.
    private static async Task<double> FirstAsync(Uri server, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        while (true)
        {
            var answered = new TaskCompletionSource<Http2Connection.Call>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using Http2Connection connection = await Http2Connection.OpenAsync(
                server, Runner.DecidePath, (in Http2Connection.Call answer) => answered.TrySetResult(answer), cancellation);
            long begin = Stopwatch.GetTimestamp();
            connection.Send(body.Span, new Http2Connection.Call(0, begin));
            Http2Connection.Call answer = await answered.Task.WaitAsync(cancellation);
            if (answer.Answer.IsOk) return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }
    }

    // Two products, as most banks begin.
    internal static PopulationMix Usual(int borrowers) => PopulationMix.Of(borrowers, new ProductShare("consumer-cash", 0.8), new ProductShare("consumer-instalment", 0.2));

    internal static Option<Uri> Address(string name, string what) => new(name)
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

    internal static Runner NewRunner(PopulationMix mix, ParseResult call) => NewRunner(mix, call, new Happenings(new Dictionary<string, string>()), isLive: false, out _, out _);

    internal static ApplicationPool Pool(PopulationMix mix, long seed, out string run)
    {
        StrategyBook book = ContentLoader.Load(new ContentFolder("."), out IReadOnlyList<string> problems)
            ?? throw new InvalidOperationException($"Run it in the folder that holds strategies/ and models/: {string.Join("; ", problems)}");
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        run = $"L{now.ToUnixTimeMilliseconds() % 100_000_000_000:00000000000}";
        return ApplicationPool.Make(book, mix, run, seed, now);
    }
}
