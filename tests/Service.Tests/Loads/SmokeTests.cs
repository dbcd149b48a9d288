using CreditDecision.LoadTests.Applications;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Results;
using CreditDecision.LoadTests.Scenarios;
using CreditDecision.Core.Documents;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;

namespace CreditDecision.Service.Tests.Loads;

/// <summary>The smoke scenario, shortened, against the service: no call may fail; how fast they are is no matter here.</summary>
public abstract class SmokeTests : IDisposable
{
    private static readonly StrategyBook Book = ContentLoader.Load(new ContentFolder(Repository.Root), out _)!;

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly ServiceHome _home;

    private protected SmokeTests(ServiceHome home) => _home = home;

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("smoke.yaml")]
    [InlineData("hot-borrower.yaml")]
    public async Task No_call_fails_and_what_must_be_refused_is(string file)
    {
        Scenario scenario = Read(file);
        scenario = scenario with { Seconds = 3, WarmUpSeconds = 0, Rate = [.. scenario.Rate.Select(step => step with { Seconds = 5 })], Mix = scenario.Mix with { InvalidShare = 0.1 } };
        await HoldsAsync(scenario);
    }

    private protected static Scenario Read(string file) => Scenario.Read(Repository.At($"loadtests/scenarios/{file}"), new DocumentErrors())!;

    private protected async Task HoldsAsync(Scenario scenario)
    {
        ApplicationPool pool = ApplicationPool.Make(Book, scenario.Mix, "smoke-test-0", 1, TimeProvider.System.GetUtcNow());
        await using RunningService service = await _home.StartAsync();
        var address = new Uri(service.Address);
        await ListedPeople.PutAsync(address, pool.ListedBorrowers, "smoke-test-0", _cancellation);
        var runner = new Runner(pool, scenario.Mix, new Dictionary<string, int>());
        RunResult result = await runner.RunAsync(scenario with { VerifiesAnswers = true }, address, _cancellation);
        TestContext.Current.SendDiagnosticMessage("{0}", result);
        Assert.Equal(0, result.Wrong);
        Assert.True(result.RefusedAsMeant > 0);
        Assert.Equal(result.Answered, result.Outcomes.Values.Sum() + result.RefusedAsMeant);
        Assert.True(result.Verified!.Asked > 0);
        Assert.All(result.Checks, check => Assert.True(check.IsMet, check.Text));
    }

    [Fact]
    public void The_same_place_of_a_run_is_the_same_application()
    {
        var mix = PopulationMix.Of(100, new ProductShare("consumer-cash", 0.5), new ProductShare("consumer-instalment", 0.5)) with { Skew = 1, RepeatShare = 0.2, RetryShare = 0.1, ColdShare = 0.1, ListedShare = 0.1 };
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        ApplicationPool one = ApplicationPool.Make(Book, mix, "same-place-0", 3, now), other = ApplicationPool.Make(Book, mix, "same-place-0", 3, now);
        byte[] first = new byte[one.Longest], second = new byte[one.Longest];
        for (long place = 0; place < 3_000; place++)
        {
            Assert.Equal(one.NumberAt(place), other.NumberAt(place));
            Assert.Equal(one.Write(one.NumberAt(place), first), other.Write(place == one.NumberAt(place) ? place : one.NumberAt(place), second));
            Assert.Equal(first, second);
        }
        Assert.Contains(Enumerable.Range(0, 3_000), place => one.NumberAt(place) < place);
    }
}

[Trait("Store", "SQLite")]
public sealed class SqliteSmokeTests() : SmokeTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresSmokeTests(PostgresServer server, RedisServer redis) : SmokeTests(new PostgresServiceHome(server, redis))
{
    /// <summary>As it is shipped, a minute of everything: what a pipeline runs on each change.</summary>
    [Fact]
    public Task The_smoke_scenario_holds_for_its_whole_minute() => HoldsAsync(Read("smoke.yaml"));
}
