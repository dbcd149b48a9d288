namespace CreditDecision.Service.Ledger;

/// <summary>
/// Where the answers of shadows are kept, beside the decisions. Nobody's reply waits for them and no promise holds for them: a store that
/// is busy with decisions takes them late, and one that fails may lose the last few.
/// </summary>
public interface IShadowStore
{
    /// <summary>Called by one caller, one list at a time. Returns when they are written; a record that is there already is left as it is.</summary>
    /// <exception cref="LedgerUnavailableException">Not all of them were written.</exception>
    ValueTask KeepAsync(IReadOnlyList<ShadowRecord> records);

    /// <summary>In the order in which they were written.</summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<ShadowRecord>> OfAsync(Guid decisionId, CancellationToken cancellation);
}
