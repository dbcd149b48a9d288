using System.Diagnostics;
using CreditDecision.Core.Audit;
using CreditDecision.Service.Audit;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Ledger.Chaining;

namespace CreditDecision.LedgerHost;

/// <summary>What <c>creditctl audit verify</c> has the service do, on a store that <see cref="Measuring"/> filled.</summary>
internal static class Proving
{
    /// <returns>1 when anything was found.</returns>
    public static int Run(string store)
    {
        using ILedgerStore ledger = Workload.Open(store);
        ledger.AddAnchor(TimeProvider.System.GetUtcNow(), isWhole: true);
        var clock = Stopwatch.StartNew();
        int found = 0;
        using IAuditView view = ledger.OpenAudit();
        var run = new AuditRun(view, Workload.Chains.Seal, new AuditOrder(default, null, 1_000), Tell, CancellationToken.None);
        run.Run();
        double seconds = clock.Elapsed.TotalSeconds;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(
            $"{run.Records:N0} decisions, {run.Links:N0} links: {found:N0} findings in {seconds:F1} s, {run.Records / seconds:N0} decisions/s, "
            + $"most memory {self.PeakWorkingSet64 >> 20:N0} MiB");
        return found == 0 ? 0 : 1;

        void Tell(AuditFinding finding)
        {
            // Enough to see what it is.
            if (++found <= 10) Console.Error.WriteLine($"{finding.Kind} {finding.Subject} {finding.Place}: {finding.Detail}");
        }
    }
}
