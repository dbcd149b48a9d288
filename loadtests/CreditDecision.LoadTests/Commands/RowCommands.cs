using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Benchmarks.Design;
using CreditDecision.LoadTests.Applications;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Rows;
using CreditDecision.LoadTests.Scenarios;

namespace CreditDecision.LoadTests.Commands;

/// <summary>
/// The parts of the design's table: each measures some rows against what <c>loadtests/run</c> brought up and leaves them in a file, and the last one
/// prints them all and says whether they are met.
/// </summary>
internal static class RowCommands
{
    private static readonly Option<string> Keep = new("--rows") { Description = "JSON file that gets the rows, beside those that are in it." };
    private static readonly Option<Uri[]> Servers = LoadCommands.Addresses("--server", "Address of a replica; given once for each.");

    public static Command Rows()
    {
        Option<Uri> bare = LoadCommands.Address("--bare", "Address of the bare handler.");
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3 };
        var seconds = new Option<int>("--seconds") { Description = "Of each measurement.", DefaultValueFactory = _ => 20 };
        var borrowers = new Option<int>("--borrowers") { DefaultValueFactory = _ => 200_000 };
        var peer = new Option<double?>("--peer") { Description = "Durable decisions a second of the assembled peer in this run." };
        var first = new Option<string>("--first") { Description = "What the command first saved." };
        var command = new Command("rows", "Measures durable decisions, latencies and the start as the design asks for them.")
        {
            bare, LoadCommands.Server, LoadCommands.Watch, LoadCommands.Report, LoadCommands.Seed, Keep, rounds, seconds, borrowers, peer, first,
        };
        command.SetAction(async (call, cancellation) =>
        {
            Runner runner = LoadCommands.NewRunner(LoadCommands.Usual(call.GetValue(borrowers)) with { RepeatShare = 0.01 }, call);
            FirstDecision? came = call.GetValue(first) is { } file ? JsonSerializer.Deserialize<FirstDecision>(await File.ReadAllTextAsync(file, cancellation)) : null;
            var rows = new DesignRows(runner, call.GetValue(LoadCommands.Server)!, call.GetValue(bare)!, call.GetValue(rounds), call.GetValue(seconds), call.GetValue(peer), came);
            IReadOnlyList<DesignRow> measured = await rows.RunAsync(cancellation);
            if (call.GetValue(LoadCommands.Report) is { } report) runner.Write(report);
            return Kept(measured, call.GetValue(Keep));
        });
        return command;
    }

    public static Command Replicas()
    {
        var seconds = new Option<int>("--seconds") { Description = "Of each measurement.", DefaultValueFactory = _ => 20 };
        var edit = new Option<string>("--edit") { Description = "A command of the shell that changes the strategy consumer-cash in the content folder of the first replica.", Required = true };
        var command = new Command("replicas", "Measures what several replicas cost, and what a change of strategy under full load does.") { Servers, LoadCommands.Watch, LoadCommands.Seed, Keep, seconds, edit };
        command.SetAction(async (call, cancellation) =>
        {
            Uri[] servers = call.GetValue(Servers)!;
            Runner runner = LoadCommands.NewRunner(LoadCommands.Usual(50_000), call);
            List<DesignRow> rows = [.. await new ReplicaRows(runner, servers, call.GetValue(seconds)).RunAsync(cancellation)];
            ApplicationPool pool = LoadCommands.Pool(PopulationMix.Of(20_000), call.GetValue(LoadCommands.Seed), out _);
            rows.AddRange(await new SwapRows(pool, runner.Closed("swap", 128, 0), servers, call.GetValue(edit)!).RunAsync(cancellation));
            return Kept(rows, call.GetValue(Keep));
        });
        return command;
    }

    public static Command Queries()
    {
        var ids = new Option<string>("--ids") { Description = "File with ids of decisions in the store, a line each.", Required = true };
        var seconds = new Option<int>("--seconds") { Description = "Of each measurement.", DefaultValueFactory = _ => 10 };
        var before = new Option<string>("--before") { Description = "What --save wrote on another store; the ratios are told." };
        var save = new Option<string>("--save") { Description = "Writes the figures to this JSON file." };
        var holds = new Option<long>("--holds") { Description = "Decisions in the store." };
        var held = new Option<long>("--held") { Description = "Decisions in the other one." };
        var command = new Command("queries", "Measures a decision and each kind of query on the store as it is.")
        {
            ids, LoadCommands.Server, LoadCommands.Watch, LoadCommands.Seed, Keep, seconds, before, save, holds, held,
        };
        command.SetAction(async (call, cancellation) =>
        {
            Runner runner = LoadCommands.NewRunner(LoadCommands.Usual(50_000), call);
            var queries = new QueryRows(runner, call.GetValue(LoadCommands.Server)!, await File.ReadAllLinesAsync(call.GetValue(ids)!, cancellation), call.GetValue(seconds));
            IReadOnlyDictionary<string, double> medians = await queries.RunAsync(cancellation);
            if (call.GetValue(save) is { } saved) await File.WriteAllTextAsync(saved, JsonSerializer.Serialize(medians), cancellation);
            if (call.GetValue(before) is not { } file) return 0;
            var then = JsonSerializer.Deserialize<Dictionary<string, double>>(await File.ReadAllTextAsync(file, cancellation))!;
            return Kept(QueryRows.Rows(then, medians, Store(call.GetValue(held)), Store(call.GetValue(holds))), call.GetValue(Keep));
        });
        return command;
    }

    public static Command CrossChecks()
    {
        Option<Uri> bare = LoadCommands.Address("--bare", "Address of the bare handler.");
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3 };
        var seconds = new Option<int>("--seconds") { Description = "Of each measurement.", DefaultValueFactory = _ => 5 };
        var command = new Command("cross-check", "Holds this generator against h2load, on the bare handler and on the service.") { bare, LoadCommands.Server, LoadCommands.Seed, Keep, rounds, seconds };
        command.SetAction(async (call, cancellation) =>
        {
            ApplicationPool pool = LoadCommands.Pool(PopulationMix.Of(10), call.GetValue(LoadCommands.Seed), out _);
            byte[] body = new byte[pool.Longest];
            body = body[..pool.Write(0, body)];
            Runner runner = LoadCommands.NewRunner(PopulationMix.Of(10), call);
            var check = new CrossCheck(runner, body, call.GetValue(rounds), call.GetValue(seconds));
            Uri server = call.GetValue(LoadCommands.Server)!;
            // So that both begin with what is compiled and recorded already.
            await runner.DecideAsync("warm-up", 16, 5, server, cancellation);
            return Kept(
                [await check.RunAsync("the bare handler", call.GetValue(bare)!, BareHandler.Path, cancellation), await check.RunAsync("Decide, the same application again", server, Runner.DecidePath, cancellation)],
                call.GetValue(Keep));
        });
        return command;
    }

    public static Command Table()
    {
        var files = new Argument<string[]>("files") { Description = "JSON files with rows.", Arity = ArgumentArity.OneOrMore };
        var page = new Option<string>("--page") { Description = "Writes the rows to this HTML file too." };
        var command = new Command("table", "Prints rows that were measured, and ends with 1 where one is missed.") { files, page };
        command.SetAction(call =>
        {
            DesignRow[] rows = [.. call.GetValue(files)!.SelectMany(RowFile.Read)];
            RowFile.Print(rows);
            if (call.GetValue(page) is { } file) File.WriteAllText(file, GrowthPage.Text(rows));
            return rows.Any(row => row.IsMet == false) ? 1 : 0;
        });
        return command;
    }

    private static (string Text, long Decisions) Store(long decisions) => (string.Create(CultureInfo.InvariantCulture, $"{decisions:N0} decisions"), decisions);

    private static int Kept(IReadOnlyList<DesignRow> rows, string? file)
    {
        RowFile.Print(rows);
        RowFile.Add(file, rows);
        return rows.Any(row => row.IsMet == false) ? 1 : 0;
    }
}
