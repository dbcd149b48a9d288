using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger;
using CreditDecision.Service.Tests.Strategies.Rollouts;
using CreditDecision.V1;

namespace CreditDecision.Service.Tests.Strategies.Contents;

/// <summary>A hundred swaps in a row, of two contents that differ in every kind of document, while callers decide without pause.</summary>
[Trait("Store", "SQLite")]
public sealed partial class ReloadUnderLoadTests : IDisposable
{
    private const int Callers = 16;
    private const int Reloads = 100;
    private const int FirstOwnPerson = 2_000_000;
    private const long CapFen = 20_000_000;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<Decision> _decisions = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_call_fails_and_every_decision_is_made_by_one_content()
    {
        string content = TwoArms.In(_folder), file = Path.Combine(content, TwoArms.StrategyFile), reasons = Path.Combine(content, "strategies/reasons.yaml");
        string[] strategies = [await File.ReadAllTextAsync(file, _cancellation), await File.ReadAllTextAsync(Path.Combine(content, TwoArms.SecondFile), _cancellation)];
        string reasonsText = await File.ReadAllTextAsync(reasons, _cancellation);
        File.Delete(Path.Combine(content, TwoArms.SecondFile));
        await using (RunningService service = await RunningService.StartAsync(_folder.At("decisions.db"), "--Content:Directory", content))
        {
            using var reloading = new CancellationTokenSource();
            Task[] callers = [.. Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(service, caller, reloading.Token), _cancellation))];
            var sides = new List<ServedContent>();
            for (int i = 1; i <= Reloads; i++)
            {
                await File.WriteAllTextAsync(file, strategies[i % 2], _cancellation);
                await File.WriteAllTextAsync(reasons, $"{reasonsText}# {i % 2}\n", _cancellation);
                ChangeContentResponse change = await new StrategyService.StrategyServiceClient(service.Channel)
                    .ReloadContentAsync(new ReloadContentRequest { RequestedBy = "tests" }, cancellationToken: _cancellation);
                Assert.True(change.Changed);
                sides.Add(change.Running);
                // Whatever starts after the reload is decided by what it put to use.
                Decision decision = await service.Client.DecideAsync(Requests.Clean($"after-{i}", FirstOwnPerson + i), cancellationToken: _cancellation);
                Assert.Equal(change.Running.Sha256, Content(decision).Sha256);
                _decisions.Enqueue(decision);
            }
            await reloading.CancelAsync();
            await Task.WhenAll(callers);
            Check(sides, [.. strategies.Select(PriceOf)]);
        }
        LedgerAudit.Prove(_folder.At("decisions.db"), CapFen);
    }

    // A caller that fails ends the test: nothing is caught.
    private async Task CallAsync(RunningService service, int caller, CancellationToken ends)
    {
        for (int i = 0; !ends.IsCancellationRequested; i++)
        {
            DecideRequest request = Requests.Clean($"{caller}-{i}", 1 + caller + Callers * i);
            _decisions.Enqueue(await service.Client.DecideAsync(request, cancellationToken: _cancellation));
        }
    }

    private void Check(List<ServedContent> sides, long[] prices)
    {
        Assert.NotEqual(prices[0], prices[1]);
        Assert.Equal(2, sides.Select(side => side.Sha256).Distinct().Count());
        Dictionary<string, ServedContent> bySide = sides.DistinctBy(side => side.Sha256).ToDictionary(side => side.Sha256);
        // What the service started with differs from both sides by the comment alone.
        foreach (Decision decision in _decisions.Where(decision => bySide.ContainsKey(Content(decision).Sha256)))
        {
            ServedContent side = bySide[Content(decision).Sha256];
            Assert.Equal(Assert.Single(side.Strategies, strategy => strategy.Id == "consumer-cash"), decision.Strategy);
            Assert.Equal(side.Documents, decision.Documents);
            Assert.Equal(prices[decision.Strategy.Version == TwoArms.Second ? 1 : 0], decision.Trace.Single(stage => stage.Stage == Stage.Pricing).Figures.Single(figure => figure.Name == "base_bps").Value);
        }
        Assert.InRange(_decisions.Select(decision => Content(decision).Sha256).Distinct().Count(), 2, 3);
    }

    private static long PriceOf(string strategy) => long.Parse(BasePrice().Match(strategy).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"base_bps: (\d+)")]
    private static partial Regex BasePrice();

    private static Artifact Content(Decision decision) => decision.Documents.Single(document => document.Kind == "content");
}
