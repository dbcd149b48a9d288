using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger;
using CreditDecision.Service.Tests.Strategies.Rollouts;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Shadowing;

/// <summary>Shadow strategies through the real service.</summary>
[Trait("Store", "SQLite")]
public sealed class ShadowTests : IDisposable
{
    private const long CapFen = 20_000_000;

    private readonly TemporaryFolder _folder = new();
    private readonly string _content;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public ShadowTests() => _content = TwoArms.In(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_shadow_is_recorded_beside_the_decision_and_not_heard()
    {
        TwoArms.Rollout(_content, 0, shadows: [TwoArms.Second, TwoArms.First]);
        // The shadow would decline what the champion approves.
        ContentCopy.Edit(_content, TwoArms.SecondFile, "least: 20, most: 60", "least: 20, most: 21");
        Decision decision;
        await using (RunningService service = await StartAsync())
        {
            DecideRequest request = Requests.Clean("a-1");
            decision = await service.Client.DecideAsync(request, cancellationToken: _cancellation);
            // A retry is no decision, so it has no shadow.
            Assert.Equal(decision, await service.Client.DecideAsync(request, cancellationToken: _cancellation));
            await RecordedAsync(service, 1);
        }
        Assert.Equal((Outcome.Approve, 3_000_000, TwoArms.First), (decision.Outcome, decision.ReservedFen, decision.Strategy.Version));
        await using RunningService again = await StartAsync();
        // What decided does not shadow itself.
        ShadowAnswer answer = Assert.Single((await ShadowsOf(again, decision.DecisionId)).Answers);
        Assert.Equal((ShadowKind.Strategy, "consumer-cash", TwoArms.Second, Outcome.Decline), (answer.Kind, answer.Id, answer.Version, answer.Outcome));
        Assert.Equal((answer.Sha256, decision.DecisionId), (answer.Decision.Strategy.Sha256, answer.Decision.DecisionId));
        Assert.Equal(decision.DecidedAt, answer.Decision.DecidedAt);
        Assert.Equal("age_outside_product", answer.Decision.Reasons[0].Name);
        Assert.Equal(decision, await again.Client.GetDecisionAsync(new GetDecisionRequest { DecisionId = decision.DecisionId }, cancellationToken: _cancellation));
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task What_shadows_would_lend_takes_nothing_of_the_cap_and_they_see_what_the_decision_saw()
    {
        TwoArms.Rollout(_content, 0, shadows: TwoArms.Second);
        var decisions = new List<Decision>();
        await using (RunningService service = await StartAsync())
        {
            for (int i = 0; i < 3; i++)
                decisions.Add(await service.Client.DecideAsync(Requests.Clean($"a-{i}"), cancellationToken: _cancellation));
            await RecordedAsync(service, 3);
        }
        LedgerAudit.Prove(_folder.At("decisions.db"), CapFen);
        await using RunningService again = await StartAsync();
        foreach (Decision decision in decisions)
        {
            Decision shadow = Assert.Single((await ShadowsOf(again, decision.DecisionId)).Answers).Decision;
            Assert.Equal(Headroom(decision), Headroom(shadow));
            Assert.Equal(decision.Offer.LimitFen, shadow.Offer.LimitFen);
            Assert.NotEqual(decision.Offer.NominalRateBps, shadow.Offer.NominalRateBps);
            Assert.Empty(shadow.Offer.Schedule);
        }
    }

    [Fact]
    [Trait("Article", "A20")]
    public async Task A_shadow_model_is_scored_where_its_stage_was_reached_and_not_heard()
    {
        File.Delete(Path.Combine(_content, TwoArms.SecondFile));
        // Taken out of the stage into its shadow, the trees only watch.
        ContentCopy.Edit(
            _content, TwoArms.StrategyFile,
            "beside:\n      - { model: anti-fraud-trees, refer_from: 0.08, decline_from: 0.50, most_reasons: 1 }", "shadow_models: [anti-fraud-trees]");
        DecideRequest house = Requests.Clean("house", 2);
        house.Purpose = LoanPurpose.HousePurchase;
        Decision decision, stopped;
        await using (RunningService service = await StartAsync())
        {
            decision = await service.Client.DecideAsync(Requests.Clean("a-1"), cancellationToken: _cancellation);
            stopped = await service.Client.DecideAsync(house, cancellationToken: _cancellation);
            await RecordedAsync(service, 1);
        }
        Assert.DoesNotContain(decision.Models, model => model.Id == "anti-fraud-trees");
        await using RunningService again = await StartAsync();
        ShadowAnswer answer = Assert.Single((await ShadowsOf(again, decision.DecisionId)).Answers);
        Assert.Equal((ShadowKind.Model, "anti-fraud-trees", Outcome.Unspecified, "anti-fraud-trees"), (answer.Kind, answer.Id, answer.Outcome, answer.Score.ModelId));
        Assert.InRange(answer.Score.Probability, 0, 1);
        Assert.Empty((await ShadowsOf(again, stopped.DecisionId)).Answers);
    }

    [Fact]
    public async Task Past_the_budget_shadows_are_left_out_counted_and_logged_and_every_decision_is_made()
    {
        const int Decisions = 60;
        TwoArms.Rollout(_content, 0, shadows: TwoArms.Second);
        RunningService service = await StartAsync("--Shadows:QueueLength", "1", "--Shadows:MostPerSecond", "1");
        await using (service)
        {
            await Task.WhenAll(Enumerable.Range(1, Decisions).Select(async person =>
                await service.Client.DecideAsync(Requests.Clean($"a-{person}", person), cancellationToken: _cancellation)));
            GetContentResponse content = await new StrategyService.StrategyServiceClient(service.Channel)
                .GetContentAsync(new GetContentRequest(), cancellationToken: _cancellation);
            Assert.InRange(content.Shadows.LeftOut, 1, Decisions);
        }
        Assert.Contains(service.Output, line => line.Contains("Shadows were not asked about", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shadows_of_no_decision_are_not_found()
    {
        TwoArms.Rollout(_content, 0);
        await using RunningService service = await StartAsync();
        foreach ((string id, StatusCode code) in new[] { (Guid.CreateVersion7().ToString("D"), StatusCode.NotFound), ("x", StatusCode.InvalidArgument) })
            Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => ShadowsOf(service, id))).StatusCode);
    }

    // A stop would wait for five seconds only, which a busy machine may need for other things.
    private async Task RecordedAsync(RunningService service, int answers)
    {
        var strategies = new StrategyService.StrategyServiceClient(service.Channel);
        while ((await strategies.GetContentAsync(new GetContentRequest(), cancellationToken: _cancellation)).Shadows.Recorded < answers) await Task.Yield();
    }

    private static long Headroom(Decision decision) =>
        decision.Trace.Single(stage => stage.Stage == Stage.Limit).Figures.Single(figure => figure.Name == "cap_headroom_fen").Value;

    private async Task<ListShadowsResponse> ShadowsOf(RunningService service, string decision) =>
        await new StrategyService.StrategyServiceClient(service.Channel).ListShadowsAsync(
            new ListShadowsRequest { DecisionId = decision }, cancellationToken: _cancellation);

    private Task<RunningService> StartAsync(params string[] settings) =>
        RunningService.StartAsync(_folder.At("decisions.db"), ["--Content:Directory", _content, .. settings]);
}
