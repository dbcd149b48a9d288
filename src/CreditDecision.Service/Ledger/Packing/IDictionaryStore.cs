namespace CreditDecision.Service.Ledger.Packing;

/// <summary>
/// Keeps dictionaries beside the records that need them, for good: without its dictionary a record cannot be read. Asked a few times in a
/// process's life, so its members wait for the store on the calling thread. Every member throws <see cref="LedgerUnavailableException"/> where
/// the store cannot be read or written.
/// </summary>
internal interface IDictionaryStore
{
    /// <returns>The dictionary of a kind that was added last, or null.</returns>
    StoredDictionary? Newest(RecordKind kind);

    StoredDictionary? Find(DictionaryId id);

    /// <summary>Durable once it returns. One that is there is mended, should it have been changed.</summary>
    void Add(RecordKind kind, DictionaryId id, byte[] bytes);
}

/// <summary>A dictionary as it lies in the store.</summary>
/// <param name="Id">By which it was added; what it is of now says whether it is still the same.</param>
internal sealed record StoredDictionary(DictionaryId Id, byte[] Bytes)
{
    public bool IsWhole => DictionaryId.Of(Bytes) == Id;
}
