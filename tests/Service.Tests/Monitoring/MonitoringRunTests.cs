using System.Security.Cryptography;
using System.Text;
using CreditDecision.Core.Values;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Gathering;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger.Postgres;
using CreditDecision.Service.Tests.Replays;
using CreditDecision.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CreditDecision.Service.Tests.Monitoring;

/// <summary>Comparisons of a period with a baseline, and the reports that are kept of them.</summary>
[Trait("Article", "A40")]
public abstract class MonitoringRunTests : IDisposable
{
    private const int Each = 40;

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly ServiceHome _home;

    private protected MonitoringRunTests(ServiceHome home) => _home = home;

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_drifted_is_told_by_name_and_what_did_not_is_not()
    {
        await RecordDriftAsync();
        await using RunningService service = await _home.StartWatchedAsync(least: 20);
        MonitoringReport report = await RunAsync(service, Request());

        Assert.Equal((Each, Each, Each, Each), (report.Current.Decisions, report.Before.Decisions, report.Current.Read, report.Before.Read));
        FeatureWatch utilisation = Feature(report, "card_utilisation"), income = Feature(report, "monthly_income_yuan"), age = Feature(report, "device_age_days");
        // Deciles of the baseline, in the last of which everything lies now.
        Assert.Equal(11, utilisation.Shift.Groups.Count);
        Assert.Equal((Each, 9), (utilisation.Shift.Groups[9].Current, utilisation.Shift.Edges.Count));
        Assert.Equal(Each, utilisation.Shift.Groups.Sum(group => group.Baseline));
        Assert.Equal((MonitoringLevel.Breach, MonitoringLevel.Unspecified), (utilisation.Shift.Level, income.Shift.Level));
        Assert.True(utilisation.Shift.Psi > utilisation.Shift.ChanceBound && income.Shift.Psi == 0);
        Assert.Equal((0.5, 0, 0.5, 0.0), (Feature(report, "lender_count").MissingRate, Feature(report, "lender_count").BaselineMissingRate, age.StaleRate, age.BaselineStaleRate));
        string[] signals = [.. report.Signals.Select(signal => $"{signal.Level} {signal.Metric} {signal.Subject}")];
        string[] expected = ["Breach FeatureStability card_utilisation", "Breach FeatureStability lender_count", "Breach MissingRate lender_count", "Breach StaleRate device_age_days"];
        Assert.Equal(expected, expected.Intersect(signals));
        Assert.DoesNotContain(signals, signal => signal.EndsWith("monthly_income_yuan", StringComparison.Ordinal) || signal.EndsWith("education", StringComparison.Ordinal));
        MonitoringSignal first = report.Signals.First(signal => signal.Subject == "card_utilisation");
        Assert.Equal((0.25, utilisation.Shift.Psi), (first.Bound, first.Value));
        Assert.Equal(Each * 2, report.DefaultRates.Vintages.Sum(row => row.NotMature + row.NotObserved + row.Loans + row.NotDrawn) + Outcomes(report, Outcome.Refer) + Outcomes(report, Outcome.Decline));
    }

    [Fact]
    public async Task A_report_is_kept_for_good_as_it_was_made_and_a_changed_one_is_found()
    {
        MonitoringReport made;
        await using (RunningService service = await _home.StartWatchedAsync(20))
        {
            await service.Client.DecideAsync(Requests.Clean("one"), cancellationToken: _cancellation);
            made = await RunAsync(service, new RunMonitoringRequest { Subject = new MonitoringSubject { ModelId = "risk" }, BaselinePeriod = new MonitoringPeriod(), RequestedBy = "wang.fang" });
            await RunAsync(service, new RunMonitoringRequest { Subject = new MonitoringSubject { Product = "consumer-cash" }, BaselinePeriod = new MonitoringPeriod(), RequestedBy = "li.na" });
            await service.KillAsync();
        }
        await using RunningService again = await _home.StartWatchedAsync(20);
        GetReportResponse kept = await again.Monitoring().GetReportAsync(new GetReportRequest { Number = made.Number }, cancellationToken: _cancellation);
        Assert.Equal(made, kept.Report);
        Assert.Equal(made.Sha256, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(kept.Document))));
        Assert.Equal(("wang.fang", "standard"), (made.RequestedBy, made.Policy.Id));
        ListReportsResponse page = await again.Monitoring().ListReportsAsync(new ListReportsRequest { PageSize = 1 }, cancellationToken: _cancellation);
        Assert.Equal(("li.na", "consumer-cash"), (Assert.Single(page.Reports).RequestedBy, page.Reports[0].Subject.Product));
        page = await again.Monitoring().ListReportsAsync(new ListReportsRequest { PageSize = 1, PageToken = page.NextPageToken }, cancellationToken: _cancellation);
        Assert.Equal((made.Number, made.Sha256, ""), (Assert.Single(page.Reports).Number, page.Reports[0].Sha256, page.NextPageToken));
        Assert.Equal(made.Number, Assert.Single((await again.Monitoring().ListReportsAsync(new ListReportsRequest { ModelId = "risk" }, cancellationToken: _cancellation)).Reports).Number);
        Assert.Equal(StatusCode.NotFound, (await RefusedAsync(() => again.Monitoring().GetReportAsync(new GetReportRequest { Number = 99 }).ResponseAsync)).StatusCode);

        // The store itself does not let go of one, whoever asks it.
        foreach (string change in new[] { "UPDATE monitoring_reports SET document = '{}'", "DELETE FROM monitoring_reports" }) Assert.ThrowsAny<Exception>(() => _home.Run(change));
        _home.Run("DROP TRIGGER monitoring_reports_stay" + (_home is PostgresServiceHome ? " ON monitoring_reports" : ""));
        _home.Run("UPDATE monitoring_reports SET document = replace(document, 'wang.fang', 'liu.yang')");
        Assert.Equal(StatusCode.DataLoss, (await RefusedAsync(() => again.Monitoring().GetReportAsync(new GetReportRequest { Number = made.Number }).ResponseAsync)).StatusCode);
    }

    [Fact]
    public async Task A_baseline_document_is_held_against_and_its_mistakes_are_told_at_once()
    {
        await RecordDriftAsync();
        await using RunningService service = await _home.StartWatchedAsync(20);
        const string Good = """
            id: development-2026
            score: { edges: [0.01, 0.5], counts: [900, 90, 10] }
            features:
              - { name: card_utilisation, edges: [0.3, 0.4], counts: [600, 300, 100], missing: 20 }
              - { name: education, choices: [university], counts: [1000] }
            """;
        RunMonitoringRequest request = Request();
        request.BaselineDocument = ByteString.CopyFromUtf8(Good);
        MonitoringReport report = await RunAsync(service, request);
        Assert.Equal(("development-2026", null), (report.Baseline.Document.Id, report.Before));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Good))), report.Baseline.Document.Sha256);
        DistributionShift shift = Feature(report, "card_utilisation").Shift;
        Assert.Equal([("below 0.3", 600, 0), ("0.3 to 0.4", 300, 0), ("from 0.4", 100, Each), ("missing", 20, 0)], shift.Groups.Select(group => (group.Label, group.Baseline, group.Current)));
        Assert.Null(Feature(report, "lender_count").Shift);
        Assert.Equal(MonitoringLevel.Unspecified, Feature(report, "education").Shift.Level);

        request.BaselineDocument = ByteString.CopyFromUtf8("""
            score: { edges: [0.5, 0.01], counts: [900, 90] }
            features:
              - { name: card_utilisation, edges: [0.3], counts: [0, 0] }
              - { name: education, choices: [astrology], counts: [1] }
              - { name: shoe_size, edges: [], counts: [1] }
            """);
        RpcException refused = await RefusedAsync(() => RunAsync(service, request));
        string[] fields = ["id", "score.edges[1]", "score.counts", "features[0].counts", "features[1].choices[0]", "features[2].name"];
        Assert.Superset(fields.Select(field => "baseline_document." + field).ToHashSet(), Violations.Of(refused).Select(violation => violation.Field).ToHashSet());
    }

    [Fact]
    public async Task What_cannot_be_run_is_refused_with_every_field_and_a_broken_policy_with_every_mistake()
    {
        await using RunningService service = await _home.StartWatchedAsync(20);
        RpcException refused = await RefusedAsync(() => RunAsync(service, new RunMonitoringRequest { RequestedBy = "a b", AsOf = "today", Parallelism = 999 }));
        Assert.Equal(["subject", "as_of", "baseline", "requested_by", "parallelism"], Violations.Of(refused).Select(violation => violation.Field));
        await File.WriteAllTextAsync(_home.Folder.At("monitoring.yaml"), WatchedLoans.PolicyText(20).Replace("confidence: 0.99", "confidence: 99").Replace("window_months: 12", "window: 12"), _cancellation);
        refused = await RefusedAsync(() => RunAsync(service, Request()));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Equal(["defaults.window", "defaults.window_months", "stability.confidence"], Violations.Of(refused).Select(violation => violation.Field).Order());
        Assert.Equal(0L, Convert.ToInt64(_home.One("SELECT count(*) FROM monitoring_reports")));
        // It decides nothing, and nothing that decides minds it.
        Assert.Equal(Outcome.Approve, (await service.Client.DecideAsync(Requests.Clean("loan"), cancellationToken: _cancellation)).Outcome);
    }

    [Fact]
    [Trait("Article", "A35")]
    public async Task Evidence_that_was_erased_is_told_and_what_was_decided_still_counts()
    {
        await using RunningService service = await _home.StartWatchedAsync(20);
        for (int i = 0; i < 3; i++) await service.Client.DecideAsync(Requests.Clean($"a-{i}", i + 1), cancellationToken: _cancellation);
        _home.Run("DELETE FROM borrower_keys");
        MonitoringReport report = await RunAsync(service, new RunMonitoringRequest { Subject = new MonitoringSubject { ModelId = "risk" }, BaselinePeriod = new MonitoringPeriod(), RequestedBy = "x" });
        Assert.Equal((3, 0, 3, 1.0), (report.Current.Decisions, report.Current.Read, Assert.Single(report.Current.Unread).Decisions, report.Current.ApprovalRate));
        Assert.Equal(3, report.Score.Groups.Sum(group => group.Current));
        Assert.False(Feature(report, "card_utilisation").HasMissingRate);
        Assert.Empty(report.Signals);
    }

    // Two months ago the cards were used by a tenth to a half. Last month they are used by more, half do not tell their lenders, and half of the devices' ages are a month old.
    private async Task RecordDriftAsync()
    {
        await using (await _home.StartAsync())
        {
        }
        await WatchedLoans.RecordAsync(_home, 2, WatchedLoans.Named("before", Each, 100), (request, i) => request.With("card_utilisation", 0.1 + (0.01 * i)));
        await WatchedLoans.RecordAsync(_home, 1, WatchedLoans.Named("now", Each, 200), (request, i) =>
        {
            request.With("card_utilisation", 0.5 + (0.005 * i));
            if (i % 2 == 0) request.Features.Remove(request.Features.Single(feature => feature.Name == "lender_count"));
            Feature device = request.Features.Single(feature => feature.Name == "device_age_days");
            if (i % 2 == 1) device.ObservedAt = device.ObservedAt.ToDateTimeOffset().AddDays(-30).ToTimestamp();
        });
    }

    private static RunMonitoringRequest Request() => new()
    {
        Subject = new MonitoringSubject { Product = "consumer-cash" }, Period = Month(1), BaselinePeriod = Month(2), RequestedBy = "wang.fang", Parallelism = 2,
    };

    private static MonitoringPeriod Month(int ago) => new()
    {
        From = BeijingTime.StartOf(WatchedLoans.ThisMonth.AddMonths(-ago)).ToTimestamp(), Before = BeijingTime.StartOf(WatchedLoans.ThisMonth.AddMonths(1 - ago)).ToTimestamp(),
    };

    private static long Outcomes(MonitoringReport report, Outcome outcome) =>
        report.Current.Outcomes.Concat(report.Before.Outcomes).Where(each => each.Outcome == outcome).Sum(each => each.Decisions);

    private static FeatureWatch Feature(MonitoringReport report, string name) => report.Features.Single(feature => feature.Name == name);

    private Task<MonitoringReport> RunAsync(RunningService service, RunMonitoringRequest request) =>
        service.Monitoring().RunMonitoringAsync(request, cancellationToken: _cancellation).ResponseAsync;

    private static Task<RpcException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<RpcException>(call);
}

[Trait("Store", "SQLite")]
public sealed class SqliteMonitoringRunTests() : MonitoringRunTests(new ServiceHome());

[Trait("Store", "PostgreSQL")]
public sealed class PostgresMonitoringRunTests(PostgresServer server, RedisServer redis) : MonitoringRunTests(new PostgresServiceHome(server, redis));
