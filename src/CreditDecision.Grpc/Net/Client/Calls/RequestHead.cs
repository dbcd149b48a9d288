using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Calls;

/// <summary>The HTTP request of a call.</summary>
internal static class RequestHead
{
    private static readonly MediaTypeHeaderValue ContentType = new(WireNames.ContentType);

    public static async Task<HttpRequestMessage> BuildAsync(
        GrpcChannel channel,
        IMethod method,
        string? host,
        CallOptions options,
        CallEnd end,
        HttpContent content)
    {
        content.Headers.ContentType = ContentType;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(channel.Address, method.FullName))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
            Content = content,
        };
        var headers = request.Headers;
        headers.Host = host;
        headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        headers.TryAddWithoutValidation("user-agent", "grpc-dotnet-creditdecision");
        headers.TryAddWithoutValidation(WireNames.AcceptEncoding, channel.Encodings.AcceptEncoding);
        if (end.Timeout is { } timeout)
            headers.TryAddWithoutValidation(WireNames.Timeout, GrpcTimeout.Format(timeout));

        Add(headers, options.Headers);
        Add(headers, await CredentialsAsync(channel, method, options, end).ConfigureAwait(false));
        return request;
    }

    private static async Task<Metadata> CredentialsAsync(GrpcChannel channel, IMethod method, CallOptions options, CallEnd end)
    {
        var metadata = new Metadata();
        var context = new AuthInterceptorContext(new Uri(channel.Address, method.ServiceName).ToString(), method.Name, end.Token);
        if (channel.Credentials is not null)
            await channel.Credentials.FillAsync(context, metadata).ConfigureAwait(false);

        if (options.Credentials is not null && channel.AllowsCallCredentials)
            await options.Credentials.FillAsync(context, metadata).ConfigureAwait(false);

        return metadata;
    }

    private static void Add(HttpRequestHeaders headers, Metadata? metadata)
    {
        foreach (var entry in metadata ?? Metadata.Empty)
        {
            if (entry.Key == WireNames.RequestedEncoding)
                headers.TryAddWithoutValidation(WireNames.Encoding, entry.Value);
            else if (!MetadataCodec.IsReserved(entry.Key))
                headers.TryAddWithoutValidation(entry.Key, MetadataCodec.Value(entry));
        }
    }
}
