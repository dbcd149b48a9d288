using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Ledger;

/// <summary>Which entries, newest first. Filters that are null do not filter; all others must match.</summary>
public sealed record LedgerQuery
{
    /// <summary>Entries a page, 1 or more.</summary>
    public required int Count { get; init; }

    /// <summary>Only entries older than this position.</summary>
    public LedgerPosition? Before { get; init; }

    public BorrowerToken? Borrower { get; init; }
    public string? ClientId { get; init; }
    public string? ApplicationId { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? DecidedFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? DecidedBefore { get; init; }

    public int? Outcome { get; init; }
    public string? Product { get; init; }
}

/// <summary>A place in the order of listing: by time decided, then by sequence.</summary>
public readonly record struct LedgerPosition(long DecidedAtMicroseconds, long Sequence);

/// <param name="Next">Where the next page starts; null on the last page.</param>
public sealed record LedgerPage(IReadOnlyList<LedgerEntry> Entries, LedgerPosition? Next);
