using System.Diagnostics;
using Benchmarks.Backtests;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Monitoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Monitoring;
using CreditDecision.Service.Strategies;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks.Monitoring;

/// <summary>Holds a store of made-up decisions against itself, as monitoring holds a period against another: how many it looks at in a second.</summary>
internal static class MonitoringBenchmark
{
    private const string PolicyFile = "strategies/monitoring.yaml";

    public static async Task<int> RunAsync(BacktestOptions options)
    {
        var book = ContentLoader.Load(new ContentFolder("."), out var problems);
        if (book is null)
        {
            Console.Error.WriteLine($"Run it in the folder that holds strategies/ and models/:\n{string.Join('\n', problems)}");
            return 1;
        }

        if (!File.Exists(options.Store)) StoreLoader.Fill(options.Store, options.Decisions, book);
        var file = SqliteFile.Open(options.Store);
        using var ledger = new SqliteLedger(file, new LedgerOptions { Path = options.Store }, StoreLoader.Chains, new LedgerLog(NullLogger<LedgerLog>.Instance));
        var job = JobOf(book, new EvidenceSeal(StoreLoader.Keys, StoreLoader.PackingsOf(file)));
        for (var round = 1; round <= options.Rounds; round++) await MeasureAsync(job, ledger);
        return 0;
    }

    private static async Task MeasureAsync(MonitoringJob job, SqliteLedger ledger)
    {
        var watch = Stopwatch.StartNew();
        var run = new PopulationRun(job, ledger);
        var bins = await run.BinsAsync(job.Current, CancellationToken.None);
        var binned = watch.Elapsed;
        var baseline = await run.CountAsync(job.Current, bins, CancellationToken.None);
        var counted = watch.Elapsed - binned;
        var comparison = Comparison.Of(baseline.Tally, Baseline.Of(baseline.Tally), job.Watched.Features, job.Policy);
        Console.WriteLine(
            $"{job.Parallelism} threads, {job.Watched.Features.Count} features: deciles in {binned.TotalSeconds:N1} s, {baseline.Tally.Read:N0} decisions counted in "
            + $"{counted.TotalSeconds:N1} s, {baseline.Tally.Read / counted.TotalSeconds:N0}/s; PSI of the score against itself {comparison.Score.Index:N4}, {comparison.Signals.Count} signals");
    }

    private static MonitoringJob JobOf(StrategyBook book, EvidenceSeal evidence)
    {
        var known = book.Strategies.Select(each => new KnownStrategy(each.Id, each.Version, each.Product.Code, each.Stages.Risk.Leading.Model.Id, each.Stages.Risk.Leading.Model.Version));
        var watch = new Watch("consumer-cash", "", "", [.. known]);
        return new MonitoringJob
        {
            Watch = watch,
            Watched = watch.Features(book),
            Policy = Policy(),
            Evidence = evidence,
            Current = default,
            BaselinePeriod = default(Period),
            Document = null,
            DocumentSha256 = "",
            RequestedBy = "benchmark",
            AsOf = default,
            Parallelism = Environment.ProcessorCount,
        };
    }

    private static MonitoringPolicy Policy()
    {
        var errors = new DocumentErrors();
        var document = YamlDocuments.Read(File.ReadAllBytes(PolicyFile), PolicyFile, errors)!;
        return MonitoringPolicy.Read(DocumentObject.Root(document.Element, errors), document.Sha256)!;
    }
}
