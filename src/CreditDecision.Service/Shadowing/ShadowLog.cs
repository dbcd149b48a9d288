namespace CreditDecision.Service.Shadowing;

public sealed partial class ShadowLog(ILogger<ShadowLog> log)
{
    [LoggerMessage(30, LogLevel.Warning, "Shadows were not asked about {Count} decisions ({All} since the start): at most {QueueLength} wait and {MostPerSecond} answers are given a second")]
    public partial void LeftOut(long count, long all, int queueLength, int mostPerSecond);

    [LoggerMessage(31, LogLevel.Error, "A shadow of decision {DecisionId} failed")]
    public partial void Failed(Exception problem, Guid decisionId);

    [LoggerMessage(32, LogLevel.Error, "Of {Count} answers of shadows, some or all were not recorded")]
    public partial void NotRecorded(Exception problem, int count);
}
