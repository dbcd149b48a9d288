using Grpc.Core;

namespace Grpc.Wire;

/// <summary>
/// Metadata as HTTP header values: text as it is, bytes in base64. A value of bytes may be several values joined by commas, and may
/// come with or without padding (gRPC over HTTP/2, "Custom-Metadata").
/// </summary>
internal static class MetadataCodec
{
    /// <summary>Adds what one header line says.</summary>
    /// <exception cref="RpcException">INTERNAL: a "-bin" value is not base64.</exception>
    public static void Append(Metadata metadata, string name, string value)
    {
        if (!IsLower(name))
            name = name.ToLowerInvariant();

        if (!name.EndsWith(WireNames.BinarySuffix, StringComparison.Ordinal))
        {
            metadata.Add(Metadata.Entry.FromWire(name, value));
            return;
        }

        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
            metadata.Add(Metadata.Entry.FromWire(name, DecodeBase64(name, part)));
    }

    /// <summary>The header value of one entry. Bytes go without padding, as the protocol asks of senders.</summary>
    public static string Value(Metadata.Entry entry) => entry.IsBinary ? Convert.ToBase64String(entry.Bytes).TrimEnd('=') : entry.Value;

    /// <summary>Whether a header belongs to the protocol and not to the application.</summary>
    public static bool IsReserved(string name) => name switch
    {
        WireNames.Encoding or WireNames.AcceptEncoding or WireNames.Timeout or WireNames.Status or WireNames.Message => true,
        WireNames.RequestedEncoding => true,
        _ => name.StartsWith(':'),
    };

    /// <summary>Whether a request header is the transport's, and so is not shown to a handler.</summary>
    public static bool IsTransport(string name) => name switch
    {
        "host" or "te" or "content-type" or "accept-encoding" => true,
        _ => IsReserved(name),
    };

    private static byte[] DecodeBase64(string name, string text)
    {
        var unpadded = text.TrimEnd('=');
        var padded = unpadded.PadRight((unpadded.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        if (!Convert.TryFromBase64String(padded, bytes, out var length))
            throw new RpcException(new Status(StatusCode.Internal, $"Metadata '{name}' is not valid base64."));

        return bytes[..length];
    }

    private static bool IsLower(string name) => !name.AsSpan().ContainsAnyInRange('A', 'Z');
}
