namespace CreditDecision.Service.Ledger.Packing;

internal sealed partial class PackingLog(ILogger<PackingLog> log)
{
    [LoggerMessage(14, LogLevel.Information, "Records of kind {Kind} are packed with dictionary {Id} of {Bytes} bytes from now on")]
    public partial void InUse(RecordKind kind, DictionaryId id, int bytes);

    [LoggerMessage(15, LogLevel.Warning, "No dictionary could be made of {Samples} records of kind {Kind}; they are recorded as they are")]
    public partial void NotMade(RecordKind kind, int samples);

    [LoggerMessage(16, LogLevel.Warning, "A dictionary for records of kind {Kind} could not be kept; they are recorded as they are")]
    public partial void NotKept(Exception problem, RecordKind kind);

    [LoggerMessage(17, LogLevel.Error, "Dictionary {Id} is not in the store, or is not what its id says: records that were packed with it cannot be read")]
    public partial void Missing(DictionaryId id);
}
