using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;

namespace Grpc.Tests.Frames;

/// <summary>A call made by hand over bare HTTP/2, for requests that no gRPC client would send.</summary>
internal static class RawCall
{
    public const string UnaryPath = "/grpc.testing.TestService/UnaryCall";

    /// <summary>A message behind its five bytes of prefix.</summary>
    public static byte[] Frame(byte[] payload, byte flag = 0, uint? announcedLength = null)
    {
        var frame = new byte[5 + payload.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), announcedLength ?? (uint)payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }

    public static byte[] Frame(IMessage message) => Frame(message.ToByteArray());

    /// <summary>Posts a body to a method and reads the whole answer.</summary>
    public static async Task<RawAnswer> PostAsync(
        TestHost host,
        byte[] body,
        string path = UnaryPath,
        string? contentType = "application/grpc",
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(body),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("content-type", contentType);

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new RawAnswer(
            response.StatusCode,
            Read(response.Headers),
            Read(response.TrailingHeaders),
            response.Content.Headers.ContentType?.ToString(),
            bytes);
    }

    private static Dictionary<string, string> Read(HttpResponseHeaders headers) =>
        headers.NonValidated.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join('|', header.Value), StringComparer.Ordinal);
}

/// <summary>What came back.</summary>
internal sealed record RawAnswer(
    HttpStatusCode HttpStatus,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Trailers,
    string? ContentType,
    byte[] Body)
{
    /// <summary>The status, which is in the trailers, or in the headers when nothing else came.</summary>
    public StatusCode Status => (StatusCode)int.Parse(Find("grpc-status") ?? throw new InvalidOperationException("no grpc-status"));

    public string Message => Find("grpc-message") ?? "";

    public bool IsTrailersOnly => Headers.ContainsKey("grpc-status");

    public string? Find(string name) => Trailers.GetValueOrDefault(name) ?? Headers.GetValueOrDefault(name);
}
