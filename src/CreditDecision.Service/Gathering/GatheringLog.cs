namespace CreditDecision.Service.Gathering;

internal sealed partial class GatheringLog(ILogger<GatheringLog> log)
{
    [LoggerMessage(70, LogLevel.Error, "Redis does not answer; it is left alone for {Milliseconds} ms, and decisions go on without velocity")]
    public partial void Paused(Exception? problem, double milliseconds);

    [LoggerMessage(71, LogLevel.Information, "Redis answers again")]
    public partial void Resumed();

    [LoggerMessage(72, LogLevel.Error, "Redis cannot be reached; decisions begin without velocity until it can")]
    public partial void NotReached();

    [LoggerMessage(73, LogLevel.Information, "Features of {Borrowers} borrowers were brought into Redis")]
    public partial void Warmed(int borrowers);

    [LoggerMessage(74, LogLevel.Warning, "Features were not brought into Redis at the start: the store could not be read")]
    public partial void NotWarmed(Exception problem);
}
