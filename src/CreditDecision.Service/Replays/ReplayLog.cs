namespace CreditDecision.Service.Replays;

internal sealed partial class ReplayLog(ILogger<ReplayLog> log)
{
    [LoggerMessage(40, LogLevel.Error, "Deciding {DecisionId} again failed")]
    public partial void Failed(Exception problem, Guid decisionId);

    [LoggerMessage(41, LogLevel.Warning, "Of {Done} decisions made again, {Differing} differ from their record and {NotReplayed} could not be made")]
    public partial void Found(long done, long differing, long notReplayed);
}
