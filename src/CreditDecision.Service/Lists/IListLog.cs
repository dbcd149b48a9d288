using CreditDecision.Core.Features;

namespace CreditDecision.Service.Lists;

/// <summary>An entry as it lies in the log.</summary>
/// <param name="EndedAt">Microseconds; null where it was not ended.</param>
internal sealed record StoredListEntry(ListEvent Put, long? EndedAt);

/// <summary>Which entries are asked for; what is null or zero does not matter.</summary>
/// <param name="Before">Only entries of smaller numbers; 0 for the newest.</param>
/// <param name="HoldingAt">Microseconds.</param>
internal sealed record ListQuery(int Count, long Before, ListKind List, ListPurpose Purpose, UInt128? Token, long? HoldingAt);

/// <summary>
/// The log of what happened to the lists, to which is only ever added. Every member throws <see cref="Ledger.LedgerUnavailableException"/> where the
/// store cannot be read or written.
/// </summary>
internal interface IListLog
{
    /// <returns>The events after one, ascending, at most so many. None is missing between two that are told.</returns>
    ValueTask<IReadOnlyList<ListEvent>> AfterAsync(long number, int most, CancellationToken cancellation);

    /// <returns>The events of a client's record, by place.</returns>
    ValueTask<IReadOnlyList<ListEvent>> OfRecordAsync(string clientId, string recordId, CancellationToken cancellation);

    /// <returns>Those of the entries that there are.</returns>
    ValueTask<IReadOnlyList<ListEvent>> FindAsync(IReadOnlyCollection<long> entries, CancellationToken cancellation);

    /// <summary>Adds the events of a record, all or none, durably, with the next numbers; an entry that is put gets its own as its id.</summary>
    /// <returns>False, and nothing was written: there is such a record already.</returns>
    ValueTask<bool> AppendAsync(IReadOnlyList<ListEvent> events, CancellationToken cancellation);

    /// <returns>Newest first.</returns>
    ValueTask<IReadOnlyList<StoredListEntry>> ListAsync(ListQuery query, CancellationToken cancellation);
}
