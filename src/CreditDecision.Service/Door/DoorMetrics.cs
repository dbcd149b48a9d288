using System.Diagnostics.Metrics;

namespace CreditDecision.Service.Door;

/// <summary>Who was over the limits. Clients that no setting names are one: callers make up as many names as they like.</summary>
internal static class DoorMetrics
{
    public const string Unnamed = "unnamed";

    private static readonly Meter Meter = new("CreditDecision.Door");

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "creditdecision.door.refused", "{call}", "Calls that were refused at the door, by client and limit.");

    /// <param name="client">As a setting names it, or <see cref="Unnamed"/>.</param>
    /// <param name="limit">rate or concurrency.</param>
    public static void WasOver(string client, string limit) =>
        Refused.Add(1, new("client", client), new KeyValuePair<string, object?>("limit", limit));
}
