namespace CreditDecision.Service.Health;

internal sealed partial class HealthLog(ILogger<HealthLog> log)
{
    [LoggerMessage(90, LogLevel.Error, "Not ready: {Reasons}")]
    public partial void NotReady(Unready reasons);

    [LoggerMessage(91, LogLevel.Information, "Ready again")]
    public partial void ReadyAgain();

    [LoggerMessage(92, LogLevel.Information, "Told to stop: NOT_SERVING is said, and calls are taken for {Seconds} seconds more")]
    public partial void Draining(int seconds);
}
