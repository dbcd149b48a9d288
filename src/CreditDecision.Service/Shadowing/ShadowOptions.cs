namespace CreditDecision.Service.Shadowing;

/// <summary>Configuration section <c>Shadows</c>: what asking shadows may cost.</summary>
public sealed class ShadowOptions
{
    /// <summary>
    /// Decisions that may wait to be asked of the shadows. Each holds its application, some 20 KB; past the bound the newest are left out,
    /// counted and logged.
    /// </summary>
    public int QueueLength { get; set; } = 1_024;

    /// <summary>Answers of shadows a second, over all of them. One costs about as much processor time as a decision does.</summary>
    public int MostPerSecond { get; set; } = 1_000;
}
