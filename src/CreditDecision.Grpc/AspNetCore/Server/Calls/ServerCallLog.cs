using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>Messages about calls. Texts name the method only: requests and metadata may hold personal data.</summary>
internal static partial class ServerCallLog
{
    [LoggerMessage(EventId = 6, EventName = "ErrorExecutingServiceMethod", Level = LogLevel.Error, Message = "Error when executing service method '{Method}'.")]
    public static partial void HandlerFailed(ILogger logger, string method, Exception error);

    [LoggerMessage(EventId = 7, EventName = "RpcConnectionError", Level = LogLevel.Information, Message = "Error status code '{StatusCode}' with detail '{Detail}' raised in '{Method}'.")]
    public static partial void EndedWithStatus(ILogger logger, string method, Core.StatusCode statusCode, string detail);

    [LoggerMessage(EventId = 11, EventName = "DeadlineExceeded", Level = LogLevel.Debug, Message = "Request with timeout of {Timeout} has exceeded its deadline in '{Method}'.")]
    public static partial void DeadlinePassed(ILogger logger, string method, TimeSpan timeout);

    [LoggerMessage(EventId = 12, EventName = "InvalidTimeoutIgnored", Level = LogLevel.Debug, Message = "Invalid grpc-timeout header value '{Timeout}' has been ignored.")]
    public static partial void TimeoutIgnored(ILogger logger, string timeout);

    [LoggerMessage(EventId = 14, EventName = "DeadlineTimerError", Level = LogLevel.Error, Message = "Ending '{Method}' at its deadline failed.")]
    public static partial void DeadlineFailed(ILogger logger, string method, Exception error);
}
