using System.Diagnostics;
using CreditDecision.Service.Ledger;

namespace CreditDecision.LedgerHost;

/// <summary>Closed loop: each caller sends its next decision when the last one is acknowledged.</summary>
internal static class Measuring
{
    private const int Borrowers = 1_000_000;

    public static async Task RunAsync(string store, int callers, TimeSpan length)
    {
        using ILedgerStore ledger = Workload.Open(store);
        string run = Guid.CreateVersion7().ToString("N");
        await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(() => CallAsync(ledger, $"{run}-warm-{i}", TimeSpan.FromSeconds(2)))));
        long allocated = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        List<double>[] taken = await Task.WhenAll(
            Enumerable.Range(0, callers).Select(i => Task.Run(() => CallAsync(ledger, $"{run}-{i}", length))));
        double seconds = clock.Elapsed.TotalSeconds;
        double[] sorted = [.. taken.SelectMany(times => times).Order()];
        Console.WriteLine(
            $"{callers} callers: {sorted.Length / seconds:N0} commits/s; ms p50 {sorted[sorted.Length / 2]:F2}, "
            + $"p99 {sorted[sorted.Length * 99 / 100]:F2}, p99.9 {sorted[(int)(sorted.Length * .999)]:F2}, most {sorted[^1]:F2}; "
            + $"{(GC.GetTotalAllocatedBytes() - allocated) / sorted.Length:N0} B allocated each"
            + (File.Exists(store) ? $"; file {new FileInfo(store).Length >> 20:N0} MiB" : ""));
    }

    private static async Task<List<double>> CallAsync(ILedgerStore ledger, string caller, TimeSpan length)
    {
        var taken = new List<double>();
        var random = new Random(caller.GetHashCode(StringComparison.Ordinal));
        var clock = Stopwatch.StartNew();
        for (int i = 0; clock.Elapsed < length; i++)
        {
            long before = Stopwatch.GetTimestamp();
            await Workload.CommitAsync(ledger, $"{caller}-{i}", random.Next(Borrowers), 500_000);
            taken.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }
        return taken;
    }
}
