using System.Text.Json;
using CreditDecision.LoadTests.Applications;
using CreditDecision.LoadTests.Results;
using CreditDecision.LoadTests.Scenarios;

namespace CreditDecision.LoadTests.Driving;

/// <summary>Runs scenarios one after the other over one pool of applications, tells how they go and gathers their results.</summary>
/// <param name="watched">Processes whose processor time and memory are told, by name.</param>
internal sealed class Runner(ApplicationPool pool, PopulationMix mix, IReadOnlyDictionary<string, int> watched)
{
    public const string DecidePath = "/creditdecision.v1.DecisionService/Decide";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly List<RunResult> _results = [];
    private long _place;

    public PopulationMix Mix => mix;

    public async Task<RunResult> RunAsync(Scenario scenario, Uri address, CancellationToken cancellation, string path = DecidePath)
    {
        if (scenario.WarmUpSeconds > 0)
            await LoadAsync(scenario with { Seconds = scenario.WarmUpSeconds, Rate = [.. scenario.Rate.Take(1).Select(step => step with { Seconds = scenario.WarmUpSeconds })] }, new Tally(), address, path, cancellation);
        var tally = new Tally();
        var before = watched.ToDictionary(process => process.Key, process => ProcessUse.Of(process.Value));
        using var memory = new MemorySeries(watched);
        await LoadAsync(scenario, tally, address, path, cancellation);
        RunResult result = tally.Result(scenario.Name, address.ToString());
        _results.Add(result);
        Console.WriteLine(result);
        foreach ((string name, int process) in watched)
            Console.WriteLine($"  {name}: {(ProcessUse.Of(process).Cpu - before[name].Cpu).TotalMicroseconds / Math.Max(1, result.Answered):0} µs of processor for each answer");
        memory.Print();
        return result;
    }

    /// <summary>Writes all results so far.</summary>
    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(_results, Readable));

    private async Task LoadAsync(Scenario scenario, Tally tally, Uri address, string path, CancellationToken cancellation)
    {
        await using Load load = await Load.OpenAsync(scenario, pool, tally, address, path, _place, cancellation);
        await load.RunAsync(cancellation);
        _place = load.Places;
    }
}
