namespace CreditDecision.Service.Ledger;

/// <summary>Which entries are read one after the other, to be looked at and never kept.</summary>
public sealed record ScanQuery
{
    public required string Product { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? DecidedFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? DecidedBefore { get; init; }

    /// <summary>Only the newest so many, by sequence; null for all of them.</summary>
    public long? Newest { get; init; }

    /// <summary>Whether entries are shown with their client and application ids; without them reading is faster.</summary>
    public bool NamesApplications { get; init; } = true;
}

/// <summary>
/// Where the entries of a query lie. The ledger only appends, so the entries between two sequences are the same whenever and by however
/// many readers they are read.
/// </summary>
/// <param name="First">0 when there is none.</param>
public readonly record struct ScanExtent(long Count, long First, long Last);

/// <summary>One entry as it lies in the store. Its spans hold only until the visitor returns.</summary>
public readonly ref struct ScannedDecision
{
    public required Guid DecisionId { get; init; }

    /// <summary>UTF-8, as all texts here. Empty where the query does not name applications, as the next one is.</summary>
    public required ReadOnlySpan<byte> ClientId { get; init; }

    public required ReadOnlySpan<byte> ApplicationId { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
    public required ReadOnlySpan<byte> StrategyId { get; init; }
    public required ReadOnlySpan<byte> StrategyVersion { get; init; }

    /// <summary>As <see cref="LedgerEntry.Summary"/>.</summary>
    public required ReadOnlySpan<byte> Summary { get; init; }

    /// <summary>Sealed.</summary>
    public required ReadOnlySpan<byte> Evidence { get; init; }

    /// <summary>As <see cref="LedgerEntry.BorrowerKey"/>; empty where there is none.</summary>
    public required ReadOnlySpan<byte> BorrowerKey { get; init; }
}

/// <returns>False to read no further.</returns>
public delegate bool ScanVisitor(in ScannedDecision entry);
