using CreditDecision.Core.Governance;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Monitoring;

/// <summary>Runs of this process, one at a time: two would only halve each other's speed, and the room that live decisions have beside them.</summary>
internal sealed class MonitoringRuns(MonitoringDesk desk, MonitoringFindings findings)
{
    private int _running;

    /// <param name="thing">Of which findings are opened; null for none.</param>
    /// <param name="who">Who asked; counts with a thing only.</param>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: another run is under way.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The store cannot be read or written.</exception>
    public async Task<Wire.MonitoringReport> RunAsync(MonitoringJob job, ThingKey? thing, Person? who, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0) throw new RpcException(new Status(StatusCode.ResourceExhausted, "Monitoring is running; one run at a time."));
        try
        {
            Wire.MonitoringReport report = await desk.RunAsync(job, cancellation);
            if (thing is { } key) await findings.OpenAsync(report, key, who!, cancellation);
            return report;
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }
}
