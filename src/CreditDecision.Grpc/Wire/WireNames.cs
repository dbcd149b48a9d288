namespace Grpc.Wire;

/// <summary>Header names and values of gRPC over HTTP/2.</summary>
internal static class WireNames
{
    public const string ContentType = "application/grpc";
    public const string Identity = "identity";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Timeout = "grpc-timeout";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string BinarySuffix = "-bin";

    /// <summary>Pseudo metadata with which ordinary code asks for an encoding of one call; never sent.</summary>
    public const string RequestedEncoding = "grpc-internal-encoding-request";

    private static readonly string[] StatusTexts = [.. Enumerable.Range(0, 17).Select(code => code.ToString())];

    /// <summary>The number of a status as text, without a new string for the known ones.</summary>
    public static string StatusText(int code) => (uint)code < (uint)StatusTexts.Length ? StatusTexts[code] : code.ToString();

    /// <summary>"application/grpc", alone or followed by "+format" or ";parameters".</summary>
    public static bool IsGrpcContentType(string? contentType)
    {
        if (contentType is null || !contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase))
            return false;

        return contentType.Length == ContentType.Length || contentType[ContentType.Length] is '+' or ';';
    }
}
