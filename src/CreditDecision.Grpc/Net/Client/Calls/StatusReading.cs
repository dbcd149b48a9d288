using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Calls;

/// <summary>Reads status and metadata off an HTTP response.</summary>
internal static class StatusReading
{
    /// <summary>The status, when the head of the response says that no messages follow: it is no gRPC response, or its only frame.</summary>
    public static (Status Status, Metadata Trailers)? FromHead(HttpResponseMessage response)
    {
        if (Find(response.Headers) is { } status)
            return (status, Metadata(response.Headers));

        if (response.StatusCode != HttpStatusCode.OK)
            return (new Status(FromHttp(response.StatusCode), $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}"), Core.Metadata.Empty);

        var contentType = response.Content.Headers.ContentType?.ToString();
        if (!WireNames.IsGrpcContentType(contentType))
            return (new Status(StatusCode.Cancelled, $"Bad gRPC response. Invalid content-type value: {contentType ?? "(none)"}"), Core.Metadata.Empty);

        return null;
    }

    /// <summary>The status after the last message.</summary>
    public static (Status Status, Metadata Trailers) After(HttpResponseMessage response) => Find(response.TrailingHeaders) is { } status
        ? (status, Metadata(response.TrailingHeaders))
        : (new Status(StatusCode.Cancelled, "No grpc-status found on response."), Core.Metadata.Empty);

    /// <summary>The headers of the response, as metadata.</summary>
    public static Metadata Headers(HttpResponseMessage response) => Metadata(response.Headers);

    private static Metadata Metadata(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            if (MetadataCodec.IsReserved(name.ToLowerInvariant()))
                continue;

            foreach (var value in values)
                MetadataCodec.Append(metadata, name, value);
        }

        return metadata;
    }

    private static Status? Find(HttpResponseHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues(WireNames.Status, out var codes))
            return null;

        if (!int.TryParse(codes.ToString(), out var code))
            return new Status(StatusCode.Unknown, $"Unexpected grpc-status value: {codes}");

        var detail = headers.NonValidated.TryGetValues(WireNames.Message, out var messages) ? PercentEncoding.Decode(messages.ToString()) : "";
        return new Status((StatusCode)code, detail);
    }

    /// <summary>gRPC's own table for answers of proxies ("HTTP to gRPC Status Code Mapping").</summary>
    private static StatusCode FromHttp(HttpStatusCode code) => code switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
