namespace CreditDecision.Service.Strategies.Contents;

public sealed partial class ContentLog(ILogger<ContentLog> log)
{
    [LoggerMessage(22, LogLevel.Information, "{By} put content {Sha256} to use; {Before} decided before")]
    public partial void Changed(string by, string sha256, string before);

    [LoggerMessage(23, LogLevel.Warning, "{By} went back to content {Sha256}; {Before} decided before. The folder is as it was: mend it before the next reload or start")]
    public partial void WentBack(string by, string sha256, string before);

    [LoggerMessage(25, LogLevel.Warning, "The folder holds content {Folder}, but {Serving} was put to use for all replicas and decides; a reload puts the folder's to use")]
    public partial void FolderWaits(string folder, string serving);

    [LoggerMessage(26, LogLevel.Error, "What may decide could not be followed; it is tried again")]
    public partial void NotFollowed(Exception problem);

    [LoggerMessage(27, LogLevel.Critical, "It was not seen for {Seconds} seconds what may decide: applications are refused until it is")]
    public partial void LeaseLost(int seconds);

    [LoggerMessage(24, LogLevel.Warning, "{By} asked for a reload that was refused for {Count} problems; content {Sha256} goes on. The first: {Problem}")]
    public partial void Refused(string by, int count, string sha256, string problem);
}
