namespace CreditDecision.Service.Reassessment;

internal sealed partial class ReassessmentLog(ILogger<ReassessmentLog> log)
{
    [LoggerMessage(180, LogLevel.Warning, "{Decisions} decisions that rest on what event {Cause} of governance stopped were queued for re-assessment")]
    public partial void Queued(int decisions, long cause);

    [LoggerMessage(181, LogLevel.Error, "What rests on things that were stopped cannot be looked for; it is tried again")]
    public partial void NotLooked(Exception problem);
}
