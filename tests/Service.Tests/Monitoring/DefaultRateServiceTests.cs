using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Monitoring;

/// <summary>What really became of the loans that a model approved.</summary>
[Trait("Article", "A40")]
public abstract class DefaultRateServiceTests : IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly ServiceHome _home;

    private protected DefaultRateServiceTests(ServiceHome home) => _home = home;

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_loan_is_counted_where_it_belongs_and_nothing_is_changed()
    {
        // A store has keys once a service served it.
        await using (await _home.StartAsync())
        {
        }
        string old = await WatchedLoans.RecordAsync(_home, 15, WatchedLoans.Named("old", 12, 100)), young = await WatchedLoans.RecordAsync(_home, 3, WatchedLoans.Named("young", 4, 200));
        await using RunningService service = await _home.StartWatchedAsync(least: 5);
        // Of the old ones: 8 drawn and good, of which one settled long ago; 2 defaulted within the year, 1 after it, 1 never drawn ... and then one of which nobody reports.
        for (int i = 0; i < 7; i++) await service.ReportAsync($"old-{i}");
        await service.ReportAsync("old-7", (loan, day) => (loan.AsOf, loan.SettledOn, loan.BalanceFen, loan.PrincipalRepaidFen) = (On(day, 60), On(day, 60), 0, loan.DisbursedFen));
        await service.ReportAsync("old-8", (loan, day) => loan.DefaultedOn = On(day, 100));
        await service.ReportAsync("old-9", (loan, day) => (loan.AsOf, loan.DaysPastDue, loan.OverdueFen) = (On(day, 200), 95, 10_000));
        await service.ReportAsync("old-10", (loan, day) => loan.DefaultedOn = On(day, 400));
        await service.ReportAsync("young-0", (loan, day) => loan.DefaultedOn = On(day, 20));
        string before = _home.StoreHash();

        DefaultRateReport report = await RatesAsync(service, new MonitoringSubject { Product = "consumer-cash" });

        Assert.Equal(before, _home.StoreHash());
        Assert.Equal([old, young], report.Vintages.Select(row => row.Vintage));
        DefaultRateRow mature = report.Vintages[0];
        Assert.Equal((11, 2, 0, 1, 0), (mature.Loans, mature.Defaults, mature.NotMature, mature.NotObserved, mature.NotDrawn));
        // One of twelve is not known of, and the policy lets one of twenty be.
        Assert.Equal(DefaultVerdict.NotObserved, mature.Verdict);
        Assert.False(mature.HasJeffreys);
        Assert.Equal((DefaultVerdict.NotMature, 4, 0, false), (report.Vintages[1].Verdict, report.Vintages[1].NotMature, report.Vintages[1].Loans, report.Vintages[1].HasDefaultRate));

        // Now it is told that nothing of it was ever drawn.
        await service.ReportAsync("old-11", (loan, day) => (loan.DisbursedFen, loan.FirstDisbursedOn, loan.BalanceFen, loan.CancelledOn) = (0, "", 0, On(day, 30)));
        before = _home.StoreHash();
        report = await RatesAsync(service, new MonitoringSubject { ModelId = "risk" });
        mature = report.Vintages[0];
        Assert.Equal((11, 2, 0, 1), (mature.Loans, mature.Defaults, mature.NotObserved, mature.NotDrawn));
        Assert.Equal(2.0 / 11, mature.DefaultRate, 12);
        // Good borrowers, of whom one in fifty or fewer was to default.
        Assert.True(mature.Verdict is DefaultVerdict.Warn or DefaultVerdict.Breach && mature.Jeffreys < 0.05 && mature.PredictedDefaults < 1, mature.ToString());
        Assert.Contains(report.Signals, signal => signal.Metric == MonitoringMetric.VintageDefaultRate && signal.Subject == old && signal.Value == mature.Jeffreys);
        Assert.DoesNotContain(report.Signals, signal => signal.Subject == young);
        Assert.Equal(2, Assert.Single(report.Grades).Defaults);
        Assert.Equal((11, 2), (report.Total.Loans, report.Total.Defaults));

        // As it was seen before the window had ended, nothing was said.
        DefaultRateReport then = await RatesAsync(service, new MonitoringSubject { Product = "consumer-cash" }, WatchedLoans.ThisMonth.AddMonths(-3).AddDays(-1));
        Assert.Equal(DefaultVerdict.NotMature, Assert.Single(then.Vintages).Verdict);
        Assert.Empty(then.Signals);
        Assert.Equal(before, _home.StoreHash());
    }

    [Fact]
    public async Task A_model_keeps_the_loans_of_strategies_that_serve_no_more_and_unknown_ones_are_told()
    {
        string content = ContentCopy.In(_home.Folder);
        ContentCopy.Edit(content, "strategies/consumer-cash.strategy.yaml", "version: \"2026.1\"", "version: \"2025.9\"");
        await using (RunningService former = await _home.StartWatchedAsync(5, "--Content:Directory", content))
            await former.Client.DecideAsync(Requests.Clean("former", 300), cancellationToken: _cancellation);
        await using RunningService service = await _home.StartWatchedAsync(5);
        await service.Client.DecideAsync(Requests.Clean("now", 301), cancellationToken: _cancellation);
        DefaultRateReport report = await RatesAsync(service, new MonitoringSubject { ModelId = "risk", ModelVersion = "1" });
        Assert.Equal((2, 0), (report.Vintages.Sum(row => row.NotMature), report.Unknown.Count));
        _home.Run("UPDATE decisions SET strategy_version = 'lost' WHERE application_id = 'former'");
        report = await RatesAsync(service, new MonitoringSubject { ModelId = "risk" });
        Assert.Equal(1, report.Vintages.Sum(row => row.NotMature));
        Assert.Equal(new UnknownStrategy { Id = "consumer-cash", Version = "lost", Decisions = 1 }, Assert.Single(report.Unknown));
        // A product has them all, whoever decided.
        Assert.Equal(2, (await RatesAsync(service, new MonitoringSubject { Product = "consumer-cash" })).Vintages.Sum(row => row.NotMature));
    }

    [Fact]
    public async Task What_cannot_be_counted_is_refused_with_every_field()
    {
        await using RunningService service = await _home.StartWatchedAsync(5);
        Timestamp moment = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToTimestamp();
        var request = new GetDefaultRatesRequest { Approved = new MonitoringPeriod { From = moment, Before = moment }, AsOf = "2999-01-01" };
        Assert.Equal(["subject", "as_of", "approved.before"], await FieldsAsync(service, request));
        Assert.Equal(["subject.model_id"], await FieldsAsync(service, new GetDefaultRatesRequest { Subject = new MonitoringSubject { ModelId = "anti-fraud" } }));
        Assert.Equal(["subject.product"], await FieldsAsync(service, new GetDefaultRatesRequest { Subject = new MonitoringSubject { Product = "none" } }));
        Assert.Equal(["subject.model_version"], await FieldsAsync(service, new GetDefaultRatesRequest { Subject = new MonitoringSubject { Product = "consumer-cash", ModelVersion = "1" } }));
    }

    private async Task<IEnumerable<string>> FieldsAsync(RunningService service, GetDefaultRatesRequest request)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => service.Monitoring().GetDefaultRatesAsync(request, cancellationToken: _cancellation).ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        return Violations.Of(refused).Select(violation => violation.Field);
    }

    private Task<DefaultRateReport> RatesAsync(RunningService service, MonitoringSubject subject, DateOnly? asOf = null) => service.Monitoring().GetDefaultRatesAsync(
        new GetDefaultRatesRequest { Subject = subject, AsOf = asOf?.ToString("O") ?? "" }, cancellationToken: _cancellation).ResponseAsync;

    private static string On(DateOnly day, int later) => day.AddDays(later).ToString("O");
}

[Trait("Store", "SQLite")]
public sealed class SqliteDefaultRateServiceTests() : DefaultRateServiceTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresDefaultRateServiceTests(PostgresServer server, RedisServer redis) : DefaultRateServiceTests(new PostgresServiceHome(server, redis));
