using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using CreditDecision.Core.Decisions.Backtests;
using CreditDecision.Service.Backtests;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks.Backtests;

/// <summary>
/// A back-test of the reference strategy over a store of made-up decisions: how many it decides again in a second, where the time goes, and
/// whether the store is the same afterwards to the byte.
/// </summary>
internal static class BacktestBenchmark
{
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
        var before = HashOf(options.Store);
        Console.WriteLine($"{options.Store}: {new FileInfo(options.Store).Length / 1e9:N2} GB, sha256 {before}");
        var job = JobOf(book, new EvidenceSeal(StoreLoader.Keys, StoreLoader.PackingsOf(file)), options, 1);
        for (var round = 1; round <= options.Rounds; round++)
        {
            await MeasureAsync(job with { Parallelism = 1 }, ledger, false);
            if (Environment.ProcessorCount > 1) await MeasureAsync(job with { Parallelism = Environment.ProcessorCount }, ledger, false);
        }

        await MeasureAsync(job, ledger, true);
        var same = HashOf(options.Store) == before;
        Console.WriteLine(same ? "The store is the same, byte for byte." : "THE STORE HAS CHANGED.");
        return same ? 0 : 1;
    }

    private static BacktestJob JobOf(StrategyBook book, EvidenceSeal evidence, BacktestOptions options, int parallelism) => new()
    {
        Candidate = book.For("consumer-cash")!,
        Book = book,
        Evidence = evidence,
        Query = new ScanQuery { Product = "consumer-cash", Newest = options.Decisions },
        Segmentations = Segmentation.Always,
        Outcomes = new OutcomeBook(),
        Parallelism = parallelism,
    };

    private static async Task MeasureAsync(BacktestJob job, SqliteLedger ledger, bool profile)
    {
        var clocks = new ConcurrentBag<StepClock>();
        StepClock? Clock()
        {
            if (!profile) return null;
            var clock = new StepClock();
            clocks.Add(clock);
            return clock;
        }
        var allocated = GC.GetTotalAllocatedBytes();
        var collections = GC.CollectionCount(0);
        var used = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var run = new BacktestRun(job, ledger) { Clock = Clock };
        var result = await run.Start(CancellationToken.None);
        var elapsed = watch.Elapsed;
        used = Environment.CpuUsage.TotalTime - used;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        var total = result.Tally.Total;
        Console.WriteLine(
            $"{job.Parallelism} threads: {total.Decisions:N0} decisions in {elapsed.TotalSeconds:N2} s, {total.Decisions / elapsed.TotalSeconds:N0}/s, "
            + $"{total.Decisions / used.TotalSeconds:N0} for each second of processor; {allocated / Math.Max(total.Decisions, 1):N0} B allocated each, {GC.CollectionCount(0) - collections} collections; "
            + $"{total.Candidate.ApprovalRate:P1} approved, {total.Matrix.Where(cell => cell.IsSwap).Sum(cell => cell.Decisions):N0} swapped, "
            + $"{result.Tally.Undecided.ByKey.Values.Sum():N0} not decided");
        if (profile) Print(clocks, total.Decisions);
    }

    private static void Print(IReadOnlyCollection<StepClock> clocks, long decisions)
    {
        foreach (var step in Enum.GetValues<Step>().Skip(1))
            Console.WriteLine($"  {step,-8}{clocks.Sum(clock => clock.Of(step).TotalMicroseconds) / decisions,8:N2} µs each");
    }

    private static string HashOf(string store)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in new[] { store, store + "-wal" })
        {
            if (!File.Exists(path)) continue;
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20);
            var buffer = new byte[1 << 20];
            for (int read; (read = stream.Read(buffer)) > 0;) hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
