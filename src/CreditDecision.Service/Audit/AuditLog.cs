namespace CreditDecision.Service.Audit;

internal sealed partial class AuditLog(ILogger<AuditLog> log)
{
    [LoggerMessage(60, LogLevel.Error, "No anchor was added to the audit trail; it will be tried again")]
    public partial void NotAnchored(Exception problem);

    [LoggerMessage(61, LogLevel.Critical, "The audit trail has {Findings} findings: records are not as they were committed")]
    public partial void Found(long findings);
}
