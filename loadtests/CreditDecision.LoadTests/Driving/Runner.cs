using CreditDecision.LoadTests.Applications;
using CreditDecision.LoadTests.Reports;
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

    // Sums of grants are kept of so many borrowers.
    private const int MostSummed = 1_000;

    // Callers that ask again afterwards: enough to be quick, few enough not to be a load of its own.
    private const int Verifiers = 16;

    private readonly List<RunResult> _results = [];
    private long _place;

    /// <summary>What carries out the events of scenarios.</summary>
    public Happenings Happenings { get; init; } = new(new Dictionary<string, string>());

    /// <summary>Tells of each second.</summary>
    public bool IsLive { get; init; }

    public IReadOnlyList<RunResult> Results => _results;

    public Task<RunResult> RunAsync(Scenario scenario, Uri address, CancellationToken cancellation, string path = DecidePath) =>
        RunAsync(scenario, [address], cancellation, path);

    /// <param name="addresses">Of the replicas; each gets its share of the connections.</param>
    public async Task<RunResult> RunAsync(Scenario scenario, IReadOnlyList<Uri> addresses, CancellationToken cancellation, string path = DecidePath)
    {
        if (scenario.WarmUpSeconds > 0) await LoadAsync(WarmUpOf(scenario), pool, new Tally(scenario.WarmUpSeconds), addresses, path, cancellation);
        var tally = new Tally(scenario.Length, scenario.Events, scenario.Thresholds.MostReservedFen is null || pool.Borrowers > MostSummed ? 0 : pool.Borrowers);
        var before = watched.ToDictionary(process => process.Key, process => ProcessUse.Of(process.Value));
        using var memory = new MemorySeries(watched);
        await LoadAsync(scenario, pool, tally, addresses, path, cancellation);
        RunResult result = tally.Result(scenario.Name, string.Join(", ", addresses));
        result = result with
        {
            Events = scenario.Events,
            Knee = scenario.Knee is { } bound ? KneeFinder.Find(result.Series, bound) : null,
            ProcessorMicroseconds = watched.ToDictionary(
                process => process.Key,
                // One that an event ended is not there to be asked.
                process => Math.Max(0, (ProcessUse.Of(process.Value).Cpu - before[process.Key].Cpu).TotalMicroseconds / Math.Max(1, result.Answered))),
            Verified = scenario.VerifiesAnswers ? await VerifyAsync(tally.Kept, addresses, cancellation) : null,
        };
        result = result with { Checks = result.ChecksOf(scenario.Thresholds) };
        _results.Add(result);
        Console.WriteLine(result);
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
        await LoadAsync(scenario with { Seconds = 2 }, bodies, new Tally(2), [address], path, cancellation);
        var tally = new Tally(scenario.Length);
        await LoadAsync(scenario, bodies, tally, [address], path, cancellation);
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
        Thresholds = Thresholds.NoErrors,
    };

    /// <summary>Writes all results so far.</summary>
    /// <param name="file">Its extension is the form; see <see cref="RunReport.Extensions"/>.</param>
    public void Write(string file) => RunReport.Of(_results).Write(file);

    private static Scenario WarmUpOf(Scenario scenario) => scenario with
    {
        Seconds = scenario.WarmUpSeconds,
        Rate = [.. scenario.Rate.Take(1).Select(step => step with { Seconds = scenario.WarmUpSeconds })],
        Events = [],
    };

    // Each of the kept ones once more.
    private async Task<Verification> VerifyAsync(KeptAnswers kept, IReadOnlyList<Uri> addresses, CancellationToken cancellation)
    {
        long[] numbers = [.. kept.Numbers];
        if (numbers.Length == 0) return new Verification(0, 0);
        var again = new Again(pool, numbers);
        var tally = new Tally(0);
        await using Load load = await Load.OpenAsync(Closed("again", Math.Min(Verifiers, numbers.Length), 600), again, tally, addresses, DecidePath, 0, cancellation);
        await load.RunAsync(numbers.Length, cancellation);
        long different = numbers.LongLength - tally.Kept.SameAs(kept);
        return new Verification(numbers.LongLength, different);
    }

    private async Task LoadAsync(Scenario scenario, IBodies bodies, Tally tally, IReadOnlyList<Uri> addresses, string path, CancellationToken cancellation)
    {
        await using Load load = await Load.OpenAsync(scenario, bodies, tally, addresses, path, _place, cancellation);
        using LiveLine? live = IsLive ? new LiveLine(tally, load) : null;
        Task events = Happenings.RunAsync(scenario.Events, cancellation);
        await load.RunAsync(cancellation);
        await events;
        _place = load.Places;
    }

    // The applications that were kept, in turn.
    private sealed class Again(ApplicationPool pool, long[] numbers) : IBodies
    {
        public int Longest => pool.Longest;

        public int Borrowers => 0;

        public long NumberAt(long place) => numbers[place % numbers.Length];

        public Expectation ExpectationOf(long number) => pool.ExpectationOf(number);

        public bool IsRetried(long number) => false;

        public int BorrowerOf(long number) => 0;

        public int Write(long number, Span<byte> to) => pool.Write(number, to);
    }
}
