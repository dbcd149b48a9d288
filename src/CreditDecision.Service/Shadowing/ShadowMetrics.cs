using System.Diagnostics.Metrics;

namespace CreditDecision.Service.Shadowing;

/// <summary>Whether shadows keep up with decisions.</summary>
internal static class ShadowMetrics
{
    private static readonly Meter Meter = new("CreditDecision.Shadowing");

    /// <summary>Lets the queue be asked. Once in a process.</summary>
    public static void Observe(ShadowIntake queue, ShadowWorker worker)
    {
        Meter.CreateObservableGauge("creditdecision.shadow.queue.length", () => queue.Waiting, "{decision}", "Decisions that wait to be asked of their shadows.");
        Meter.CreateObservableCounter("creditdecision.shadow.left_out", () => queue.LeftOut, "{decision}", "Decisions that shadows were not asked about.");
        Meter.CreateObservableCounter("creditdecision.shadow.recorded", () => worker.Recorded, "{answer}", "Answers of shadows that were recorded.");
    }
}
