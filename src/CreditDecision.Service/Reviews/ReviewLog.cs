using CreditDecision.Core.Reviews;

namespace CreditDecision.Service.Reviews;

internal sealed partial class ReviewLog(ILogger<ReviewLog> log)
{
    [LoggerMessage(170, LogLevel.Information, "A referred decision was reviewed: it is {State} by event {Number} of the log of reviews")]
    public partial void Closed(ReviewState state, long number);
}
