using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.V1;

namespace CreditDecision.Service.Tests.Replays;

[Trait("Store", "SQLite")]
[Trait("Article", "A42")]
public sealed class ExperimentReplayTests : IDisposable
{
    private const int People = 24;

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Champion_and_challenger_are_made_again_even_after_the_borrowers_were_dealt_anew()
    {
        string content = ContentCopy.In(_folder);
        string champion = Path.Combine(content, "strategies/consumer-cash.strategy.yaml");
        string text = await File.ReadAllTextAsync(champion, _cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(content, "strategies/consumer-cash-2.strategy.yaml"), text.Replace("version: \"2026.1\"", "version: \"2026.2\"", StringComparison.Ordinal), _cancellation);
        Decision[] first = await DecideAsync(content, "first");
        Decision[] second = await DecideAsync(content, "second");
        // Half of them change sides by chance; all of them would change it with one chance in millions.
        Assert.Contains(first.Zip(second), pair => pair.First.Experiment.Arm != pair.Second.Experiment.Arm);

        await using RunningService service = await RunningService.StartAsync(_folder.At("decisions.db"), "--Content:Directory", content);
        foreach (EvaluationForm form in new[] { EvaluationForm.Compiled, EvaluationForm.Plain })
        {
            Replaying.Run run = await service.ReplayAsync(new ReplayRequest { Form = form });
            Assert.Equal((2 * People, 2 * People), (run.Last.Total, run.Last.Identical));
        }
        // What would decide is the borrower's arm; a strategy that is chosen is no experiment.
        DecideRequest application = Requests.Clean("third", person: 1);
        SimulateResponse serving = await service.Replays().SimulateAsync(new SimulateRequest { Application = application }, cancellationToken: _cancellation);
        Assert.Equal(second.Single(decision => decision.ApplicationId == "second-1").Experiment, serving.Decision.Experiment);
        var choice = new StrategyChoice { Id = "consumer-cash", Version = "2026.2" };
        SimulateResponse chosen = await service.Replays().SimulateAsync(new SimulateRequest { Application = application, Strategy = choice }, cancellationToken: _cancellation);
        Assert.Equal("2026.2", chosen.Decision.Strategy.Version);
        Assert.Null(chosen.Decision.Experiment);
    }

    private async Task<Decision[]> DecideAsync(string content, string salt)
    {
        string rollout = $$"""
            product: consumer-cash
            salt: {{salt}}
            champion: { id: consumer-cash, version: "2026.1" }
            challengers: [ { id: consumer-cash, version: "2026.2", share_bps: 5000 } ]
            """;
        await File.WriteAllTextAsync(Path.Combine(content, "strategies/consumer-cash.rollout.yaml"), rollout, _cancellation);
        await using RunningService service = await RunningService.StartAsync(_folder.At("decisions.db"), "--Content:Directory", content);
        Decision[] decisions = await Task.WhenAll(Enumerable.Range(0, People).Select(person =>
            service.Client.DecideAsync(Requests.Clean($"{salt}-{person}", person), cancellationToken: _cancellation).ResponseAsync));
        Assert.Equal(2, decisions.Select(decision => decision.Strategy.Version).Distinct().Count());
        return decisions;
    }
}
