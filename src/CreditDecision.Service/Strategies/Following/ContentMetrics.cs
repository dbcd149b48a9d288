using System.Diagnostics.Metrics;

namespace CreditDecision.Service.Strategies.Following;

/// <summary>Whether this replica decides by what all decide by.</summary>
internal static class ContentMetrics
{
    private static readonly Meter Meter = new("CreditDecision.Content");

    /// <summary>Lets what decides be asked for. Once in a process.</summary>
    public static void Observe(ContentLease lease, StrategyShelf shelf)
    {
        Meter.CreateObservableGauge("creditdecision.content.lease.age", () => lease.Age.TotalSeconds, "s", "Since it was last seen what may decide.");
        Meter.CreateObservableGauge("creditdecision.content.number", () => shelf.Now.Number, "{event}", "Of the change that put to use what decides here; the same on all replicas.");
    }
}
