using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>Turns what a handler threw into the status that the caller sees.</summary>
internal static class CallFailure
{
    public static RpcException NoResponse() => new(new Status(StatusCode.Cancelled, "No message returned from method."));

    /// <summary>Ends the call with the error's status, and logs it once.</summary>
    public static void End(ServerCall call, Exception error)
    {
        var status = ToStatus(call, error);
        var trailers = (error as RpcException)?.Trailers ?? Metadata.Empty;
        foreach (var entry in trailers)
            call.Response.Trailers.Add(entry);

        if (call.Response.TryEnd(status))
            Log(call, error, status);
    }

    private static Status ToStatus(ServerCall call, Exception error) => error switch
    {
        RpcException rpc => rpc.Status,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new Status(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size."),
        _ when IsGone(call, error) => new Status(StatusCode.Cancelled, "The call was cancelled by the caller.", error),
        _ when call.Settings.DetailedErrors =>
            new Status(StatusCode.Unknown, $"Exception was thrown by handler. {error.GetType().Name}: {error.Message}", error),
        _ => new Status(StatusCode.Unknown, "Exception was thrown by handler.", error),
    };

    /// <summary>Whether the error is only that the caller went away, which is no fault of the handler.</summary>
    private static bool IsGone(ServerCall call, Exception error) =>
        error is OperationCanceledException or IOException && call.Http.RequestAborted.IsCancellationRequested;

    private static void Log(ServerCall call, Exception error, Status status)
    {
        if (error is RpcException || IsGone(call, error))
            ServerCallLog.EndedWithStatus(call.Settings.Logger, call.Method, status.StatusCode, status.Detail);
        else
            ServerCallLog.HandlerFailed(call.Settings.Logger, call.Method, error);
    }
}
