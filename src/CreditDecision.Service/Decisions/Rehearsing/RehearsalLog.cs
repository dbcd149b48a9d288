namespace CreditDecision.Service.Decisions.Rehearsing;

internal sealed partial class RehearsalLog(ILogger<RehearsalLog> log)
{
    [LoggerMessage(190, LogLevel.Warning, "What a first decision takes could not be made ready; the first application may have to wait")]
    public partial void Failed(Exception problem);
}
