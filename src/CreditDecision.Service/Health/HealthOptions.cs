namespace CreditDecision.Service.Health;

/// <summary>Configuration section <c>Health</c>.</summary>
public sealed class HealthOptions
{
    /// <summary>How often the service looks whether it is ready.</summary>
    public int CheckMilliseconds { get; set; } = 1_000;

    /// <summary>
    /// For how long a service that is told to stop goes on with all calls, old and new, after it said NOT_SERVING: as long as balancers need to
    /// hear of it and send no more.
    /// </summary>
    public int DrainSeconds { get; set; }
}
