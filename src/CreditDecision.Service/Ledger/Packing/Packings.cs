namespace CreditDecision.Service.Ledger.Packing;

/// <summary>The packing of each kind of record.</summary>
internal sealed class Packings(IDictionaryStore store, PackingOptions options, PackingLog log)
{
    public RecordPacking Replies { get; } = new(RecordKind.Reply, store, options, log);

    public RecordPacking Evidence { get; } = new(RecordKind.Evidence, store, options, log);
}
