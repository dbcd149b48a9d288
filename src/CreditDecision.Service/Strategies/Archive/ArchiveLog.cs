namespace CreditDecision.Service.Strategies.Archive;

internal sealed partial class ArchiveLog(ILogger<ArchiveLog> log)
{
    [LoggerMessage(20, LogLevel.Information, "Content {Sha256} of {Count} files is kept")]
    public partial void Kept(string sha256, int count);

    [LoggerMessage(21, LogLevel.Error, "The archive's copy of {File} was not what its hash {Sha256} says; it was written anew from what serves now")]
    public partial void Mended(string file, string sha256);
}
