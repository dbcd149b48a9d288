using System.Globalization;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Candidates;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Decision = CreditDecision.V1.Decision;
using Outcome = CreditDecision.V1.Outcome;

namespace CreditDecision.Service.Tests.Backtests;

public abstract class BacktestTests : IAsyncLifetime
{
    private const string StrategyFile = "strategies/consumer-cash.strategy.yaml";

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private RecordedPeriod _period = null!;

    private protected abstract ServiceHome NewHome();

    public async ValueTask InitializeAsync() => _period = await RecordedPeriod.StartAsync(NewHome());

    public async ValueTask DisposeAsync()
    {
        if (_period is not null) await _period.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_running_strategy_decides_everything_as_it_did_and_leaves_the_store_alone()
    {
        string before = _period.StoreHash();
        BacktestReport report = await _period.RunAsync(_period.Running());
        Assert.Equal((_period.Decided.Count, _period.Decided.Count), (report.Decisions, report.Compared));
        Assert.All(report.Total.Matrix, pair => Assert.Equal(pair.Recorded, pair.Candidate));
        Assert.Equal(report.Total.Recorded, report.Total.Candidate);
        Assert.Equal(_period.Decided.Values.Count(each => each.Decision.Outcome == Outcome.Approve), report.Total.Recorded.Approvals);
        Assert.Equal(Approved().Sum(decision => decision.Offer.LimitFen), report.Total.Recorded.LimitFen);
        Assert.Equal(Approved().Sum(decision => (long)decision.Offer.AllInCostBps), report.Total.Candidate.AllInCostBps);
        Assert.True(report.Total.Recorded.ExpectedLossFen > 0);
        Assert.All(report.Reasons, reason => Assert.Equal(reason.Recorded, reason.Candidate));
        Assert.Equal(["grade", "recorded_grade", "product", "month"], report.Segments.Select(table => table.Name));
        Assert.Equal(0, report.RecordedLossAssumed);
        Assert.Equal(before, _period.StoreHash());
    }

    [Fact]
    public async Task A_stricter_candidate_swaps_exactly_those_that_it_decides_otherwise()
    {
        string document = Stricter();
        BacktestReport report = await _period.RunAsync(new BacktestSettings { Candidate = Sent(document) });
        Dictionary<(Outcome, Outcome), int> expected = Expected(document);
        Assert.Contains(expected.Keys, pair => pair.Item1 != pair.Item2);
        Assert.Equal(
            expected.OrderBy(pair => pair.Key).Select(pair => (pair.Key, (long)pair.Value)),
            report.Total.Matrix.OrderBy(pair => (pair.Recorded, pair.Candidate)).Select(pair => ((pair.Recorded, pair.Candidate), pair.Decisions)));
        Assert.True(report.Total.Candidate.Approvals < report.Total.Recorded.Approvals);
    }

    [Fact]
    public async Task Observed_outcomes_are_counted_in_the_cell_of_their_decision()
    {
        (Decision first, Decision second, Decision third) = (_period.Decided["clean-0"].Decision, _period.Decided["clean-1"].Decision, _period.Decided["clean-2"].Decision);
        var outcomes = new ObservedOutcomes
        {
            Outcomes =
            {
                new ObservedOutcome { DecisionId = first.DecisionId, Bad = true, ObservedAt = first.DecidedAt },
                new ObservedOutcome { ClientId = "tests", ApplicationId = "clean-1", Bad = false },
                new ObservedOutcome { DecisionId = third.DecisionId, Bad = true, ObservedAt = (third.DecidedAt.ToDateTimeOffset() - TimeSpan.FromDays(1)).ToTimestamp() },
                new ObservedOutcome { ClientId = "tests", ApplicationId = "never-sent", Bad = true },
            },
        };
        BacktestReport report = await _period.RunAsync(_period.Running(), outcomes);
        Assert.Equal(Outcome.Approve, second.Outcome);
        OutcomePair approved = report.Total.Matrix.Single(pair => pair.Recorded == Outcome.Approve);
        Assert.Equal((2, 1), (approved.Observed, approved.Bad));
        Assert.Equal((4, 2, 1), (report.OutcomesGiven, report.OutcomesMatched, report.OutcomesBeforeDecision));
        Assert.Equal((2, 1), (report.Total.Candidate.Observed, report.Total.Candidate.Bad));
    }

    [Fact]
    public async Task Segments_divide_by_features_and_a_period_leaves_out_what_is_not_in_it()
    {
        BacktestSettings settings = _period.Running();
        settings.Segments.Add(new SegmentFeature { Feature = "card_utilisation", Cuts = { 0.5, 0.85 } });
        settings.Segments.Add(new SegmentFeature { Feature = "education" });
        BacktestReport report = await _period.RunAsync(settings);
        Assert.Equal(
            [("< 0.5", 5L), ("[0.5, 0.85)", 2L), (">= 0.85", 2L)],
            report.Segments.Single(table => table.Name == "card_utilisation").Segments.Select(segment => (segment.Name, segment.Comparison.Recorded.Decisions)));
        Assert.Equal("university", Assert.Single(report.Segments.Single(table => table.Name == "education").Segments).Name);

        settings.DecidedFrom = _period.Decided["bad"].Decision.DecidedAt;
        Assert.Equal(2, (await _period.RunAsync(settings)).Decisions);
        settings.DecidedBefore = _period.Decided["offline"].Decision.DecidedAt;
        Assert.Equal(1, (await _period.RunAsync(settings)).Decisions);
        settings.DecidedFrom = settings.DecidedBefore = null;
        settings.MostDecisions = 3;
        Assert.Equal(3, (await _period.RunAsync(settings)).Decisions);
    }

    [Fact]
    public async Task Bad_settings_and_a_bad_document_are_told_with_every_path()
    {
        string document = File.ReadAllText(Repository.At(StrategyFile)).Replace("model: risk,", "model: rosk,").Replace("max_amount_yuan: 200000", "max_amount_yuan: 900000");
        var settings = new BacktestSettings
        {
            Candidate = Sent(document.Replace("model: risk\n", "model: rosk\n")),
            Parallelism = 1_000,
            Segments = { new SegmentFeature { Feature = "shoe_size" } },
        };
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => _period.RunAsync(settings));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        string[] fields = [.. Violations(refused)];
        Assert.Contains("settings.parallelism", fields);
        Assert.Contains("settings.segments[0]", fields);
        Assert.Contains("settings.candidate.document: stages.risk.model", fields);
        refused = await Assert.ThrowsAsync<RpcException>(() => _period.RunAsync(_period.Running(), new ObservedOutcomes { Outcomes = { new ObservedOutcome { DecisionId = "x" } } }));
        Assert.Equal(["outcomes[0]"], Violations(refused));
    }

    [Fact]
    public async Task One_runs_at_a_time_live_decisions_go_on_and_a_cancelled_one_makes_room()
    {
        using AsyncDuplexStreamingCall<BacktestInput, BacktestProgress> held = _period.Client.Backtest(cancellationToken: _cancellation);
        await held.RequestStream.WriteAsync(new BacktestInput { Settings = _period.Running() }, _cancellation);
        Assert.True(await held.ResponseStream.MoveNext(_cancellation));
        RpcException second = await Assert.ThrowsAsync<RpcException>(() => _period.RunAsync(_period.Running()));
        Assert.Equal(StatusCode.ResourceExhausted, second.StatusCode);
        await _period.DecideAsync(Requests.Clean("meanwhile", person: 40));
        held.Dispose();
        BacktestReport? report = null;
        while (report is null)
        {
            try
            {
                report = await _period.RunAsync(_period.Running());
            }
            catch (RpcException busy) when (busy.StatusCode == StatusCode.ResourceExhausted)
            {
                // The service has not heard of the cancellation yet.
            }
        }
        Assert.Equal(_period.Decided.Count, report.Compared);
    }

    // Of those who were approved, who had the highest probability of default is referred.
    private string Stricter()
    {
        double highest = Approved().Max(decision => decision.ProbabilityOfDefault);
        string from = highest.ToString("R", CultureInfo.InvariantCulture);
        return File.ReadAllText(Repository.At(StrategyFile)).Replace("refer_from: 0.20\n    decline_from: 0.30", $"refer_from: {from}\n    decline_from: 0.30");
    }

    private static StrategyChoice Sent(string document) => new() { Document = ByteString.CopyFromUtf8(document) };

    private IEnumerable<Decision> Approved() => _period.Decided.Values.Select(each => each.Decision).Where(decision => decision.Outcome == Outcome.Approve);

    // Decides each application by itself, as a simulation would.
    private Dictionary<(Outcome, Outcome), int> Expected(string document)
    {
        StrategyBook book = ContentLoader.Load(new ContentFolder(Repository.Root), out _)!;
        StrategySnapshot candidate = CandidateStrategies.Find(book, Sent(document), "candidate", new List<FieldError>())!;
        return _period.Decided.Values.GroupBy(each => (each.Decision.Outcome, Decide(each.Request, each.Decision))).ToDictionary(group => group.Key, group => group.Count());

        Outcome Decide(DecideRequest request, Decision recorded)
        {
            DateTimeOffset decidedAt = recorded.DecidedAt.ToDateTimeOffset();
            Application application = Application.TryCreate(ApplicationTranslation.ToDraft(request), book.Catalog.Objection, decidedAt, out _)!;
            return (Outcome)DecisionPipeline.Decide(application, new Facts(Money.Zero, Velocity.First, default(Listed)), candidate, decidedAt).Outcome;
        }
    }

    private static IEnumerable<string> Violations(RpcException refused) =>
        Google.Rpc.Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin"))
            .Details[0].Unpack<BadRequest>().FieldViolations.Select(violation => violation.Field);
}

[Trait("Store", "SQLite")]
public sealed class SqliteBacktestTests : BacktestTests
{
    private protected override ServiceHome NewHome() => new();
}

[Trait("Store", "PostgreSQL")]
public sealed class PostgresBacktestTests(PostgresServer server, RedisServer redis) : BacktestTests
{
    private protected override ServiceHome NewHome() => new PostgresServiceHome(server, redis);
}
