using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>Answers calls that never become one: the status goes into the only header frame ("Trailers-Only").</summary>
internal static class Refusal
{
    public static void Answer(HttpContext http, int httpStatus, Status status)
    {
        http.Response.StatusCode = httpStatus;
        if (httpStatus == StatusCodes.Status200OK)
            http.Response.ContentType = WireNames.ContentType;

        http.Response.Headers.GrpcStatus = WireNames.StatusText((int)status.StatusCode);
        http.Response.Headers.GrpcMessage = PercentEncoding.Encode(status.Detail);
    }

    /// <summary>Whether a request is gRPC over HTTP/2 at all; answers it if not.</summary>
    public static bool AnswersIfNotGrpc(HttpContext http)
    {
        if (!WireNames.IsGrpcContentType(http.Request.ContentType))
        {
            var detail = http.Request.ContentType is { Length: > 0 } given ? $"Content-Type '{given}' is not supported." : "Content-Type is missing from the request.";
            Answer(http, StatusCodes.Status415UnsupportedMediaType, new Status(StatusCode.Internal, detail));
            return true;
        }

        if (HttpProtocol.IsHttp2(http.Request.Protocol) || HttpProtocol.IsHttp3(http.Request.Protocol))
            return false;

        http.Response.Headers.Upgrade = HttpProtocol.Http2;
        Answer(http, StatusCodes.Status426UpgradeRequired, new Status(StatusCode.Internal, $"Request protocol '{http.Request.Protocol}' is not supported."));
        return true;
    }
}
