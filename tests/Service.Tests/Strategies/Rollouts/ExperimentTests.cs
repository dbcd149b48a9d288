using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger;
using CreditDecision.V1;

namespace CreditDecision.Service.Tests.Strategies.Rollouts;

/// <summary>Champion and challenger through the real service.</summary>
[Trait("Store", "SQLite")]
public sealed class ExperimentTests : IDisposable
{
    private const long CapFen = 20_000_000;
    private const int People = 24;

    private readonly TemporaryFolder _folder = new();
    private readonly string _content;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    public ExperimentTests() => _content = TwoArms.In(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_borrower_stays_with_one_strategy_and_the_decision_says_which()
    {
        TwoArms.Rollout(_content, 5_000);
        await using RunningService service = await StartAsync();
        var arms = new HashSet<string>();
        for (int person = 1; person <= People; person++)
        {
            Decision first = await service.Client.DecideAsync(Requests.Clean($"a-{person}", person), cancellationToken: _cancellation);
            Decision second = await service.Client.DecideAsync(Requests.Clean($"b-{person}", person), cancellationToken: _cancellation);
            Assert.Equal(first.Experiment, second.Experiment);
            Assert.Equal(first.Strategy, second.Strategy);
            bool challenged = first.Experiment.Bucket < 5_000;
            Assert.Equal(challenged ? ("challenger", TwoArms.Second) : ("champion", TwoArms.First), (first.Experiment.Arm, first.Strategy.Version));
            arms.Add(first.Experiment.Arm);
        }
        // Of 24 borrowers dealt evenly, all in one arm is a chance of one in eight million.
        Assert.Equal(2, arms.Count);
    }

    [Fact]
    public async Task A_product_without_a_rollout_tells_of_no_experiment()
    {
        File.Delete(Path.Combine(_content, TwoArms.SecondFile));
        await using RunningService service = await StartAsync();
        Assert.Null((await service.Client.DecideAsync(Requests.Clean("a-1"), cancellationToken: _cancellation)).Experiment);
    }

    [Fact]
    [Trait("Article", "A24")]
    [Trait("Article", "A17")]
    public async Task A_challenger_keeps_to_the_hard_rules()
    {
        TwoArms.Rollout(_content, 10_000);
        await using RunningService service = await StartAsync();
        DecideRequest house = Requests.Clean("house", 1);
        house.Purpose = LoanPurpose.HousePurchase;
        DecideRequest ticked = Requests.Clean("ticked", 2);
        ticked.Disclosure.AnyConsentPreTicked = true;
        foreach (DecideRequest request in new[] { house, ticked })
        {
            Decision decision = await service.Client.DecideAsync(request, cancellationToken: _cancellation);
            Assert.Equal(("challenger", Outcome.Decline, 0), (decision.Experiment.Arm, decision.Outcome, decision.ReservedFen));
            Assert.Equal(Stage.Compliance, Assert.Single(decision.Trace).Stage);
        }
    }

    [Fact]
    [Trait("Article", "A6")]
    public async Task The_cap_holds_over_both_arms_under_concurrency_and_when_borrowers_are_dealt_anew()
    {
        TwoArms.Rollout(_content, 5_000);
        var decisions = new List<Decision>();
        await using (RunningService service = await StartAsync())
        {
            decisions.AddRange(await Task.WhenAll(Applications("a").Select(request => Decide(service, request))));
            TwoArms.Rollout(_content, 5_000, salt: "anew");
            await new StrategyService.StrategyServiceClient(service.Channel)
                .ReloadContentAsync(new ReloadContentRequest { RequestedBy = "tests" }, cancellationToken: _cancellation);
            decisions.AddRange(await Task.WhenAll(Applications("b").Select(request => Decide(service, request))));
        }
        foreach (IGrouping<string, Decision> borrower in decisions.GroupBy(decision => decision.ApplicationId.Split('-')[1]))
            Assert.InRange(borrower.Sum(decision => decision.ReservedFen), 1, CapFen);
        foreach (string arm in new[] { "champion", "challenger" })
            Assert.Contains(decisions, decision => decision.Experiment.Arm == arm && decision.Outcome == Outcome.Decline
                && decision.Reasons.Any(reason => reason.Article == "A6"));
        Assert.Contains(decisions.GroupBy(decision => decision.ApplicationId.Split('-')[1]), borrower => borrower.Select(decision => decision.Strategy.Version).Distinct().Count() == 2);
        LedgerAudit.Prove(_folder.At("decisions.db"), CapFen);
    }

    // Four applications of each borrower for ¥60,000 by somebody who earns enough for all of them: the third or fourth meets the cap.
    private static IEnumerable<DecideRequest> Applications(string round) =>
        from person in Enumerable.Range(1, People)
        from number in Enumerable.Range(1, 4)
        select Rich(Requests.Clean($"{round}-{person}-{number}", person));

    private static DecideRequest Rich(DecideRequest request)
    {
        request.AmountFen = 6_000_000;
        request.Finances.DeclaredMonthlyIncomeFen = 20_000_000;
        return request;
    }

    private async Task<Decision> Decide(RunningService service, DecideRequest request) =>
        await service.Client.DecideAsync(request, cancellationToken: _cancellation);

    private Task<RunningService> StartAsync() => RunningService.StartAsync(_folder.At("decisions.db"), "--Content:Directory", _content);
}
