using System.Diagnostics.Metrics;
using Polly.CircuitBreaker;

namespace CreditDecision.Service.Gathering;

/// <summary>What was learned of borrowers, and how Redis does.</summary>
internal static class GatheringMetrics
{
    private static readonly Meter Meter = new("CreditDecision.Gathering");

    private static readonly Counter<long> Velocity = Meter.CreateCounter<long>(
        "creditdecision.gathering.velocity", "{application}", "Applications whose velocity was counted, or is missing.");

    private static readonly Counter<long> Features = Meter.CreateCounter<long>(
        "creditdecision.gathering.features", "{application}", "Applications whose features were found in the cache (hit), or asked of the store (miss).");

    private static readonly Counter<long> Redis = Meter.CreateCounter<long>(
        "creditdecision.redis.calls", "{call}", "Calls of Redis: answered, failed, or not made because the breaker is open.");

    public static void Learned(Remembered remembered)
    {
        Velocity.Add(1, new KeyValuePair<string, object?>("result", remembered.Velocity is null ? "missing" : "counted"));
        Features.Add(1, new KeyValuePair<string, object?>("result", remembered.Features is null ? "miss" : "hit"));
    }

    public static void Asked(Exception? problem)
    {
        if (!Redis.Enabled) return;
        string result = problem switch { null => "answered", BrokenCircuitException => "not_made", _ => "failed" };
        Redis.Add(1, new KeyValuePair<string, object?>("result", result));
    }

    /// <summary>Lets the breaker be asked for its state. Once in a process.</summary>
    public static void Observe(CircuitBreakerStateProvider breaker) => Meter.CreateObservableGauge(
        "creditdecision.redis.breaker.state", () => (int)breaker.CircuitState, "{state}", "0 closed: Redis is asked; 1 open: it is left alone; 2 half open: one call looks.");
}
