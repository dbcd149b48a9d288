using CreditDecision.Core.Audit;

namespace CreditDecision.Service.Ledger.Chaining;

/// <summary>A link with what the store finds it by. None of that proves anything: it is worked out from the members.</summary>
/// <param name="FirstSequence">Of its members.</param>
/// <param name="LastSequence">Of its members.</param>
/// <param name="DecidedFrom">The earliest decision's moment.</param>
/// <param name="DecidedTo">The latest decision's moment.</param>
internal sealed record LinkRow(StoredLink Stored, long FirstSequence, long LastSequence, DateTimeOffset DecidedFrom, DateTimeOffset DecidedTo)
{
    public static LinkRow Of(StoredLink stored, IReadOnlyList<LedgerEntry> batch) => new(
        stored,
        batch.Min(entry => entry.Sequence),
        batch.Max(entry => entry.Sequence),
        batch.Min(entry => entry.DecidedAt),
        batch.Max(entry => entry.DecidedAt));
}
