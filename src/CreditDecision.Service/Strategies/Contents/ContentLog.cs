namespace CreditDecision.Service.Strategies.Contents;

public sealed partial class ContentLog(ILogger<ContentLog> log)
{
    [LoggerMessage(22, LogLevel.Information, "{By} put content {Sha256} to use; {Before} decided before")]
    public partial void Changed(string by, string sha256, string before);

    [LoggerMessage(23, LogLevel.Warning, "{By} went back to content {Sha256}; {Before} decided before. The folder is as it was: mend it before the next reload or start")]
    public partial void WentBack(string by, string sha256, string before);

    [LoggerMessage(24, LogLevel.Warning, "{By} asked for a reload that was refused for {Count} problems; content {Sha256} goes on. The first: {Problem}")]
    public partial void Refused(string by, int count, string sha256, string problem);
}
