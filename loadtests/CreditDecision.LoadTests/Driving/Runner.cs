using System.Text.Json;
using CreditDecision.LoadTests.Applications;
using CreditDecision.LoadTests.Results;
using CreditDecision.LoadTests.Rows;
using CreditDecision.LoadTests.Scenarios;
using Google.Protobuf;

namespace CreditDecision.LoadTests.Driving;

/// <summary>Runs scenarios one after the other over one pool of applications, tells how they go and gathers their results.</summary>
/// <param name="watched">Processes whose processor time and memory are told, by name.</param>
internal sealed class Runner(ApplicationPool pool, PopulationMix mix, IReadOnlyDictionary<string, int> watched)
{
    public const string DecidePath = "/creditdecision.v1.DecisionService/Decide";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly List<RunResult> _results = [];
    private long _place;

    public async Task<RunResult> RunAsync(Scenario scenario, Uri address, CancellationToken cancellation, string path = DecidePath)
    {
        if (scenario.WarmUpSeconds > 0)
            await LoadAsync(scenario with { Seconds = scenario.WarmUpSeconds, Rate = [.. scenario.Rate.Take(1).Select(step => step with { Seconds = scenario.WarmUpSeconds })] }, pool, new Tally(scenario.WarmUpSeconds), address, path, cancellation);
        var tally = new Tally(scenario.Length);
        var before = watched.ToDictionary(process => process.Key, process => ProcessUse.Of(process.Value));
        using var memory = new MemorySeries(watched);
        await LoadAsync(scenario, pool, tally, address, path, cancellation);
        RunResult result = tally.Result(scenario.Name, address.ToString());
        _results.Add(result);
        Console.WriteLine(result);
        foreach ((string name, int process) in watched)
            Console.WriteLine($"  {name}: {(ProcessUse.Of(process).Cpu - before[name].Cpu).TotalMicroseconds / Math.Max(1, result.Answered):0} µs of processor for each answer");
        memory.Print();
        return result;
    }

    /// <summary>Decides for so long with so many callers.</summary>
    public Task<RunResult> DecideAsync(string name, int callers, int seconds, Uri address, CancellationToken cancellation) =>
        RunAsync(Closed(name, callers, seconds), address, cancellation);

    /// <summary>Sends the same few requests of another method of the service in turn.</summary>
    public async Task<RunResult> AskAsync<T>(
        string name, string method, IReadOnlyList<T> requests, int callers, int seconds, Uri address, CancellationToken cancellation) where T : IMessage
    {
        var bodies = new FixedBodies([.. requests.Select(request => QueryRows.Frame(request))]);
        string path = $"/creditdecision.v1.DecisionService/{method}";
        Scenario scenario = Closed(name, callers, seconds);
        await LoadAsync(scenario with { Seconds = 2 }, bodies, new Tally(2), address, path, cancellation);
        var tally = new Tally(scenario.Length);
        await LoadAsync(scenario, bodies, tally, address, path, cancellation);
        // What is read off an answer is a decision's.
        RunResult result = tally.Result(name, address.ToString()) with { Outcomes = [], Degraded = 0 };
        _results.Add(result);
        Console.WriteLine(result);
        return result;
    }

    public Scenario Closed(string name, int callers, int seconds) => new()
    {
        Name = name,
        Kind = LoadKind.Closed,
        Callers = callers,
        Connections = Math.Min(callers, 8),
        Seconds = seconds,
        WarmUpSeconds = 0,
        Rate = [],
        Mix = mix,
        Thresholds = new Thresholds(0, null, null, null, null),
    };

    /// <summary>Writes all results so far.</summary>
    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(_results, Readable));

    private async Task LoadAsync(Scenario scenario, IBodies bodies, Tally tally, Uri address, string path, CancellationToken cancellation)
    {
        await using Load load = await Load.OpenAsync(scenario, bodies, tally, address, path, _place, cancellation);
        await load.RunAsync(cancellation);
        _place = load.Places;
    }
}
