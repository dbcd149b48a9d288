using Grpc.Core;

namespace Grpc.Net.Client.Calls;

/// <summary>Turns errors of the transport into a status.</summary>
internal static class TransportFailure
{
    private const int RefusedStream = 0x7;
    private const int Cancel = 0x8;
    private const int EnhanceYourCalm = 0xb;
    private const int InadequateSecurity = 0xc;

    public static Status ToStatus(Exception error) => error switch
    {
        RpcException rpc => rpc.Status,
        OperationCanceledException => new Status(StatusCode.Cancelled, "Call canceled by the client.", error),
        _ when Find<HttpProtocolException>(error) is { } reset => new Status(FromHttp2(reset.ErrorCode), Text(error), error),
        HttpRequestException or IOException => new Status(StatusCode.Unavailable, Text(error), error),
        _ => new Status(StatusCode.Internal, Text(error), error),
    };

    /// <summary>gRPC's table for a stream that the other side reset ("HTTP2 Transport Mapping, Errors").</summary>
    private static StatusCode FromHttp2(long errorCode) => errorCode switch
    {
        RefusedStream => StatusCode.Unavailable,
        Cancel => StatusCode.Cancelled,
        EnhanceYourCalm => StatusCode.ResourceExhausted,
        InadequateSecurity => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is T found)
                return found;
        }

        return null;
    }

    private static string Text(Exception error)
    {
        var parts = new List<string>();
        for (var current = error; current is not null; current = current.InnerException)
            parts.Add($"{current.GetType().Name}: {current.Message}");

        return "Error starting or reading gRPC call. " + string.Join(" ", parts.Distinct());
    }
}
