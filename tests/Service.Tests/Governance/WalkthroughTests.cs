using System.Diagnostics;
using CreditDecision.Core.Documents;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Governance.Walking;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Governance;

/// <summary>Does what docs/governance-walkthrough.md says, block by block, so that the page is never out of date.</summary>
[Trait("Article", "A37")]
[Trait("Article", "A42")]
public abstract class WalkthroughTests : IDisposable
{
    private static readonly string[] Needed =
    [
        "data/taiwan_credit_card.csv", "data/hmeq_quarter1.csv", "data/hmeq_quarter2.csv", "data/hmeq_quarter3.csv",
        "conformance/models/xgboost/taiwan.json", "conformance/models/xgboost/taiwan_input.csv",
    ];

    private static readonly string[] Strategies = ["card-by-scorecard", "card-by-trees"];

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly GovernedBank _bank;
    private readonly Dictionary<string, Role> _people = [];
    private readonly Dictionary<string, long> _recorded = [];
    private RunningService? _service;
    private WalkCaller? _caller;

    private protected WalkthroughTests(ServiceHome home) => _bank = new GovernedBank(home);

    public void Dispose()
    {
        _bank.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_step_of_the_page_does_what_it_says()
    {
        // Nothing of it can be walked without the data, and it says so.
        foreach (string file in Needed) Shared(file);
        int done = 0;
        try
        {
            foreach (WalkBlock block in WalkPage.Read(Repository.At("docs/governance-walkthrough.md")))
            {
                var watch = Stopwatch.StartNew();
                await RunAsync(block);
                TestContext.Current.TestOutputHelper?.WriteLine($"line {block.Line}: {block.Kind}, {watch.Elapsed.TotalSeconds:0.0} s");
                done++;
            }
        }
        finally
        {
            if (_service is not null) await _service.DisposeAsync();
        }
        Assert.True(done > 25, $"only {done} blocks were found");
    }

    private Task RunAsync(WalkBlock block) => block.Kind switch
    {
        "people" => Task.FromResult(Introduce(block)),
        "sh" => ShellAsync(block),
        "start" => StartAsync(block),
        "walk" when block.Options.TryGetValue("load", out string? callers) => WalkUnderLoadAsync(block, int.Parse(callers)),
        "walk" => WalkAsync(block),
        "ledger" => Task.FromResult(Count(block)),
        "drift" => Task.Run(() => WalkDrift.Check(block, Fill), _cancellation),
        "dossier" => GatherAsync(block),
        _ => throw new InvalidOperationException($"line {block.Line}: nobody knows what \"{block.Kind}\" is"),
    };

    private int Introduce(WalkBlock block)
    {
        foreach (string[] person in block.Lines.Select(line => line.Split(": ")))
        {
            Assert.True(SnakeCase.TryParse(person[1], out Role role), person[1]);
            _people.Add(person[0], role);
        }
        return _people.Count;
    }

    private async Task StartAsync(WalkBlock block)
    {
        string[] words = [.. block.Lines.SelectMany(line => line.Split(' ')).Select(Fill)];
        _service = await _bank.Home.StartAsync(words);
        _caller = new WalkCaller(_service, person => _bank.As(person, _people[person]), Fill);
    }

    private async Task WalkAsync(WalkBlock block)
    {
        foreach (WalkCall call in WalkPage.Calls(block)) await _caller!.RunAsync(call);
    }

    private async Task WalkUnderLoadAsync(WalkBlock block, int callers)
    {
        long before = Recorded().Values.Sum();
        WalkLoad load = await WalkLoad.StartAsync(_service!, _bank.Frontend, WalkLoad.FirstRow(Fill("$WORK/taiwan.csv")), callers);
        await WalkAsync(block);
        // From here on the ledger must not grow by the one that stopped.
        foreach ((string strategy, long count) in Recorded()) _recorded[strategy] = count;
        IReadOnlyList<Decision> made = await load.EndAsync();
        Assert.All(load.Last, decision => Assert.Equal(Strategies[0], decision.Strategy.Id));
        // Each was by the model of its strategy, and by no other of the two.
        Assert.All(made, decision => Assert.Equal(
            decision.Strategy.Id == Strategies[0] ? "taiwan-scorecard" : "taiwan-trees", decision.Models.Single(model => model.Id.StartsWith("taiwan-", StringComparison.Ordinal)).Id));
        Assert.Equal(Strategies, made.Select(decision => decision.Strategy.Id).Distinct().Order());
        // What was answered was recorded, and nothing else was.
        Assert.Equal(made.Count, Recorded().Values.Sum() - before);
        Assert.Equal(made.Count, made.Select(decision => decision.DecisionId).Distinct().Count());
    }

    private int Count(WalkBlock block)
    {
        Dictionary<string, long> now = Recorded();
        foreach (string[] line in block.Lines.Select(line => line.Split(": ")))
        {
            long before = _recorded.GetValueOrDefault(line[0]), found = now[line[0]];
            bool isSo = line[1] switch
            {
                "none" => found == 0,
                "more" => found > before,
                "same" or "stopped" => found == before,
                _ => found == long.Parse(line[1]),
            };
            Assert.True(isSo, $"line {block.Line}: {line[0]} has {found} decisions after {before}, not \"{line[1]}\"");
            _recorded[line[0]] = found;
        }
        return now.Count;
    }

    private Dictionary<string, long> Recorded() => Strategies.ToDictionary(
        strategy => strategy, strategy => Convert.ToInt64(_bank.Home.One($"SELECT count(*) FROM decisions WHERE strategy_id = '{strategy}'")));

    private async Task GatherAsync(WalkBlock block)
    {
        foreach (string[] line in block.Lines.Select(line => line.Split(": ")))
            Assert.Equal(line[1].Split(", "), await WalkDossier.CheckAsync(_service!, line[0], _bank.As("auditor", _people["auditor"])));
    }

    private async Task ShellAsync(WalkBlock block)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        string creditctl = $"creditctl() {{ dotnet '{Repository.Built("CreditDecision.Cli", "creditctl.dll")}' \"$@\"; }}";
        foreach (string word in new[] { "-euo", "pipefail", "-c", string.Join('\n', [creditctl, .. block.Lines]) }) start.ArgumentList.Add(word);
        foreach ((string name, string value) in Variables()) start.Environment[name] = value;
        start.Environment["CREDITDECISION_TOKEN"] = Token(_bank.Frontend);
        start.Environment["TOKEN_VAL"] = Token(_bank.As("val", Role.Validator));
        using var process = System.Diagnostics.Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(_cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(_cancellation);
        await process.WaitForExitAsync(_cancellation);
        Assert.True(process.ExitCode == 0, $"line {block.Line}: {output}{await error}");
    }

    private static string Token(Metadata bearing) => bearing.Single().Value["Bearer ".Length..];

    private string Fill(string text) => Variables().Aggregate(text, (filled, variable) => filled.Replace($"${variable.Name}", variable.Value));

    private (string Name, string Value)[] Variables() =>
    [
        ("SHARED", Repository.At("../shared")), ("CONTENT", _bank.Content), ("WORK", _bank.Home.Folder.Path), ("SERVER", _service?.Address ?? ""),
    ];

    private static string Shared(string path)
    {
        string full = Repository.At(Path.Combine("../shared", path));
        if (!File.Exists(full)) Assert.Skip($"../shared/{path} is absent");
        return full;
    }
}

[Trait("Store", "SQLite")]
public sealed class SqliteWalkthroughTests() : WalkthroughTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresWalkthroughTests(PostgresServer server, RedisServer redis) : WalkthroughTests(new PostgresServiceHome(server, redis));
