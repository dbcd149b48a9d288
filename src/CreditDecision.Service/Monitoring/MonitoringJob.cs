using CreditDecision.Core.Monitoring;
using CreditDecision.Service.Decisions;

namespace CreditDecision.Service.Monitoring;

/// <summary>A period of decisions; null is open.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="Before">Exclusive.</param>
internal readonly record struct Period(DateTimeOffset? From, DateTimeOffset? Before);

/// <summary>Everything that a run is made from; nothing in it changes while it runs.</summary>
internal sealed record MonitoringJob
{
    public required Watch Watch { get; init; }
    public required WatchedFeatures Watched { get; init; }
    public required MonitoringPolicy Policy { get; init; }
    public required EvidenceSeal Evidence { get; init; }
    public required Period Current { get; init; }

    /// <summary>Null with a <see cref="Document"/>.</summary>
    public required Period? BaselinePeriod { get; init; }

    /// <summary>Null with a <see cref="BaselinePeriod"/>.</summary>
    public required Baseline? Document { get; init; }

    /// <summary>Of the document's bytes, lower-case hexadecimal.</summary>
    public required string DocumentSha256 { get; init; }

    public required string RequestedBy { get; init; }

    /// <summary>The last day of which loans' performance counts.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Threads, 1 or more.</summary>
    public required int Parallelism { get; init; }
}
