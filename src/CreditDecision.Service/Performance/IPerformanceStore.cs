using CreditDecision.Service.Ledger;
using CreditDecision.Service.RiskData;

namespace CreditDecision.Service.Performance;

/// <summary>An observation that was put, as the log keeps it for good.</summary>
/// <param name="Sealed">The request and its answer.</param>
public sealed record PerformanceRecordRow(RiskRecordKey Key, Guid DecisionId, DateTimeOffset PutAt, byte[] Sealed);

/// <summary>What was put of a loan.</summary>
/// <param name="Version">Grows by one with each record; 0 where nothing was put. Never newer than the records.</param>
/// <param name="Records">Sealed, with what names them.</param>
public sealed record KeptPerformance(long Version, IReadOnlyList<(RiskRecordKey Key, byte[] Sealed)> Records);

/// <summary>
/// Keeps how loans went: a log of everything that was put, to which is only ever added, and beside it one row for each loan in plain columns,
/// which monitoring counts. Every member throws <see cref="LedgerUnavailableException"/> where the store cannot be read or written.
/// </summary>
internal interface IPerformanceStore
{
    /// <returns>The sealed record, or null.</returns>
    ValueTask<byte[]?> FindRecordAsync(RiskRecordKey key, CancellationToken cancellation);

    ValueTask<KeptPerformance> ReadAsync(Guid decisionId, CancellationToken cancellation);

    /// <summary>Adds a record and replaces the loan's row that was made from it and all before, both or neither, durably.</summary>
    /// <param name="loan">With the version after the one that was read.</param>
    /// <returns>False, and nothing was written: another put of the loan or of this record came between. Read again.</returns>
    ValueTask<bool> PutAsync(PerformanceRecordRow record, LoanRow loan, CancellationToken cancellation);
}
