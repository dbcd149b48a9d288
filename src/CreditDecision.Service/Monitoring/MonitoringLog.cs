namespace CreditDecision.Service.Monitoring;

internal sealed partial class MonitoringLog(ILogger<MonitoringLog> log)
{
    [LoggerMessage(160, LogLevel.Information, "Monitoring report {Number}: no level was passed")]
    public partial void Quiet(long number);

    [LoggerMessage(161, LogLevel.Warning, "Monitoring report {Number}: {Warnings} warnings, {Breaches} breaches")]
    public partial void Signals(long number, int warnings, int breaches);

    [LoggerMessage(162, LogLevel.Error, "Of {Thing} no finding was opened for \"{Signal}\": {Problem}")]
    public partial void NotOpened(string thing, string signal, string problem);

    [LoggerMessage(163, LogLevel.Error, "A scheduled run of monitoring was not made; it is tried again")]
    public partial void NotRun(Exception problem);
}
