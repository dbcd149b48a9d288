namespace CreditDecision.Service.Ledger;

internal sealed partial class LedgerLog(ILogger<LedgerLog> log)
{
    [LoggerMessage(10, LogLevel.Error, "A batch of {Count} decisions was not committed")]
    public partial void BatchFailed(Exception problem, int count);

    [LoggerMessage(11, LogLevel.Critical, "The store cannot be opened again; the next batch will try")]
    public partial void NotReopened(Exception problem);
}
