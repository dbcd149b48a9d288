using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Ledger;

/// <summary>One recorded decision. What a reader filters by stands beside the two opaque bodies.</summary>
public sealed record LedgerEntry
{
    /// <summary>Position in the ledger, ascending; 0 until it is recorded.</summary>
    public long Sequence { get; init; }

    public required Guid DecisionId { get; init; }
    public required string ClientId { get; init; }
    public required string ApplicationId { get; init; }

    /// <summary>SHA-256 of the application's content, 32 bytes.</summary>
    public required byte[] ContentHash { get; init; }

    public required BorrowerToken Borrower { get; init; }
    public required string Product { get; init; }

    /// <summary>The API's number.</summary>
    public required int Outcome { get; init; }

    /// <summary>In whole microseconds.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>What this decision takes of the borrower's cap, fen, 0 or more.</summary>
    public required long ReservedFen { get; init; }

    public required string StrategyId { get; init; }
    public required string StrategyVersion { get; init; }

    /// <summary>The reply, byte for byte.</summary>
    public required byte[] Decision { get; init; }

    /// <summary>
    /// What is counted of the reply, in the reply's own form: outcome, grade, probability of default, limit and rates, reason numbers, and
    /// whether it is degraded. Of an entry from before there were summaries, the reply.
    /// </summary>
    public required byte[] Summary { get; init; }

    /// <summary>Everything the decision was made from, sealed; of an entry that waits to be recorded, not sealed yet.</summary>
    public required byte[] Evidence { get; init; }

    /// <summary>
    /// The borrower's key as it is kept now, beside the record and no part of it. Null where there is none: no evidence was ever sealed by one, or
    /// it was destroyed.
    /// </summary>
    public byte[]? BorrowerKey { get; init; }
}
