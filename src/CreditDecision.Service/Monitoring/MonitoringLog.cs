namespace CreditDecision.Service.Monitoring;

internal sealed partial class MonitoringLog(ILogger<MonitoringLog> log)
{
    [LoggerMessage(160, LogLevel.Information, "Monitoring report {Number}: no level was passed")]
    public partial void Quiet(long number);

    [LoggerMessage(161, LogLevel.Warning, "Monitoring report {Number}: {Warnings} warnings, {Breaches} breaches")]
    public partial void Signals(long number, int warnings, int breaches);
}
