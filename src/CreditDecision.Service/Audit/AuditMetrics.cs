using System.Diagnostics.Metrics;

namespace CreditDecision.Service.Audit;

/// <summary>How far the anchors of the audit trail are behind.</summary>
internal static class AuditMetrics
{
    private static readonly Meter Meter = new("CreditDecision.Audit");

    private static readonly Counter<long> Failed = Meter.CreateCounter<long>(
        "creditdecision.audit.anchors.failed", "{anchor}", "Anchors that could not be added.");

    /// <summary>Lets the age be asked for. Once in a process.</summary>
    /// <param name="age">Since all links were last named by an anchor.</param>
    public static void Observe(Func<TimeSpan> age) => Meter.CreateObservableGauge(
        "creditdecision.audit.anchor.age", () => age().TotalSeconds, "s", "Since anchors last followed the chains of this process.");

    public static void NotAnchored() => Failed.Add(1);
}
