namespace CreditDecision.Service.PersonalData.Erasing;

internal sealed partial class ErasureLog(ILogger<ErasureLog> log)
{
    [LoggerMessage(140, LogLevel.Warning, "A borrower's key was destroyed: erasure {Number} of the log of erasures")]
    public partial void Erased(long number);
}
