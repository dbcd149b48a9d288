namespace CreditDecision.Service.Replays;

/// <summary>Configuration section <c>Replays</c>.</summary>
public sealed class ReplayOptions
{
    /// <summary>Decisions made again at a time, at most; 0 for half of the processors, so that live traffic keeps the other half.</summary>
    public int Parallelism { get; set; }

    /// <summary>Contents that are held compiled. Each holds all its models; a period rarely spans more than a few.</summary>
    public int ContentsHeld { get; set; } = 4;

    internal int MostParallel => Parallelism > 0 ? Parallelism : Math.Max(1, Environment.ProcessorCount / 2);
}
