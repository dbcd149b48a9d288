using CreditDecision.Core.Values;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Governance;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Monitoring;

/// <summary>What monitoring signals of a registered model becomes findings of it; and it runs without being asked to.</summary>
[Trait("Article", "A40")]
public abstract class MonitoredThingTests : IDisposable
{
    private const int Each = 40;

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly GovernedBank _bank;

    private protected MonitoredThingTests(ServiceHome home) => _bank = new GovernedBank(home);

    public void Dispose()
    {
        _bank.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_signal_is_one_finding_while_it_is_open_and_breaches_stop_the_model()
    {
        await RecordDriftAsync();
        await using RunningService service = await StartAsync();
        ThingRef thing = await ActivateAsync(service);
        MonitoringReport report = await RunAsync(service, thing);
        Assert.Contains(report.Signals, signal => signal.Level == MonitoringLevel.Breach);
        Assert.Equal(report.Signals.Select(signal => (signal.Metric, signal.Subject)).Distinct().Count(), report.Findings.Count);
        GovernedThing found = await ThingAsync(service);
        Assert.Equal(report.Findings, found.Findings.Select(finding => finding.Number));
        Assert.All(found.Findings, finding => Assert.Equal("dev", finding.Owner));
        // By the policy that ships one breach observes and three suspend.
        Assert.Equal(LifeState.Suspended, found.State);
        GovernanceEvent opened = (await GovernedBank.Client(service).ListEventsAsync(new ListEventsRequest { PageSize = 500 }, _bank.Val, cancellationToken: _cancellation)).Events.Single(next => next.Number == report.Findings[0]);
        Assert.Equal(("val", report.Sha256), (opened.Who, opened.DocumentSha256));
        GovernanceDocument document = await GovernedBank.Client(service).GetDocumentAsync(new GetDocumentRequest { Sha256 = report.Sha256 }, _bank.Val, cancellationToken: _cancellation);
        Assert.Equal((7, "application/json"), (document.Kind, document.MediaType));

        // Nobody hears of the same thing twice, until somebody has closed it.
        Assert.Empty((await RunAsync(service, thing)).Findings);
        await GovernedBank.Client(service).CloseFindingAsync(new CloseFindingRequest { Thing = thing, Finding = report.Findings[0], Text = "retrained" }, _bank.As("auditor", Role.Auditor), cancellationToken: _cancellation);
        Assert.Single((await RunAsync(service, thing)).Findings);
    }

    [Fact]
    public async Task A_thing_that_is_not_what_is_watched_is_refused()
    {
        await using RunningService service = await StartAsync();
        ThingRef thing = await _bank.RegisterAsync(service, ThingKind.Model, "risk");
        foreach (RunMonitoringRequest request in new[]
        {
            new RunMonitoringRequest { Thing = new ThingKey { Id = "risk", Version = 2 } }, new RunMonitoringRequest { Thing = new ThingKey { Id = "risk" } },
            new RunMonitoringRequest { Thing = new ThingKey { Id = thing.Id, Version = thing.Version }, Subject = new MonitoringSubject { Product = "consumer-cash" } },
        })
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => service.Monitoring().RunMonitoringAsync(request, _bank.Val, cancellationToken: _cancellation).ResponseAsync);
            Assert.Equal("thing", Assert.Single(Violations.Of(refused)).Field);
        }
    }

    [Fact]
    public async Task Live_models_are_watched_on_a_schedule_by_one_replica_at_a_time()
    {
        string[] schedule = ["--Monitoring:EveryHours", "1", "--Monitoring:LookEverySeconds", "0.1", "--Monitoring:CurrentDays", "0.000001"];
        await using (RunningService service = await StartAsync(schedule))
        {
            await using RunningService? replica = _bank.Home is PostgresServiceHome ? await StartAsync(schedule) : null;
            await ActivateAsync(service);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            ListReportsResponse reports;
            do reports = await service.Monitoring().ListReportsAsync(new ListReportsRequest(), _bank.Ops, cancellationToken: _cancellation);
            while (reports.Reports.Count == 0 && await timer.WaitForNextTickAsync(_cancellation));
            Assert.Equal(("monitoring", "risk"), (reports.Reports[0].RequestedBy, reports.Reports[0].Subject.ModelId));
            await (replica ?? service).Client.DecideAsync(Requests.Clean("goes-on"), _bank.Frontend, cancellationToken: _cancellation);
        }
        Assert.Equal(1L, Convert.ToInt64(_bank.Home.One("SELECT count(*) FROM monitoring_reports")));
    }

    private async Task<RunningService> StartAsync(params string[] more)
    {
        string policy = _bank.Home.Folder.At("monitoring.yaml");
        await File.WriteAllTextAsync(policy, WatchedLoans.PolicyText(20), _cancellation);
        return await _bank.StartAsync(["--Governance:Mode", "open", "--Monitoring:Policy", policy, .. more]);
    }

    private async Task<ThingRef> ActivateAsync(RunningService service)
    {
        ThingRef thing = await _bank.ApproveAsync(service, ThingKind.Model, "risk");
        await _bank.ActivateAsync(service, thing);
        return thing;
    }

    private async Task<GovernedThing> ThingAsync(RunningService service) =>
        await GovernedBank.Client(service).GetThingAsync(new GetThingRequest { Thing = new ThingKey { Id = "risk" } }, _bank.Val, cancellationToken: _cancellation);

    private async Task<MonitoringReport> RunAsync(RunningService service, ThingRef thing) => await service.Monitoring().RunMonitoringAsync(
        new RunMonitoringRequest
        {
            Thing = new ThingKey { Id = thing.Id, Version = thing.Version }, RequestedBy = "val",
            BaselinePeriod = new MonitoringPeriod { Before = BeijingTime.StartOf(WatchedLoans.ThisMonth.AddMonths(-1)).ToTimestamp() },
            Period = new MonitoringPeriod { From = BeijingTime.StartOf(WatchedLoans.ThisMonth.AddMonths(-1)).ToTimestamp() },
        },
        _bank.Val, cancellationToken: _cancellation);

    private async Task RecordDriftAsync()
    {
        await (await _bank.Home.StartAsync()).DisposeAsync();
        await WatchedLoans.RecordAsync(_bank.Home, 2, WatchedLoans.Named("before", Each, 100), (request, i) => request.With("card_utilisation", 0.1 + (0.01 * i)));
        await WatchedLoans.RecordAsync(_bank.Home, 1, WatchedLoans.Named("now", Each, 200), (request, i) =>
        {
            request.With("card_utilisation", 0.5 + (0.005 * i));
            if (i % 2 == 0) request.Features.Remove(request.Features.Single(feature => feature.Name == "lender_count"));
            Feature device = request.Features.Single(feature => feature.Name == "device_age_days");
            if (i % 2 == 1) device.ObservedAt = device.ObservedAt.ToDateTimeOffset().AddDays(-30).ToTimestamp();
        });
    }
}

[Trait("Store", "SQLite")]
public sealed class SqliteMonitoredThingTests() : MonitoredThingTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresMonitoredThingTests(PostgresServer server, RedisServer redis) : MonitoredThingTests(new PostgresServiceHome(server, redis));
